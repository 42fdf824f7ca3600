package dev.redress.decision.commitment;

import dev.redress.decision.Document;
import dev.redress.platform.Json;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// An action for a commitment that came after the decision, which itself never changes.
@Entity
@Immutable
@Table(name = "commitment_action")
class LaterAction {

    @Id
    UUID id;

    @Column(name = "decision_id")
    UUID decisionId;

    String name;

    String action;

    @Column(name = "by_id")
    String byId;

    Instant at;

    LaterAction() {}

    Document.Action action() {
        return Json.read(Json.tree(action.getBytes(StandardCharsets.UTF_8)), Document.Action.class);
    }
}
