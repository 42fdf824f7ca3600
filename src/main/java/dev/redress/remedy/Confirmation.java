package dev.redress.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.access.Actor;
import dev.redress.platform.Ids;
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

/// What somebody said about a remedy: the agent's platform, or an operator who did it by hand.
@Entity
@Immutable
@Table(name = "remedy_confirmation")
public class Confirmation {

    public enum Status {
        DONE,
        FAILED,
        /// The target has changed since the decision: carrying on would overwrite somebody.
        STALE
    }

    @Id
    UUID id;

    @Column(name = "remedy_id")
    UUID remedyId;

    @Enumerated(EnumType.STRING)
    Status status;

    String evidence;

    @Column(name = "target_etag")
    String targetEtag;

    @Column(name = "by_kind")
    String byKind;

    @Column(name = "by_id")
    String byId;

    Instant at;

    Confirmation() {}

    static Confirmation said(UUID remedy, Status status, JsonNode evidence, String targetEtag, Actor by, Instant now) {
        Confirmation said = new Confirmation();
        said.id = Ids.at(now);
        said.remedyId = remedy;
        said.status = status;
        said.evidence = new String(Json.write(evidence), StandardCharsets.UTF_8);
        said.targetEtag = targetEtag;
        said.byKind = by.kind();
        said.byId = by.id();
        said.at = now;
        return said;
    }

    public Status status() {
        return status;
    }

    public JsonNode evidence() {
        return Json.tree(evidence.getBytes(StandardCharsets.UTF_8));
    }

    /// The entity tag that the target had when the platform came to change it; null when it did not say.
    public String targetEtag() {
        return targetEtag;
    }

    public String byId() {
        return byId;
    }

    /// Entered by a person: it counts once a second one has seen the evidence.
    public boolean byHand() {
        return byKind.equals("OPERATOR");
    }

    /// Whether this is the same word again, from the same side: a person's word does not stand for the platform's.
    boolean repeats(Status other, Actor by) {
        return status == other && byHand() == by instanceof Actor.Operator;
    }

    public Instant at() {
        return at;
    }
}
