package dev.redress.remedy;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// What the agent's platform said about a remedy.
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

    public Status status() {
        return status;
    }

    public Instant at() {
        return at;
    }
}
