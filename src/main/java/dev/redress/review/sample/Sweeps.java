package dev.redress.review.sample;

import dev.redress.access.Actor;
import dev.redress.appeal.Appeals;
import dev.redress.appeal.Cause;
import dev.redress.appeal.LookedAtUnasked;
import dev.redress.appeal.Ruling;
import dev.redress.appeal.Rulings;
import dev.redress.appeal.Verdict;
import dev.redress.decision.Decision;
import dev.redress.decision.Decisions;
import dev.redress.decision.Finding;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import dev.redress.review.Case;
import dev.redress.review.Origin;
import dev.redress.review.OwnCases;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/// Finds the decisions that may be wrong for the cause a ruling found, and opens a case for each that nobody looks at.
///
/// Decisions are read in the order of their ids, a piece at a time. Where a sweep is stands in its row, so that it goes
/// on after a crash and opens no case twice.
@ApplicationScoped
public class Sweeps implements PanacheRepositoryBase<Sweep, UUID> {

    private static final Actor MACHINE = new Actor.Machine("sweep");
    private static final UUID FIRST = new UUID(0, 0);
    private static final int PIECE = 500;
    private static final int AT_ONCE = 20;
    private static final int COUNTED = 20_000;
    /// So many documents are read for a count, which takes a second or two.
    private static final int DOCUMENTS = 2_000;

    private static final String COLUMNS = """
            SELECT p.id, p.fits, p.fits AND (EXISTS (SELECT 1 FROM appeal a WHERE a.decision_id = p.id)
                OR EXISTS (SELECT 1 FROM review_case c WHERE c.decision_id = p.id))
            FROM (SELECT id, type = :type
                    AND (CAST(:policy AS text) IS NULL
                        OR (coalesce(policy_id = :policy AND policy_version = :version, false)))
                    AND (CAST(:model AS text) IS NULL OR coalesce(model_served = :model, false))
                    AND (CAST(:run AS text) IS NULL OR coalesce(run_id = :run, false)) AS fits
                FROM decision WHERE id > :after AND""";
    /// From the oldest on, the last one included.
    private static final String FORWARDS = COLUMNS + " id <= :until ORDER BY id LIMIT :most) p ORDER BY p.id";
    /// From the newest back, without the first one.
    private static final String BACKWARDS = COLUMNS + " id < :until ORDER BY id DESC LIMIT :most) p ORDER BY p.id DESC";

    private static final Set<Cause> SHARED = EnumSet.of(
            Cause.RULE_MISREAD,
            Cause.WRONG_POLICY_VERSION,
            Cause.POLICY_WRONG,
            Cause.TOOL_FAILURE,
            Cause.NOTICE_DEFECT,
            Cause.MODEL_ERROR,
            Cause.RUN_DEGRADED,
            Cause.WRONG_FACT);

    /// What a sweep would find.
    ///
    /// @param matching decisions with the signature, but for the one that was ruled on
    /// @param open     those of them that nobody appealed and nobody looked at: they would get a case
    /// @param complete whether all decisions were counted; else there may be more
    public record Count(Signature signature, long matching, long open, boolean complete) {}

    private final Rulings rulings;
    private final Decisions decisions;
    private final Appeals appeals;
    private final OwnCases own;
    private final Journal journal;
    private final Event<LookedAtUnasked> looked;

    Sweeps(
            Rulings rulings,
            Decisions decisions,
            Appeals appeals,
            OwnCases own,
            Journal journal,
            Event<LookedAtUnasked> looked) {
        this.rulings = rulings;
        this.decisions = decisions;
        this.appeals = appeals;
        this.own = own;
        this.journal = journal;
        this.looked = looked;
    }

    /// The newest rulings whose cause others may share.
    @Transactional
    public List<Ruling> candidates(int most) {
        return rulings.find(
                        "verdict IN ?1 AND cause IN ?2 ORDER BY ruledAt DESC",
                        List.of(Verdict.OVERTURNED, Verdict.PARTLY_OVERTURNED),
                        List.copyOf(SHARED))
                .range(0, most - 1)
                .list();
    }

    @Transactional
    public Optional<Sweep> of(UUID ruling) {
        return find("rulingId", ruling).firstResultOptional();
    }

    @Transactional
    public Optional<Sweep> byId(UUID id) {
        return findByIdOptional(id);
    }

    /// Counts the decisions, without opening anything. The newest come first: where not all can be counted, a cause of
    /// these days is found all the same.
    ///
    /// @throws dev.redress.platform.Refusal 404 for no ruling, 422 for one whose cause nobody shares
    @Transactional
    public Count count(UUID rulingId) {
        Ruling ruling = ruling(rulingId);
        Signature signature = signature(ruling);
        long matching = 0;
        long open = 0;
        int read = 0;
        UUID before = Ids.LAST;
        for (int counted = 0; counted < COUNTED && read < DOCUMENTS; counted += PIECE) {
            List<Object[]> rows = rows(BACKWARDS, signature, FIRST, before, PIECE);
            for (Object[] row : rows) {
                UUID id = (UUID) row[0];
                if ((Boolean) row[1] && !id.equals(ruling.decisionId())) {
                    read += signature.needsDocument() ? 1 : 0;
                    if (fits(signature, id)) {
                        matching++;
                        open += (Boolean) row[2] ? 0 : 1;
                    }
                }
            }
            if (rows.size() < PIECE) {
                return new Count(signature, matching, open, true);
            }
            before = (UUID) rows.getLast()[0];
        }
        return new Count(signature, matching, open, false);
    }

    /// Begins the sweep and opens the first cases; the rest follows in the background. Asked again, it is the same one.
    /// Each piece is a transaction of its own, so that no appeal waits for long.
    public Sweep sweep(UUID rulingId, Actor.Reviewer by, Instant now) {
        Sweep sweep = QuarkusTransaction.requiringNew().call(() -> begin(rulingId, by, now));
        for (int i = 0; i < AT_ONCE && sweep.doneAt == null; i++) {
            sweep = QuarkusTransaction.requiringNew().call(() -> goOnHeld(Ids.derived(rulingId, "sweep"), now));
        }
        return sweep;
    }

    private Sweep begin(UUID rulingId, Actor.Reviewer by, Instant now) {
        Ruling ruling = ruling(rulingId);
        decisions.lock(ruling.decisionId()); // two leads come one after the other
        Optional<Sweep> earlier = of(rulingId);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        Sweep sweep = new Sweep();
        sweep.id = Ids.derived(rulingId, "sweep");
        sweep.rulingId = rulingId;
        sweep.signature = new String(Json.write(signature(ruling)), StandardCharsets.UTF_8);
        sweep.openedBy = by.id();
        sweep.openedAt = now;
        sweep.afterId = FIRST;
        sweep.untilId = newest();
        persist(sweep);
        journal.write(
                Act.SWEEP_BEGUN,
                ruling.decisionId(),
                by,
                now,
                Map.of("sweep", sweep.id, "ruling", rulingId, "cause", ruling.cause()));
        return sweep;
    }

    /// Goes a piece further with each sweep that is under way. One that cannot go on stops no other.
    ///
    /// @return whether any went on
    boolean goOnSome(Instant now) {
        List<UUID> underWay = QuarkusTransaction.requiringNew()
                .call(() -> find("doneAt IS NULL ORDER BY openedAt").stream()
                        .map(Sweep::id)
                        .toList());
        boolean any = false;
        for (UUID id : underWay) {
            try {
                QuarkusTransaction.requiringNew().run(() -> goOnHeld(id, now));
                any = true;
            } catch (RuntimeException e) { // the next round tries it again
                Log.warnf(e, "the sweep %s could not go on", id);
            }
        }
        return any;
    }

    private Sweep goOnHeld(UUID id, Instant now) {
        Sweep held = findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (held.doneAt == null) {
            goOn(held, now);
        }
        return held;
    }

    private void goOn(Sweep sweep, Instant now) {
        Signature signature = of(sweep);
        Ruling ruling = rulings.findById(sweep.rulingId);
        sweep.afterId = piece(signature, sweep.afterId, sweep.untilId, PIECE, (decision, seen) -> {
            if (!decision.equals(ruling.decisionId())) {
                sweep.matched++;
                sweep.opened += !seen && open(decision, ruling, now) ? 1 : 0;
            }
        });
        if (sweep.afterId.equals(sweep.untilId)) {
            sweep.doneAt = now;
            journal.write(
                    Act.SWEEP_DONE,
                    ruling.decisionId(),
                    MACHINE,
                    now,
                    Map.of("sweep", sweep.id, "matched", sweep.matched, "cases", sweep.opened));
        }
    }

    /// What the decisions of this sweep share.
    static Signature of(Sweep sweep) {
        return Json.read(Json.tree(sweep.signature.getBytes(StandardCharsets.UTF_8)), Signature.class);
    }

    private boolean open(UUID id, Ruling ruling, Instant now) {
        decisions.lock(id); // an appeal that is being filed comes first
        if (!appeals.of(id).isEmpty() || own.isKnown(id)) {
            return false;
        }
        Map<String, Object> finding = new LinkedHashMap<>();
        finding.put("kind", Finding.Kind.SAME_CAUSE);
        finding.put("cause", ruling.cause());
        finding.put("clause", ruling.clause());
        Decision decision = decisions.findById(id);
        Case opened = own.openUnasked(decision, Origin.SWEEP, false, finding, null, now);
        looked.fire(new LookedAtUnasked(decision, opened.id(), now));
        return true;
    }

    /// Gives every decision of a piece that has the signature, and whether somebody appealed it or looked at it.
    ///
    /// @return the id up to which decisions have been read
    private UUID piece(Signature signature, UUID after, UUID until, int most, BiConsumer<UUID, Boolean> found) {
        List<Object[]> rows = rows(FORWARDS, signature, after, until, most);
        for (Object[] row : rows) {
            UUID id = (UUID) row[0];
            if ((Boolean) row[1] && fits(signature, id)) {
                found.accept(id, (Boolean) row[2]);
            }
        }
        return rows.size() < most ? until : (UUID) rows.getLast()[0];
    }

    /// Of each decision its id, whether its columns fit, and whether somebody appealed it or looked at it if they do.
    @SuppressWarnings("unchecked")
    private List<Object[]> rows(String direction, Signature signature, UUID after, UUID until, int most) {
        Query query = getEntityManager().createNativeQuery(direction);
        query.setParameter("type", signature.type());
        query.setParameter("policy", signature.policy());
        query.setParameter("version", signature.policyVersion());
        query.setParameter("model", signature.model());
        query.setParameter("run", signature.run());
        query.setParameter("after", after);
        query.setParameter("until", until);
        query.setParameter("most", most);
        return query.getResultList();
    }

    private boolean fits(Signature signature, UUID id) {
        if (!signature.needsDocument()) {
            return true;
        }
        Decision decision = decisions.findById(id);
        boolean fits = signature.isIn(decision.document());
        getEntityManager().detach(decision); // a piece of them need not lie in memory
        return fits;
    }

    private UUID newest() {
        return (UUID) getEntityManager()
                .createNativeQuery("SELECT id FROM decision ORDER BY id DESC LIMIT 1")
                .getSingleResult();
    }

    private Ruling ruling(UUID id) {
        return rulings.findByIdOptional(id).orElseThrow(CommonProblem::notFound);
    }

    private Signature signature(Ruling ruling) {
        return Signature.of(ruling, decisions.findById(ruling.decisionId()))
                .orElseThrow(() -> CommonProblem.invalid(
                        "/rulingId", "names a ruling whose cause other decisions cannot be found to share"));
    }
}
