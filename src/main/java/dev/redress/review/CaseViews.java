package dev.redress.review;

import dev.redress.access.Actor;
import dev.redress.appeal.Appeal;
import dev.redress.appeal.Appeals;
import dev.redress.appeal.CaseClock;
import dev.redress.appeal.CaseClocks;
import dev.redress.appeal.Conversation;
import dev.redress.appeal.MessageView;
import dev.redress.appeal.Pauses;
import dev.redress.appeal.Regimes;
import dev.redress.appeal.Rulings;
import dev.redress.appeal.evidence.EvidenceFiles;
import dev.redress.appeal.evidence.EvidenceView;
import dev.redress.decision.Decision;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.Decisions;
import dev.redress.decision.calendar.Calendars;
import dev.redress.decision.commitment.Commitments;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// Puts together what a reviewer sees of a case; the desk and the API show the same.
@ApplicationScoped
public class CaseViews {

    private final Cases cases;
    private final Claims claims;
    private final Review review;
    private final Obstacles obstacles;
    private final HandsOf hands;
    private final Decisions decisions;
    private final DecisionTypes types;
    private final Calendars calendars;
    private final Commitments commitments;
    private final Appeals appeals;
    private final CaseClocks clocks;
    private final Regimes regimes;
    private final Rulings rulings;
    private final Conversation conversation;
    private final EvidenceFiles evidence;
    private final Pauses pauses;
    private final Backgrounds backgrounds;
    private final Journal journal;
    private final Event<CaseShown> shown;
    private final Checks checks;
    private final Courses courses;

    CaseViews(
            Cases cases,
            Claims claims,
            Review review,
            Obstacles obstacles,
            HandsOf hands,
            Decisions decisions,
            DecisionTypes types,
            Calendars calendars,
            Commitments commitments,
            Appeals appeals,
            CaseClocks clocks,
            Regimes regimes,
            Rulings rulings,
            Conversation conversation,
            EvidenceFiles evidence,
            Pauses pauses,
            Backgrounds backgrounds,
            Journal journal,
            Event<CaseShown> shown,
            Checks checks,
            Courses courses) {
        this.cases = cases;
        this.claims = claims;
        this.review = review;
        this.obstacles = obstacles;
        this.hands = hands;
        this.decisions = decisions;
        this.types = types;
        this.calendars = calendars;
        this.commitments = commitments;
        this.appeals = appeals;
        this.clocks = clocks;
        this.regimes = regimes;
        this.rulings = rulings;
        this.conversation = conversation;
        this.evidence = evidence;
        this.pauses = pauses;
        this.backgrounds = backgrounds;
        this.journal = journal;
        this.shown = shown;
        this.checks = checks;
        this.courses = courses;
    }

    /// A view and the entity tag it was made from.
    public record Tagged(CaseView view, String etag) {}

    /// @throws dev.redress.platform.Refusal 404 for no case, 403 for whom it is about and where a tie is on record
    @Transactional
    public Tagged of(UUID id, Actor.Reviewer to, Instant now) {
        Case found = cases.findByIdOptional(id).orElseThrow(CommonProblem::notFound);
        obstacles.requireMayRead(id, to, now);
        Decision decision = decisions.findById(found.decisionId());
        Appeal appeal = found.wordsOf() == null ? null : appeals.findById(found.wordsOf());
        Case first = found.repeats() == null ? null : cases.findById(found.repeats());
        List<MessageView> thread = appeals.of(decision.id()).stream()
                .flatMap(one -> conversation.of(one.id()).stream())
                .map(MessageView::of)
                .toList();
        List<EvidenceView> sent =
                evidence.filed(decision.id()).stream().map(EvidenceView::of).toList();
        boolean revealed = review.revealed(found, to);
        Disguise look = new Disguise(
                found,
                first,
                appeal,
                thread.isEmpty() && sent.isEmpty(),
                calendars.of(decision.jurisdiction()),
                types.rulesFor(decision.type()).answerWithin(),
                to,
                revealed);
        Checks.Checked checked =
                first == null || found.isOpen() ? null : checks.of(found, to).orElse(null);
        Claim claim = claims.of(id, now).orElse(null);
        shown.fire(new CaseShown(id, decision.document().inputSnapshot() != null, to, now));
        Hands inHands = hands.of(id, to, now);
        return new Tagged(
                new CaseView(
                        id,
                        found.reference(),
                        found.originFor(to),
                        Cases.stateOf(found, claim != null, inHands.hold() != null),
                        found.openedAt(),
                        found.dueAt(),
                        found.blind(),
                        revealed,
                        claim == null ? null : CaseView.Held.of(claim, to.id()),
                        decision.id(),
                        decision.externalId(),
                        decision.agentId(),
                        CaseView.shown(decision.tree(), revealed),
                        decisions.policyTexts(decision),
                        look.appeal(),
                        look.thread(thread),
                        look.evidence(sent),
                        look.pause(
                                appeal == null ? null : pauses.of(appeal.id()).orElse(null)),
                        rulings.of(decision.id()).stream()
                                .filter(one -> !one.caseId().equals(id))
                                .filter(_ -> revealed && first == null)
                                .map(CaseView.Ruled::of)
                                .toList(),
                        look.clocks(appeal == null ? List.of() : clocks.of(appeal.id()), clocks, regimes),
                        review.firstView(id, to.id()).map(CaseView.View::of).orElse(null),
                        checked == null
                                ? rulings.ofCase(id).map(CaseView.Ruled::of).orElse(null)
                                : checked.said(),
                        look.timeline(journal.of(decision.id()), journal.ofCase(decision.id(), id)),
                        found.finding() == null
                                ? null
                                : Json.tree(found.finding().getBytes(StandardCharsets.UTF_8)),
                        revealed ? commitments.of(decision, decision.document()) : null,
                        backgrounds.of(found, decision, revealed),
                        checked,
                        courses.of(found, to, revealed, now),
                        inHands),
                found.etag());
    }

    /// A clock as the view of its case shows it.
    @Transactional
    public CaseView.Deadline of(CaseClock clock) {
        return CaseView.Deadline.of(clock, clocks, regimes);
    }
}
