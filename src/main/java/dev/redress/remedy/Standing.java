package dev.redress.remedy;

import dev.redress.appeal.RemedyProgress.State;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// How far a remedy is.
///
/// ```
///            ┌── answer lost ──▶ UNKNOWN ──┬─ it is there ──▶ CONFIRMED
///            │                     │       └─ it is wrong ──▶ FAILED
///         ORDERED ◀─── taken ──────┘                            │
///            │                                                  │ said again
///            ├── said to be done ──▶ REPORTED ◀─────────────────┘
///            │                          ├─ probe or second person agrees ──▶ CONFIRMED
///            │                          └─ probe disagrees ──▶ FAILED
///            └── target has changed ──▶ STALE, to a reviewer; settled by the next ruling
/// ```
///
/// What a platform says counts as CONFIRMED at once only where no probe is set up for such remedies.
@Entity
@Table(name = "remedy_standing")
public class Standing {

    @Id
    @Column(name = "remedy_id")
    UUID remedyId;

    @Enumerated(EnumType.STRING)
    State state;

    Instant since;

    @Column(name = "due_at")
    Instant dueAt;

    @Column(name = "overdue_at")
    Instant overdueAt;

    @Column(name = "probe_at")
    Instant probeAt;

    int probes;

    @Column(name = "settled_by")
    UUID settledBy;

    Standing() {}

    static Standing ordered(Remedy remedy) {
        Standing standing = new Standing();
        standing.remedyId = remedy.id();
        standing.state = State.ORDERED;
        standing.since = remedy.orderedAt();
        standing.dueAt = remedy.dueAt();
        return standing;
    }

    void move(State to, Instant now) {
        state = to;
        since = now;
        probeAt = null;
        probes = 0;
    }

    public UUID remedyId() {
        return remedyId;
    }

    public State state() {
        return state;
    }

    public Instant since() {
        return since;
    }

    /// Whether a later ruling took its place.
    public boolean isSettled() {
        return settledBy != null;
    }

    boolean isOwed() {
        return state != State.CONFIRMED && !isSettled();
    }

    public boolean overdue(Instant now) {
        return isOwed() && dueAt.isBefore(now);
    }
}
