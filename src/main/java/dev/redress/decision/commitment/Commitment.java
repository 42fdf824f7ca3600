package dev.redress.decision.commitment;

import dev.redress.decision.Evidence;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// One thing that an agent told a person it did or will do.
///
/// ```
///  OPEN ────┬── enough evidence ──▶ CONFIRMED
///  FAILED ──┤                           ▲
///           └── time has passed ──▶ EXPIRED
/// ```
///
/// FAILED: an action was tried for it and did not work. All but CONFIRMED are unbacked.
@Entity
@Table(name = "commitment")
public class Commitment {

    public enum State {
        OPEN,
        CONFIRMED,
        FAILED,
        EXPIRED
    }

    @Id
    UUID id;

    @Column(name = "decision_id")
    UUID decisionId;

    int place;

    String name;

    String type;

    @Column(name = "agent_id")
    String agentId;

    @Column(name = "agent_version")
    String agentVersion;

    @Enumerated(EnumType.STRING)
    Evidence evidence;

    @Enumerated(EnumType.STRING)
    Evidence needed;

    @Column(name = "due_at")
    Instant dueAt;

    @Enumerated(EnumType.STRING)
    State state;

    Instant since;

    @Column(name = "backed_at_once")
    boolean backedAtOnce;

    Commitment() {}

    void move(State to, Instant now) {
        state = to;
        since = now;
    }

    /// Stronger evidence counts, weaker changes nothing. True when it is backed by this and was not before.
    boolean show(Evidence shown, Instant now) {
        if (shown.reaches(evidence)) {
            evidence = shown;
        }
        if (state == State.CONFIRMED || !evidence.reaches(needed)) {
            if (state == State.OPEN && evidence == Evidence.NONE) {
                move(State.FAILED, now);
            }
            return false;
        }
        move(State.CONFIRMED, now);
        return true;
    }

    /// Whether its time is over and nobody has said so yet.
    boolean isDue(Instant now) {
        return (state == State.OPEN || state == State.FAILED) && dueAt != null && dueAt.isBefore(now);
    }

    public boolean isBacked() {
        return state == State.CONFIRMED;
    }

    public UUID id() {
        return id;
    }

    public UUID decisionId() {
        return decisionId;
    }

    /// Its id in the decision.
    public String name() {
        return name;
    }

    /// Null when the agent did not say.
    public String type() {
        return type;
    }

    public String agentId() {
        return agentId;
    }

    /// Null when the agent did not say.
    public String agentVersion() {
        return agentVersion;
    }

    public Evidence evidence() {
        return evidence;
    }

    public Evidence needed() {
        return needed;
    }

    /// Null when no time was promised.
    public Instant dueAt() {
        return dueAt;
    }

    public State state() {
        return state;
    }

    public Instant since() {
        return since;
    }
}
