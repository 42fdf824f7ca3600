package dev.redress.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.access.Actor;
import dev.redress.appeal.CaseClock;
import dev.redress.appeal.CaseClocks;
import dev.redress.appeal.RemedyMoved;
import dev.redress.appeal.RemedyProgress;
import dev.redress.appeal.Ruled;
import dev.redress.appeal.Rulings;
import dev.redress.decision.Decision;
import dev.redress.decision.Decisions;
import dev.redress.decision.Document;
import dev.redress.decision.Finding;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.Ids;
import dev.redress.platform.Refusal;
import dev.redress.remedy.webhook.Attempt;
import dev.redress.remedy.webhook.Attempted;
import dev.redress.remedy.webhook.NewsType;
import dev.redress.remedy.webhook.Outbox;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The remedies: debts that are ordered in the transaction of the ruling and open until they are shown to be paid.
/// Every change of state goes through {@link #move}, whoever brings it: the platform, a probe, a second person, a
/// lost answer.
@ApplicationScoped
public class Remedies implements PanacheRepositoryBase<Remedy, UUID>, RemedyProgress {

    static final Actor MACHINE = new Actor.Machine("remedy");

    private final Standings standings;
    private final Probes probes;
    private final Decisions decisions;
    private final Rulings rulings;
    private final CaseClocks clocks;
    private final Outbox outbox;
    private final Orders orders;
    private final Journal journal;
    private final Event<RemedyMoved> moved;
    private final Event<Finding> found;

    Remedies(
            Standings standings,
            Probes probes,
            Decisions decisions,
            Rulings rulings,
            CaseClocks clocks,
            Outbox outbox,
            Orders orders,
            Journal journal,
            Event<RemedyMoved> moved,
            Event<Finding> found) {
        this.standings = standings;
        this.probes = probes;
        this.decisions = decisions;
        this.rulings = rulings;
        this.clocks = clocks;
        this.outbox = outbox;
        this.orders = orders;
        this.journal = journal;
        this.moved = moved;
        this.found = found;
    }

    /// A ruling also settles what came back to a reviewer from the rulings before it.
    void follow(@Observes Ruled ruled) {
        List<Remedy> settled = settle(ruled);
        if (ruled.remedy() != null) {
            order(ruled);
        }
        for (Remedy one : settled) {
            stopClock(one, rulings.findById(one.rulingId()).appealId(), ruled.at());
        }
    }

    /// What came back is answered by the ruling of its own case, and by whatever else is ordered in its place.
    private List<Remedy> settle(Ruled ruled) {
        List<Remedy> settled = new ArrayList<>();
        for (Remedy earlier : list("decisionId", ruled.what().decision().id())) {
            Standing standing = standings.lock(earlier.id());
            boolean answered = ruled.remedy() != null
                    || ruled.what().caseId().equals(Ids.derived(earlier.id(), Finding.Kind.TARGET_CHANGED.name()));
            if (standing.state == State.STALE && !standing.isSettled() && answered) {
                flush(); // the ruling's row, which this one refers to
                standing.settledBy = ruled.ruling().id();
                settled.add(earlier);
            }
        }
        return settled;
    }

    private void order(Ruled ruled) {
        Decision decision = ruled.what().decision();
        Remedy remedy = Remedy.ordered(ruled.ruling(), decision.agentId(), ruled.remedy());
        persist(remedy);
        flush(); // the row that the standing refers to
        Standing standing = Standing.ordered(remedy);
        standings.persist(standing);
        journal.write(
                Act.REMEDY_ORDERED,
                remedy.decisionId(),
                MACHINE,
                ruled.at(),
                Map.of("remedy", remedy.id(), "type", remedy.type()));
        outbox.put(
                NewsType.REMEDY_ORDERED,
                decision,
                remedy.id(),
                ruled.at(),
                orders.of(remedy, versionSeen(remedy), decision, ruled.ruling()));
        moved.fire(new RemedyMoved(remedy.decisionId(), ruled.ruling().appealId(), step(remedy, standing), ruled.at()));
    }

    /// An order whose answer was lost may have been carried out: that is neither done nor not done. Where it can be
    /// seen, somebody looks before it is sent again.
    void heard(@Observes Attempted attempted) {
        if (attempted.type() != NewsType.REMEDY_ORDERED) {
            return;
        }
        Standing standing = standings.lock(attempted.about());
        Remedy remedy = findById(standing.remedyId);
        switch (standing.state) {
            case CONFIRMED, FAILED, STALE -> attempted.callOff();
            case ORDERED -> {
                if (attempted.uncertain()) {
                    move(remedy, standing, State.UNKNOWN, MACHINE, attempted.at(), Map.of());
                    if (probeIfPossible(remedy, standing, attempted.at())) {
                        attempted.putOff();
                    }
                }
            }
            case UNKNOWN -> {
                boolean taken = attempted.outcome() == Attempt.Outcome.TAKEN;
                if (taken && !outbox.mayHaveActed(NewsType.REMEDY_ORDERED, remedy.id())) {
                    move(remedy, standing, State.ORDERED, MACHINE, attempted.at(), Map.of());
                }
            }
            case REPORTED -> {
                if (standing.probeAt != null) {
                    attempted.putOff();
                }
            }
        }
    }

    /// Takes somebody's word, with evidence. Saying the same twice changes nothing; nothing follows CONFIRMED, and what
    /// is STALE is with a reviewer.
    ///
    /// @param targetEtag the target's entity tag when they came to change it; when it is not the one that the
    ///                   reviewer saw, the remedy is STALE whatever else they say
    @Transactional
    public void confirm(
            UUID id, Confirmation.Status status, JsonNode evidence, String targetEtag, Actor by, Instant now) {
        Standing standing = lock(id);
        Remedy remedy = findById(id);
        State next = next(remedy, status, targetEtag, by);
        if (standing.state == next
                && latest(id).filter(last -> last.repeats(status, by)).isPresent()) {
            return;
        }
        switch (standing.state) {
            case CONFIRMED -> {
                if (status == Confirmation.Status.DONE) {
                    return;
                }
                throw new Refusal(RemedyProblem.ALREADY_DONE, "This remedy was confirmed as done and stays so.");
            }
            case STALE ->
                throw new Refusal(
                        RemedyProblem.WITH_A_REVIEWER, "The target had changed; a reviewer looks at it again.");
            case ORDERED, UNKNOWN, REPORTED, FAILED -> {
                // may be said of it
            }
        }
        Confirmation said = Confirmation.said(id, status, evidence, targetEtag, by, now);
        getEntityManager().persist(said);
        move(remedy, standing, next, by, now, Map.of("said", status));
        if (next == State.REPORTED && !said.byHand()) {
            probeIfPossible(remedy, standing, now);
        }
    }

    private State next(Remedy remedy, Confirmation.Status status, String targetEtag, Actor by) {
        String seen = versionSeen(remedy);
        if (seen != null && targetEtag != null && !targetEtag.equals(seen)) {
            return State.STALE;
        }
        return switch (status) {
            case DONE ->
                by instanceof Actor.Operator || probes.of(remedy).isPresent() ? State.REPORTED : State.CONFIRMED;
            case FAILED -> State.FAILED;
            case STALE -> State.STALE;
        };
    }

    /// The version of the target that the reviewer saw who ordered this: the one it came back with, else the one of
    /// the decision. Null when nobody knows it, or when an earlier remedy has changed the target.
    private String versionSeen(Remedy remedy) {
        for (Remedy earlier : list(
                "decisionId = ?1 AND orderedAt < ?2 ORDER BY orderedAt DESC",
                remedy.decisionId(),
                remedy.orderedAt())) {
            Standing standing = standings.findById(earlier.id());
            if (standing.state == State.CONFIRMED) {
                return null;
            }
            if (standing.isSettled()) {
                return latest(earlier.id()).map(Confirmation::targetEtag).orElse(null);
            }
        }
        Document.Target target =
                decisions.findById(remedy.decisionId()).document().target();
        return target == null ? null : target.etagAtDecision();
    }

    /// The decision first, as everybody does who changes something of it.
    @Transactional(Transactional.TxType.MANDATORY)
    Standing lock(UUID id) {
        decisions.lock(findById(id).decisionId());
        return standings.lock(id);
    }

    /// A second person has seen the evidence for what was entered by hand.
    @Transactional
    public void approve(UUID id, Actor by, Instant now) {
        Standing standing = lock(id);
        Confirmation entered = latest(id)
                .filter(last -> standing.state == State.REPORTED && last.byHand())
                .orElseThrow(() -> new Refusal(
                        RemedyProblem.NOTHING_TO_APPROVE,
                        "Nothing that was entered by hand waits for a second person."));
        if (entered.byId().equals(by.id())) {
            throw new Refusal(
                    RemedyProblem.SECOND_PERSON_NEEDED,
                    "You entered it yourself; somebody else must look at the evidence.");
        }
        getEntityManager().persist(Approval.of(entered, by, now));
        move(findById(id), standing, State.CONFIRMED, by, now, Map.of("approved", entered.id));
    }

    /// Whether it waits for a second person, and who the first was.
    Optional<Confirmation> awaitingApproval(Standing standing) {
        return standing.state == State.REPORTED
                ? latest(standing.remedyId).filter(Confirmation::byHand)
                : Optional.empty();
    }

    /// What a look at the system of record decides. `standing` is locked; `next` is when to look again, null after the
    /// last look.
    void see(Standing standing, Seen seen, Instant next, Instant now) {
        Remedy remedy = findById(standing.remedyId);
        Map<String, ?> detail = Map.of("seen", seen.word(), "detail", seen.detail());
        boolean reported = standing.state == State.REPORTED;
        State to = switch (seen) {
            case Seen.AsOrdered it -> State.CONFIRMED;
            case Seen.Otherwise it -> State.FAILED;
            case Seen.Nothing it -> reported ? State.FAILED : null;
            case Seen.NoAnswer it -> reported && next == null ? State.UNKNOWN : null;
        };
        if (to == null) {
            standing.probeAt = next;
        } else {
            move(remedy, standing, to, new Actor.Machine("probe"), now, detail);
        }
    }

    /// Somebody should have done it by now.
    void overdue(Standing standing, Instant now) {
        standing.overdueAt = now;
        Remedy remedy = findById(standing.remedyId);
        journal.write(Act.REMEDY_OVERDUE, remedy.decisionId(), MACHINE, now, Map.of("remedy", remedy.id()));
        tell(NewsType.REMEDY_OVERDUE, remedy, standing, now);
    }

    private void move(Remedy remedy, Standing standing, State to, Actor by, Instant now, Map<String, ?> why) {
        standing.move(to, now);
        Map<String, Object> detail = new LinkedHashMap<>(Map.of("remedy", remedy.id()));
        detail.putAll(why);
        UUID appeal = rulings.findById(remedy.rulingId()).appealId();
        Act act = switch (to) {
            case ORDERED -> null; // the order is on record; that it was taken is in the delivery log
            case UNKNOWN -> Act.REMEDY_UNKNOWN;
            case REPORTED -> Act.REMEDY_REPORTED;
            case CONFIRMED -> Act.REMEDY_CONFIRMED;
            case FAILED -> Act.REMEDY_FAILED;
            case STALE -> Act.REMEDY_STALE;
        };
        if (act != null) {
            journal.write(act, remedy.decisionId(), by, now, detail);
        }
        switch (to) {
            case CONFIRMED -> {
                stopClock(remedy, appeal, now);
                end(NewsType.REMEDY_CONFIRMED, remedy, standing, now);
            }
            case FAILED -> end(NewsType.REMEDY_FAILED, remedy, standing, now);
            case STALE -> {
                end(NewsType.REMEDY_STALE, remedy, standing, now);
                found.fire(new Finding(
                        remedy.decisionId(), remedy.id(), Finding.Kind.TARGET_CHANGED, versions(remedy), now));
            }
            case ORDERED, UNKNOWN, REPORTED -> {
                // nothing to tell yet
            }
        }
        moved.fire(new RemedyMoved(remedy.decisionId(), appeal, step(remedy, standing), now));
    }

    /// Once nothing is owed any more that was ordered for the appeal.
    private void stopClock(Remedy remedy, UUID appeal, Instant now) {
        boolean owed = list("decisionId", remedy.decisionId()).stream()
                .filter(one ->
                        Objects.equals(appeal, rulings.findById(one.rulingId()).appealId()))
                .anyMatch(one -> standings.findById(one.id()).isOwed());
        if (appeal != null && !owed) {
            clocks.stop(appeal, CaseClock.Kind.REMEDY, now);
        }
    }

    /// The order itself need not be told any more.
    private void end(NewsType news, Remedy remedy, Standing standing, Instant now) {
        outbox.callOff(NewsType.REMEDY_ORDERED, remedy.id(), now);
        tell(news, remedy, standing, now);
    }

    private void tell(NewsType type, Remedy remedy, Standing standing, Instant now) {
        Decision decision = decisions.findById(remedy.decisionId());
        outbox.put(type, decision, remedy.id(), now, orders.state(remedy, standing, decision));
    }

    /// Both versions of the target: the one that the decision saw and the one that is there now.
    private Map<String, Object> versions(Remedy remedy) {
        Document.Target target =
                decisions.findById(remedy.decisionId()).document().target();
        Map<String, Object> versions = new LinkedHashMap<>();
        versions.put("remedy", remedy.id());
        versions.put("target", target == null ? null : target.uri());
        versions.put("etagAtDecision", target == null ? null : target.etagAtDecision());
        versions.put(
                "etagNow", latest(remedy.id()).map(Confirmation::targetEtag).orElse(null));
        return versions;
    }

    private boolean probeIfPossible(Remedy remedy, Standing standing, Instant now) {
        boolean possible = probes.of(remedy).isPresent();
        if (possible) {
            standing.probeAt = now;
        }
        return possible;
    }

    /// What these are about, by id; asked once for all.
    @Transactional
    Map<UUID, Remedy> of(List<Standing> standings) {
        return list("id IN ?1", standings.stream().map(Standing::remedyId).toList()).stream()
                .collect(Collectors.toMap(Remedy::id, Function.identity()));
    }

    @Transactional
    public Optional<Remedy> visible(UUID id, String agent) {
        return findByIdOptional(id)
                .filter(remedy -> agent == null || remedy.agentId().equals(agent));
    }

    /// Those that a later ruling took the place of are left out.
    @Override
    @Transactional
    public List<Step> of(UUID decision) {
        return list("decisionId = ?1 ORDER BY orderedAt", decision).stream()
                .map(remedy -> Map.entry(remedy, standings.findById(remedy.id())))
                .filter(one -> !one.getValue().isSettled())
                .map(one -> step(one.getKey(), one.getValue()))
                .toList();
    }

    /// What was said of it, oldest first.
    List<Confirmation> said(UUID remedy) {
        return getEntityManager()
                .createQuery("FROM Confirmation WHERE remedyId = :id ORDER BY at, id", Confirmation.class)
                .setParameter("id", remedy)
                .getResultList();
    }

    private Optional<Confirmation> latest(UUID remedy) {
        return getEntityManager()
                .createQuery("FROM Confirmation WHERE remedyId = :id ORDER BY at DESC, id DESC", Confirmation.class)
                .setParameter("id", remedy)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }

    private static Step step(Remedy remedy, Standing standing) {
        return new Step(
                remedy.id(),
                remedy.type(),
                remedy.description(),
                standing.state,
                remedy.orderedAt(),
                remedy.dueAt(),
                standing.since);
    }
}
