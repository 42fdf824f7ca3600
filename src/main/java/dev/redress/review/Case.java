package dev.redress.review;

import dev.redress.access.Actor;
import dev.redress.decision.Decision;
import dev.redress.review.ruling.Proposal;
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
/// waiting ──claim──▶ claimed ──ruling──▶ ruled
/// claimed ──release, skip, hand-over, take-back, lease over──▶ waiting
/// claimed ──hold──▶ on hold ──date, take-back──▶ waiting; its reviewer──▶ claimed
/// claimed ──question──▶ asked ──answer, question lapsed──▶ waiting
/// claimed ──ruling sent──▶ sent ──window over──▶ ruled, or awaiting approval ──approved──▶ ruled
/// sent, awaiting approval ──undone, sent back, case changed──▶ claimed
/// any of the open ones ──▶ withdrawn
/// ```
///
/// Waiting is a row in `queue_entry`, claimed a row in `claim`, on hold a row in `hold`; so a claim never touches this
/// wide row. Asked, sent and awaiting approval are none of them: nobody can take a case whose person has to answer
/// first, or whose ruling waits.
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
        WITHDRAWN,
        /// The person appealed while we looked without being asked.
        APPEALED
    }

    /// What its ruling is for.
    public enum Purpose {
        /// It counts.
        REVIEW,
        /// A closed case once more, with an answer that is known: it tells how reviewers work.
        KNOWN_ANSWER,
        /// A case that was just ruled on, seen by somebody else who does not know of it.
        DOUBLE
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

    @Enumerated(EnumType.STRING)
    Purpose purpose = Purpose.REVIEW;

    UUID repeats;

    @Column(name = "words_of")
    UUID wordsOf;

    @Column(name = "inclusion_probability")
    Double inclusionProbability;

    @Enumerated(EnumType.STRING)
    Proposal.Wait proposed;
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

    /// The case once more, to look at the work of reviewers: its ruling reaches nobody but them.
    static Case repeating(Case first, Purpose purpose, Instant openedAt, Instant dueAt) {
        Case again = new Case();
        again.purpose = purpose;
        again.repeats = first.id;
        again.wordsOf = first.appealId;
        again.origin = first.origin;
        again.decisionId = first.decisionId;
        again.blind = first.blind;
        again.version = 1;
        again.openedAt = openedAt;
        again.dueAt = dueAt;
        again.type = first.type;
        again.agentId = first.agentId;
        again.subjectRef = first.subjectRef;
        again.policyId = first.policyId;
        again.policyVersion = first.policyVersion;
        again.model = first.model;
        again.jurisdiction = first.jurisdiction;
        again.language = first.language;
        return again;
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

    /// Waits outside the queue until its ruling is made or taken back.
    void propose(Proposal.Wait wait) {
        proposed = wait;
    }

    void takeBack() {
        proposed = null;
    }

    /// Ends the case; what a ruling rests on is now final.
    void close(End how, Instant now) {
        if (closedAt != null) {
            throw new IllegalStateException("case " + id + " is closed already");
        }
        askedAt = null;
        askedFence = null;
        proposed = null;
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

    /// The appeal whose words the case shows; null when nobody appealed.
    public UUID wordsOf() {
        return appealId == null ? wordsOf : appealId;
    }

    public Purpose purpose() {
        return purpose;
    }

    /// The case that this one repeats; null for a REVIEW.
    public UUID repeats() {
        return repeats;
    }

    /// The probability with which the decision was drawn; null when it was not drawn.
    public Double inclusionProbability() {
        return inclusionProbability;
    }

    /// The origin as this reader may know it: a random sample looks like an appeal until it is ruled on.
    public Origin originFor(Actor.Reviewer reader) {
        return origin == Origin.AUDIT && isOpen() && !reader.lead() ? Origin.APPEAL : origin;
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

    /// What a ruling that was sent waits for; null when none was.
    public Proposal.Wait proposed() {
        return proposed;
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
