package dev.redress.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.appeal.Ruling;
import dev.redress.appeal.Rulings;
import dev.redress.decision.RemedyType;
import dev.redress.platform.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// What must be done after a ruling. Open until it is confirmed ({@link Standing}).
@Entity
@Immutable
@Table(name = "remedy")
public class Remedy {

    @Id
    UUID id;

    @Column(name = "ruling_id")
    UUID rulingId;

    @Column(name = "decision_id")
    UUID decisionId;

    @Column(name = "agent_id")
    String agentId;

    @Enumerated(EnumType.STRING)
    RemedyType type;

    String description;

    String target;

    @Column(name = "ordered_at")
    Instant orderedAt;

    @Column(name = "due_at")
    Instant dueAt;

    Remedy() {}

    static Remedy ordered(Ruling ruling, String agentId, Rulings.RemedyOrder order) {
        Remedy remedy = new Remedy();
        remedy.id = ruling.remedyId();
        remedy.rulingId = ruling.id();
        remedy.decisionId = ruling.decisionId();
        remedy.agentId = agentId;
        remedy.type = order.type();
        remedy.description = order.description();
        remedy.target = order.target() == null || order.target().isNull()
                ? null
                : new String(Json.write(order.target()), StandardCharsets.UTF_8);
        remedy.orderedAt = ruling.ruledAt();
        remedy.dueAt = order.dueAt();
        return remedy;
    }

    public UUID id() {
        return id;
    }

    public UUID rulingId() {
        return rulingId;
    }

    public UUID decisionId() {
        return decisionId;
    }

    public String agentId() {
        return agentId;
    }

    public RemedyType type() {
        return type;
    }

    public String description() {
        return description;
    }

    public JsonNode target() {
        return target == null ? null : Json.tree(target.getBytes(StandardCharsets.UTF_8));
    }

    public Instant orderedAt() {
        return orderedAt;
    }

    public Instant dueAt() {
        return dueAt;
    }
}
