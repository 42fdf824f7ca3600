package dev.redress.appeal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// One running deadline, from one regime or one promise.
@Entity
@Table(name = "clock")
public class CaseClock {

    public enum Kind {
        /// A person answers, with reasons.
        RULING,
        /// What was ordered is done.
        REMEDY
    }

    /// The operator's own word, from the decision type.
    static final String PROMISE = "PROMISE";

    @Id
    UUID id;

    @Column(name = "appeal_id")
    UUID appealId;

    String regime;

    @Enumerated(EnumType.STRING)
    Kind kind;

    @Column(name = "started_at")
    Instant startedAt;

    @Column(name = "due_at")
    Instant dueAt;

    @Column(name = "stopped_at")
    Instant stoppedAt;

    CaseClock() {}

    public UUID id() {
        return id;
    }

    public UUID appealId() {
        return appealId;
    }

    public String regime() {
        return regime;
    }

    public Kind kind() {
        return kind;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public Instant dueAt() {
        return dueAt;
    }

    /// When what it waited for happened; null while it runs.
    public Instant stoppedAt() {
        return stoppedAt;
    }

    public boolean overdue(Instant now) {
        return (stoppedAt == null ? now : stoppedAt).isAfter(dueAt);
    }
}
