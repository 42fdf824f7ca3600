package dev.redress.review;

import dev.redress.access.Actor;
import dev.redress.appeal.Appeal;
import dev.redress.appeal.Appeals;
import dev.redress.appeal.CaseClock;
import dev.redress.appeal.CaseClocks;
import dev.redress.appeal.Conversation;
import dev.redress.appeal.Message;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.Decisions;
import dev.redress.decision.calendar.Calendars;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import dev.redress.review.ruling.Looks;
import dev.redress.review.ruling.Proposal;
import dev.redress.review.ruling.Seen;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a reviewer does to a case they hold: the first view, the words to the person, the deadline. How they
/// rule on it is in {@link Sending}.
@ApplicationScoped
public class Review {

    private final Cases cases;
    private final Claims claims;
    private final Obstacles obstacles;
    private final Decisions decisions;
    private final DecisionTypes types;
    private final Calendars calendars;
    private final Appeals appeals;
    private final Conversation conversation;
    private final CaseClocks clocks;
    private final Journal journal;
    private final Looks looks;
    private final EntityManager entities;

    Review(
            Cases cases,
            Claims claims,
            Obstacles obstacles,
            Decisions decisions,
            DecisionTypes types,
            Calendars calendars,
            Appeals appeals,
            Conversation conversation,
            CaseClocks clocks,
            Journal journal,
            Looks looks,
            EntityManager entities) {
        this.cases = cases;
        this.claims = claims;
        this.obstacles = obstacles;
        this.decisions = decisions;
        this.types = types;
        this.calendars = calendars;
        this.appeals = appeals;
        this.conversation = conversation;
        this.clocks = clocks;
        this.journal = journal;
        this.looks = looks;
        this.entities = entities;
    }

    public Optional<FirstView> firstView(UUID caseId, String reviewer) {
        return Optional.ofNullable(entities.find(FirstView.class, new FirstView.Key(caseId, reviewer)));
    }

    /// Whether this reviewer may see what the agent decided.
    public boolean revealed(Case shown, Actor.Reviewer to) {
        return !shown.blind()
                || !shown.isOpen()
                || firstView(shown.id(), to.id()).isPresent();
    }

    /// Records the first view; from then on the agent's outcome is shown to this reviewer, which is journaled too.
    @Transactional
    public FirstView takeFirstView(
            UUID caseId, FirstView.Leaning leaning, String note, Actor.Reviewer by, Instant now) {
        Case held = open(caseId);
        if (held.proposed() == Proposal.Wait.APPROVAL) {
            obstacles.require(caseId, by, now); // a second person looks without holding it
        } else {
            claims.require(held, null, by, now);
        }
        Optional<FirstView> earlier = firstView(caseId, by.id());
        if (earlier.isPresent()) {
            if (earlier.get().leaning() == leaning) {
                return earlier.get();
            }
            throw new Refusal(ReviewProblem.FIRST_VIEW_RECORDED, "Your first view is recorded and stays as it is.");
        }
        FirstView view = new FirstView(caseId, by.id(), leaning, note, now);
        entities.persist(view);
        journal.write(Act.FIRST_VIEW_RECORDED, held.decisionId(), by, now, Map.of("case", caseId, "leaning", leaning));
        if (held.blind()) {
            journal.write(Act.OUTCOME_REVEALED, held.decisionId(), by, now, Map.of("case", caseId));
        }
        return view;
    }

    /// Says that the reviewer has looked at the case as it was with this entity tag.
    ///
    /// @throws Refusal 412 when it has changed again since
    @Transactional
    public void see(UUID caseId, String etag, Actor.Reviewer by, Instant now) {
        Case seen = open(caseId);
        if (!names(etag == null ? "" : etag, seen, looks.of(caseId, by.id()).orElse(null))) {
            throw new Refusal(CommonProblem.STALE, "The case has changed again. Look once more.")
                    .header("ETag", '"' + seen.etag() + '"');
        }
        looks.see(caseId, by.id(), new Seen(seen.version, now));
        journal.write(Act.CASE_SEEN, seen.decisionId(), by, now, Map.of("case", caseId, "version", seen.version));
    }

    /// Writes to the person; a question ends the claim and takes the case out of the queue until the answer.
    @Transactional
    public Message tell(UUID caseId, String text, boolean asks, Actor.Reviewer by, Instant now) {
        Case held = open(caseId);
        claims.require(held, null, by, now);
        Appeal appeal = appealOf(held);
        Instant answerBy = asks
                ? types.rulesFor(held.type())
                        .answerWithin()
                        .endAfter(
                                now,
                                calendars.of(
                                        decisions.findById(held.decisionId()).jurisdiction()))
                : null;
        return conversation.tell(appeal, text, answerBy, by, now);
    }

    /// Moves the deadline of the ruling on, with a reason that the person reads.
    @Transactional
    public CaseClock extend(UUID caseId, Instant to, String reason, Actor.Reviewer by, Instant now) {
        Case held = open(caseId);
        claims.require(held, null, by, now);
        RulingCheck.requireText("/reason", reason);
        return clocks.extend(appealOf(held), to, reason, by, now);
    }

    private Appeal appealOf(Case held) {
        if (held.appealId() == null) {
            throw new Refusal(ReviewProblem.NO_PERSON, "Nobody can be written to here. Rule on what is on record.");
        }
        return appeals.findById(held.appealId());
    }

    /// The open case, locked after its decision as a withdrawal does: the two come one after the other.
    Case open(UUID caseId) {
        Case held = locked(caseId);
        if (!held.isOpen()) {
            throw Claims.closed();
        }
        return held;
    }

    /// The same, open or closed.
    Case locked(UUID caseId) {
        cases.decisionOf(caseId).ifPresent(decisions::lock);
        Case held = cases.findById(caseId, LockModeType.PESSIMISTIC_WRITE);
        if (held == null) {
            throw CommonProblem.notFound();
        }
        return held;
    }

    /// Whether the tag says that the case was read as it is. `*` names nothing, and takes what was said before.
    ///
    /// @param last how far its sender has said that they looked; null for not at all
    static boolean names(String ifMatch, Case as, Seen last) {
        return ifMatch.trim().equals("*") ? last == null || last.version() == as.version : matches(ifMatch, as.etag());
    }

    /// If-Match with strong comparison (RFC 9110 section 13.1.1).
    private static boolean matches(String ifMatch, String etag) {
        for (String tag : ifMatch.split(",")) {
            if (tag.trim().equals('"' + etag + '"')) {
                return true;
            }
        }
        return false;
    }
}
