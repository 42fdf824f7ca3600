package dev.redress.review;

import dev.redress.access.Actor;
import dev.redress.decision.DecisionTypes;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import dev.redress.review.roster.Conflicts;
import dev.redress.review.roster.Roster;
import dev.redress.review.roster.Team;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// How a case leaves one pair of hands for others without a ruling. Each act has a reason, which the timeline
/// shows.
@ApplicationScoped
public class Handing {

    private static final Duration SHORTEST = Duration.ofDays(1);
    private static final Duration LONGEST = Duration.ofDays(120);

    private final Review review;
    private final Claims claims;
    private final Holds holds;
    private final Obstacles obstacles;
    private final DecisionTypes types;
    private final Roster roster;
    private final Conflicts conflicts;
    private final Journal journal;
    private final EntityManager entities;
    private final Duration offer;

    Handing(
            Review review,
            Claims claims,
            Holds holds,
            Obstacles obstacles,
            DecisionTypes types,
            Roster roster,
            Conflicts conflicts,
            Journal journal,
            EntityManager entities,
            @ConfigProperty(name = "redress.handover") Duration offer) {
        this.review = review;
        this.claims = claims;
        this.holds = holds;
        this.obstacles = obstacles;
        this.types = types;
        this.roster = roster;
        this.conflicts = conflicts;
        this.journal = journal;
        this.entities = entities;
        this.offer = offer;
    }

    /// Gives the case to the next; this reviewer is not offered it again before somebody else had it.
    @Transactional
    public void skip(UUID caseId, String reason, Actor.Reviewer by, Instant now) {
        RulingCheck.requireText("/reason", reason);
        Case held = held(caseId, by, now);
        long fence = claims.park(caseId);
        entities.createNativeQuery("""
                        INSERT INTO skip (case_id, reviewer_id, fence, reason, at)
                        VALUES (:id, :by, :fence, :reason, :now)""")
                .setParameter("id", caseId)
                .setParameter("by", by.id())
                .setParameter("fence", fence)
                .setParameter("reason", reason)
                .setParameter("now", now)
                .executeUpdate();
        offerAgain(held, by.id());
        claims.enqueue(caseId, fence);
        note(Act.CASE_SKIPPED, held, by, now, Map.of("reason", reason));
    }

    /// Puts the case aside; it comes back by itself.
    ///
    /// @param until 1 to 120 days from now, and not after the answer is due: a hold moves no deadline
    @Transactional
    public void hold(UUID caseId, Instant until, String reason, Actor.Reviewer by, Instant now) {
        RulingCheck.requireText("/reason", reason);
        Case held = held(caseId, by, now);
        if (until == null || until.isBefore(now.plus(SHORTEST)) || until.isAfter(now.plus(LONGEST))) {
            throw CommonProblem.invalid("/until", "must lie 1 to 120 days from now");
        }
        if (until.isAfter(held.dueAt())) {
            throw CommonProblem.invalid(
                    "/until",
                    "must not be later than " + held.dueAt()
                            + ", when the person is owed the answer; move the deadline first");
        }
        holds.put(held, until, reason, claims.park(caseId), by, now);
        note(Act.CASE_HELD, held, by, now, Map.of("reason", reason, "until", until));
    }

    /// Offers the case to one reviewer or one team only, for as long as `redress.handover` says. The holder hands
    /// it over, or a lead one that waits.
    ///
    /// @param reviewer or `team` is given, not both
    @Transactional
    public void handOver(UUID caseId, String reviewer, String team, String reason, Actor.Reviewer by, Instant now) {
        RulingCheck.requireText("/reason", reason);
        Case held = review.open(caseId);
        if ((reviewer == null) == (team == null)) {
            throw CommonProblem.invalid("/reviewer", "or a team must be named, and not both");
        }
        long fence = by.lead() ? claims.leave("queue_entry", caseId).orElse(-1L) : -1L;
        if (fence < 0) {
            claims.require(held, null, by, now);
            fence = claims.park(caseId);
        }
        if (reviewer != null) {
            requireAble("/reviewer", held, reviewer, by, now);
        } else if (roster.team(team)
                .map(Team::members)
                .orElseGet(java.util.List::of)
                .isEmpty()) {
            throw CommonProblem.invalid("/team", "is no team, or one without members");
        }
        offer(caseId, reviewer, team == null ? teamOf(held) : team, now.plus(offer));
        claims.enqueue(caseId, fence);
        note(
                Act.CASE_HANDED_OVER,
                held,
                by,
                now,
                Map.of("reason", reason, "to", reviewer == null ? "team " + team : reviewer, "until", now.plus(offer)));
    }

    /// Ends whatever keeps the case from everybody: a claim, a hold, a hand-over.
    @Transactional
    public void takeBack(UUID caseId, String reason, Actor.Reviewer lead, Instant now) {
        RulingCheck.requireText("/reason", reason);
        Case held = review.open(caseId);
        OptionalLong hold = holds.end(caseId, null);
        Optional<Long> fence = hold.isPresent() ? Optional.of(hold.getAsLong()) : claims.leave("claim", caseId);
        boolean handed = offerAgain(held, null);
        if (fence.isEmpty() && handed) {
            fence = claims.leave("queue_entry", caseId);
        }
        claims.enqueue(
                caseId,
                fence.orElseThrow(() -> new Refusal(
                        ReviewProblem.NOTHING_TO_TAKE_BACK,
                        "The case is neither claimed, nor put aside, nor handed to anybody.")));
        note(Act.CASE_TAKEN_BACK, held, lead, now, Map.of("reason", reason));
    }

    /// A reviewer says that they are not free to decide: recorded as a conflict, and the case goes back.
    @Transactional
    public void recuse(UUID caseId, String reason, Actor.Reviewer by, Instant now) {
        RulingCheck.requireText("/reason", reason);
        Case open = review.open(caseId);
        Optional<Long> fence = claims.leave(caseId, by, now)
                .or(() -> holds.end(caseId, by.id()).stream().boxed().findFirst());
        boolean handed = offerAgain(open, by.id());
        if (fence.isEmpty() && handed) {
            fence = claims.leave("queue_entry", caseId); // the row there names whom it was handed to
        }
        fence.ifPresent(last -> claims.enqueue(caseId, last));
        conflicts.record(
                new Conflicts.Conflict(
                        by.id(), Conflicts.Kind.DECISION, open.decisionId().toString(), null, reason, null, null),
                by,
                now);
        note(Act.REVIEWER_RECUSED, open, by, now, Map.of("reason", reason));
    }

    /// Marks the case as one of hardship, or takes the mark away.
    ///
    /// @param hardship null for none
    @Transactional
    public void mark(UUID caseId, Hardship hardship, String note, Actor.Reviewer by, Instant now) {
        RulingCheck.requireText("/note", note);
        Case open = review.open(caseId);
        obstacles.requireMayTake(caseId, by, now);
        int rank = hardship == null ? Hardship.NONE : hardship.rank();
        entities.createNativeQuery("""
                        UPDATE review_case SET hardship = cast(:code AS text), hardship_rank = :rank,
                            hardship_note = cast(:note AS text) WHERE id = :id""")
                .setParameter("code", hardship == null ? null : hardship.name())
                .setParameter("rank", rank)
                .setParameter("note", hardship == null ? null : note)
                .setParameter("id", caseId)
                .executeUpdate();
        entities.createNativeQuery("UPDATE queue_entry SET hardship_rank = :rank WHERE case_id = :id")
                .setParameter("rank", rank)
                .setParameter("id", caseId)
                .executeUpdate();
        note(
                Act.HARDSHIP_MARKED,
                open,
                by,
                now,
                Map.of("hardship", hardship == null ? "none" : hardship.name(), "note", note));
    }

    /// @throws Refusal 422 for somebody who does not work here, or who may not take the case
    void requireAble(String pointer, Case handed, String reviewer, Actor.Reviewer by, Instant now) {
        Roster.Person person = roster.person(reviewer)
                .orElseThrow(() -> CommonProblem.invalid(pointer, "has not worked at this desk"));
        if (person.id().equals(by.id())) {
            throw CommonProblem.invalid(pointer, "must be somebody else");
        }
        obstacles
                .toTake(handed.id(), new Actor.Reviewer(person.id(), person.lead()), now)
                .ifPresent(obstacle -> {
                    throw CommonProblem.invalid(
                            pointer,
                            "may not take this case: "
                                    + obstacle.refusal().type().title());
                });
    }

    private Case held(UUID caseId, Actor.Reviewer by, Instant now) {
        Case held = review.open(caseId);
        claims.require(held, null, by, now);
        return held;
    }

    private void offer(UUID caseId, String reviewer, String team, Instant until) {
        entities.createNativeQuery("""
                        UPDATE review_case SET offered_to = cast(:reviewer AS text), team = cast(:team AS text),
                            offered_until = :until WHERE id = :id""")
                .setParameter("reviewer", reviewer)
                .setParameter("team", team)
                .setParameter("until", until)
                .setParameter("id", caseId)
                .executeUpdate();
    }

    /// The team that its type sends it to; null for everybody.
    private String teamOf(Case handed) {
        return roster.teamOf(types.rulesFor(handed.type()).queue());
    }

    /// Ends a hand-over, so that everybody is offered the case who was before.
    ///
    /// @param to only one to this reviewer; null for any
    private boolean offerAgain(Case handed, String to) {
        return entities.createNativeQuery("""
                        UPDATE review_case SET offered_to = NULL, team = cast(:team AS text), offered_until = NULL
                        WHERE id = :id AND offered_until IS NOT NULL
                            AND (cast(:to AS text) IS NULL OR offered_to = :to)""")
                        .setParameter("team", teamOf(handed))
                        .setParameter("id", handed.id())
                        .setParameter("to", to)
                        .executeUpdate()
                > 0;
    }

    private void note(Act act, Case about, Actor by, Instant now, Map<String, ?> more) {
        Map<String, Object> detail = new HashMap<>(more);
        detail.put("case", about.id());
        journal.write(act, about.decisionId(), by, now, detail);
    }
}
