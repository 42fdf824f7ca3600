package dev.redress.review;

import dev.redress.decision.Decision;
import jakarta.persistence.Column;
import jakarta.persistence.ColumnResult;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityResult;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.SqlResultSetMapping;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// The unit in the review queue.
///
/// ```
/// waiting ◀──release, skip, hand-over, take-back, lease over── claimed ──▶ ruled
///    │ ▲                                                       ▲ │ │
///    └─│──────────────────────claim────────────────────────────┘ │ │
///      ├──answer, question lapsed────────────────────── asked ◀──┘ │ question
///      └──date, take-back, its reviewer──────────────── on hold ◀──┘ hold
///
/// any of them ──▶ withdrawn
/// ```
///
/// Waiting is a row in `queue_entry`, claimed a row in `claim`, on hold a row in `hold`; so a claim never touches
/// this wide row. Asked is none of them: nobody can take a case whose person has to answer first.
@Entity
@Table(name = "review_case")
@SqlResultSetMapping(
        name = "case-with-claim",
        entities = @EntityResult(entityClass = Case.class),
        columns = {
            @ColumnResult(name = "claim_holder"),
            @ColumnResult(name = "claim_until", type = Instant.class),
            @ColumnResult(name = "hold_until", type = Instant.class)
        })
public class Case {

    /// How a case ended.
    public enum End {
        RULED,
        WITHDRAWN
    }

    @Id
    UUID id;

    @Enumerated(EnumType.STRING)
    Origin origin;

    @Column(name = "decision_id")
    UUID decisionId;

    @Column(name = "appeal_id")
    UUID appealId;

    String reference;

    boolean blind;

    int version;

    @Column(name = "opened_at")
    Instant openedAt;

    @Column(name = "due_at")
    Instant dueAt;

    String type;

    @Column(name = "agent_id")
    String agentId;

    @Column(name = "subject_ref")
    String subjectRef;

    @Column(name = "policy_id")
    String policyId;

    @Column(name = "policy_version")
    String policyVersion;

    String model;

    String jurisdiction;

    String language;

    @Column(name = "asked_at")
    Instant askedAt;

    @Column(name = "asked_fence")
    Long askedFence;

    String finding;

    // The next three are changed by statements of their own, never by a stale copy of this row.
    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    Hardship hardship;

    @Column(name = "hardship_rank", updatable = false)
    int hardshipRank = Hardship.NONE;

    @Column(updatable = false)
    String team;

    @Column(name = "closed_at")
    Instant closedAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "closed_as")
    End closedAs;

    Case() {}

    static Case of(Decision decision, Origin origin, Instant openedAt) {
        Case opened = new Case();
        opened.origin = origin;
        opened.decisionId = decision.id();
        opened.version = 1;
        opened.openedAt = openedAt;
        opened.type = decision.type();
        opened.agentId = decision.agentId();
        opened.subjectRef = decision.subjectRef();
        opened.policyId = decision.policyId();
        opened.policyVersion = decision.policyVersion();
        opened.model = decision.modelServed();
        opened.jurisdiction = decision.jurisdiction();
        return opened;
    }

    /// What a ruling rests on has changed: a reviewer who read it before has to look again.
    void change() {
        version++;
    }

    /// Waits outside the queue for the person's answer.
    ///
    /// @param fence the last one given out
    void ask(long fence, Instant now) {
        askedAt = now;
        askedFence = fence;
    }

    /// The waiting is over; gives the last fence, with which the case goes back to the queue.
    long resume(Instant due) {
        long fence = askedFence;
        askedAt = null;
        askedFence = null;
        dueAt = due;
        return fence;
    }

    /// Ends the case; what a ruling rests on is now final.
    void close(End how, Instant now) {
        if (closedAt != null) {
            throw new IllegalStateException("case " + id + " is closed already");
        }
        askedAt = null;
        askedFence = null;
        closedAs = how;
        closedAt = now;
        version++;
    }

    public UUID id() {
        return id;
    }

    public Origin origin() {
        return origin;
    }

    public UUID decisionId() {
        return decisionId;
    }

    /// Null when no appeal began the case.
    public UUID appealId() {
        return appealId;
    }

    public String reference() {
        return reference;
    }

    public boolean blind() {
        return blind;
    }

    public Instant openedAt() {
        return openedAt;
    }

    public Instant dueAt() {
        return dueAt;
    }

    public String type() {
        return type;
    }

    public String policyId() {
        return policyId;
    }

    public String policyVersion() {
        return policyVersion;
    }

    public String model() {
        return model;
    }

    public String jurisdiction() {
        return jurisdiction;
    }

    public String language() {
        return language;
    }

    public String agentId() {
        return agentId;
    }

    /// Null when none is recorded.
    public Hardship hardship() {
        return hardship;
    }

    int hardshipRank() {
        return hardshipRank;
    }

    /// The team whose members are offered it; null for everybody.
    public String team() {
        return team;
    }

    /// Whether it waits for the person's answer.
    public boolean isAsked() {
        return askedAt != null;
    }

    /// What was found, JSON; null unless a finding opened it.
    public String finding() {
        return finding;
    }

    public Instant closedAt() {
        return closedAt;
    }

    public End closedAs() {
        return closedAs;
    }

    public boolean isOpen() {
        return closedAt == null;
    }

    /// The entity tag: another one as soon as what a ruling rests on is another. Claims do not count, the fence
    /// guards them.
    public String etag() {
        return String.valueOf(version);
    }
}
