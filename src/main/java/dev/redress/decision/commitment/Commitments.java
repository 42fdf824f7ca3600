package dev.redress.decision.commitment;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.access.Actor;
import dev.redress.decision.Decision;
import dev.redress.decision.DecisionType;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.Decisions;
import dev.redress.decision.Document;
import dev.redress.decision.Evidence;
import dev.redress.decision.Finding;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Cursor;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import dev.redress.platform.Listing;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What agents promised and what backs it.
@ApplicationScoped
public class Commitments implements PanacheRepositoryBase<Commitment, UUID> {

    private static final Actor MACHINE = new Actor.Machine("commitments");
    /// Before one that could not be read is tried again.
    private static final Duration PAUSE = Duration.ofMinutes(5);
    /// The most later actions of one commitment.
    static final int ACTIONS = 50;

    /// A commitment after an action for it.
    ///
    /// @param isNew false when the very same action was on record
    record Backing(Commitment commitment, boolean isNew) {}

    private final Decisions decisions;
    private final DecisionTypes types;
    private final Journal journal;
    private final Event<Finding> found;

    Commitments(Decisions decisions, DecisionTypes types, Journal journal, Event<Finding> found) {
        this.decisions = decisions;
        this.types = types;
        this.journal = journal;
        this.found = found;
    }

    /// The commitments of a decision as they stand now; from the record itself until they are read, so that
    /// they show from the first moment.
    @Transactional
    public List<Backed> of(Decision decision, Document document) {
        if (document.commitments().isEmpty()) {
            return List.of();
        }
        DecisionType rules = types.rulesFor(decision.type());
        Map<Integer, Commitment> read =
                HashMap.newHashMap(document.commitments().size());
        list("decisionId", decision.id()).forEach(commitment -> read.put(commitment.place, commitment));
        List<Backed> all = new ArrayList<>();
        for (Document.Commitment one : document.commitments()) {
            Commitment known = read.get(all.size());
            Evidence evidence = known == null ? document.evidence(one) : known.evidence;
            Evidence needed = known == null ? rules.needed(one) : known.needed;
            all.add(new Backed(
                    one.id(),
                    one.type(),
                    one.text(),
                    one.amount(),
                    one.dueAt() == null ? null : one.dueAt().toInstant(),
                    one.actions() == null ? List.of() : one.actions(),
                    evidence,
                    needed,
                    evidence.reaches(needed)));
        }
        return all;
    }

    /// Reads some of the decisions that came in; what is said to be done and is not backed opens a case.
    ///
    /// @return how many were read
    @Transactional
    int readSome(int most, Instant now) {
        List<UUID> unread = unread(most, now);
        unread.forEach(decision -> read(decisions.findById(decision), now));
        return unread.size();
    }

    /// Those that are next; kept from other replicas until the transaction ends.
    @Transactional
    List<UUID> unread(int most, Instant now) {
        @SuppressWarnings("unchecked")
        List<UUID> unread = getEntityManager()
                .createNativeQuery("""
                        SELECT decision_id FROM commitment_unread WHERE failed_at IS NULL OR failed_at <= :before
                        ORDER BY at LIMIT :most FOR UPDATE SKIP LOCKED""")
                .setParameter("before", now.minus(PAUSE))
                .setParameter("most", most)
                .getResultList();
        return unread;
    }

    /// Reads one decision by itself, unless somebody else has it.
    @Transactional
    void readOne(UUID decision, Instant now) {
        if (!getEntityManager()
                .createNativeQuery("SELECT 1 FROM commitment_unread WHERE decision_id = :id FOR UPDATE SKIP LOCKED")
                .setParameter("id", decision)
                .getResultList()
                .isEmpty()) {
            read(decisions.findById(decision), now);
        }
    }

    /// One that could not be read is left alone for a while.
    @Transactional
    void failed(UUID decision, Instant now) {
        getEntityManager()
                .createNativeQuery("UPDATE commitment_unread SET failed_at = :now WHERE decision_id = :id")
                .setParameter("now", now)
                .setParameter("id", decision)
                .executeUpdate();
    }

    private void read(Decision decision, Instant now) {
        Document document = decision.document();
        DecisionType rules = types.rulesFor(decision.type());
        List<Commitment> unbacked = new ArrayList<>();
        for (int place = 0; place < document.commitments().size(); place++) {
            Commitment commitment = commitment(
                    decision,
                    document,
                    place,
                    rules.needed(document.commitments().get(place)),
                    now);
            persist(commitment);
            if (!commitment.isBacked()) {
                unbacked.add(commitment);
            }
        }
        getEntityManager()
                .createNativeQuery("DELETE FROM commitment_unread WHERE decision_id = :id")
                .setParameter("id", decision.id())
                .executeUpdate();
        if (!unbacked.isEmpty() && rules.saysDone(document.outcome())) {
            Map<String, Object> detail = Map.of(
                    "commitments", unbacked.stream().map(Commitments::detail).toList());
            found.fire(new Finding(decision.id(), decision.id(), Finding.Kind.COMMITMENT_UNBACKED, detail, now));
        }
    }

    private static Commitment commitment(
            Decision decision, Document document, int place, Evidence needed, Instant now) {
        Document.Commitment said = document.commitments().get(place);
        Commitment commitment = new Commitment();
        commitment.id = Ids.derived(decision.id(), "commitment-" + place);
        commitment.decisionId = decision.id();
        commitment.place = place;
        commitment.name = said.id();
        commitment.type = said.type();
        commitment.agentId = decision.agentId();
        commitment.agentVersion =
                document.agent() == null ? null : document.agent().version();
        commitment.evidence = document.evidence(said);
        commitment.needed = needed;
        commitment.dueAt = said.dueAt() == null ? null : said.dueAt().toInstant();
        commitment.backedAtOnce = commitment.evidence.reaches(needed);
        boolean tried = document.backing(said).stream().anyMatch(action -> action.status() != null);
        boolean failed = tried && commitment.evidence == Evidence.NONE;
        commitment.move(
                commitment.backedAtOnce
                        ? Commitment.State.CONFIRMED
                        : failed ? Commitment.State.FAILED : Commitment.State.OPEN,
                now);
        return commitment;
    }

    /// Some promises that came due and are not backed: each opens a case.
    ///
    /// @return how many there were
    @Transactional
    int expireSome(int most, Instant now) {
        List<Commitment> due = due(most, now);
        due.forEach(commitment -> expire(commitment, now));
        return due.size();
    }

    @Transactional
    List<UUID> expiring(int most, Instant now) {
        return due(most, now).stream().map(commitment -> commitment.id).toList();
    }

    /// Lets one expire by itself, unless that was done meanwhile.
    @Transactional
    void expireOne(UUID id, Instant now) {
        Commitment commitment = findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (commitment.isDue(now)) {
            expire(commitment, now);
        }
    }

    @SuppressWarnings("unchecked")
    private List<Commitment> due(int most, Instant now) {
        return getEntityManager()
                .createNativeQuery("""
                        SELECT * FROM commitment WHERE state IN ('OPEN', 'FAILED') AND due_at < :now
                        ORDER BY due_at LIMIT :most FOR UPDATE SKIP LOCKED""", Commitment.class)
                .setParameter("now", now)
                .setParameter("most", most)
                .getResultList();
    }

    private void expire(Commitment commitment, Instant now) {
        commitment.move(Commitment.State.EXPIRED, now);
        journal.write(
                Act.COMMITMENT_EXPIRED, commitment.decisionId, MACHINE, now, Map.of("commitment", commitment.name));
        found.fire(new Finding(
                commitment.decisionId,
                commitment.id,
                Finding.Kind.COMMITMENT_OVERDUE,
                Map.of("commitments", List.of(detail(commitment))),
                now));
    }

    /// Adds an action that came after the decision; the same once more changes nothing.
    ///
    /// @param name of the commitment in the decision
    @Transactional
    Backing back(Decision decision, String name, JsonNode action, Actor.Agent by, Instant now) {
        decisions.lock(decision.id());
        if (isUnread(decision.id())) {
            read(decision, now); // sooner than the sweep
        }
        // older records may have several of one id
        List<Commitment> named = find("decisionId = ?1 AND name = ?2 ORDER BY place", decision.id(), name)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list();
        if (named.isEmpty()) {
            throw CommonProblem.notFound();
        }
        LaterAction later = new LaterAction();
        later.id = Ids.at(now);
        later.decisionId = decision.id();
        later.name = name;
        later.action = new String(Json.write(action), StandardCharsets.UTF_8);
        later.byId = by.id();
        later.at = now;
        if (isOnRecord(later)) {
            return new Backing(named.getFirst(), false);
        }
        getEntityManager().persist(later);
        Evidence evidence = later.action().evidence();
        for (Commitment commitment : named) {
            if (commitment.show(evidence, now)) {
                journal.write(Act.COMMITMENT_BACKED, decision.id(), by, now, Map.of("commitment", name));
            }
        }
        return new Backing(named.getFirst(), true);
    }

    /// Refuses what comes after too many: an agent that never stops must not fill the record.
    private boolean isOnRecord(LaterAction later) {
        Object[] counts = (Object[]) getEntityManager()
                .createNativeQuery("""
                        SELECT count(*), count(*) FILTER (WHERE action = :action) FROM commitment_action
                        WHERE decision_id = :decision AND name = :name""")
                .setParameter("action", later.action)
                .setParameter("decision", later.decisionId)
                .setParameter("name", later.name)
                .getSingleResult();
        if (((Number) counts[1]).longValue() > 0) {
            return true;
        }
        if (((Number) counts[0]).longValue() >= ACTIONS) {
            throw CommonProblem.invalid("", "is one action too many: a commitment takes " + ACTIONS);
        }
        return false;
    }

    /// Newest first.
    ///
    /// @param agent null for all
    @Transactional
    public Listing<Commitment> list(String agent, Commitment.State state, String cursor, int limit) {
        Map<String, Object> values = new HashMap<>();
        StringBuilder where = new StringBuilder("1 = 1");
        if (agent != null) {
            where.append(" AND agentId = :agent");
            values.put("agent", agent);
        }
        if (state != null) {
            where.append(" AND state = :state");
            values.put("state", state);
        }
        Cursor after = Cursor.parse(cursor, 1);
        if (after != null) {
            where.append(" AND id < :after");
            values.put("after", after.read(c -> UUID.fromString(c.get(0))));
        }
        List<Commitment> rows =
                find(where + " ORDER BY id DESC", values).range(0, limit).list();
        return Listing.of(rows, limit, row -> row, row -> Cursor.of(row.id));
    }

    /// How many commitments each version of an agent made, and how many of them nothing backed when they were made.
    @Transactional
    public List<UnbackedRate> rates(String agent) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = getEntityManager()
                .createNativeQuery("""
                        SELECT agent_id, agent_version, count(*), count(*) FILTER (WHERE NOT backed_at_once)
                        FROM commitment WHERE (CAST(:agent AS text) IS NULL OR agent_id = :agent)
                        GROUP BY agent_id, agent_version ORDER BY agent_id, agent_version LIMIT 1000""")
                .setParameter("agent", agent)
                .getResultList();
        return rows.stream()
                .map(row -> UnbackedRate.of(
                        (String) row[0], (String) row[1], ((Number) row[2]).longValue(), ((Number) row[3]).longValue()))
                .toList();
    }

    /// After the sweep, when it is reading this one.
    private boolean isUnread(UUID decision) {
        return !getEntityManager()
                .createNativeQuery("SELECT 1 FROM commitment_unread WHERE decision_id = :id FOR UPDATE")
                .setParameter("id", decision)
                .getResultList()
                .isEmpty();
    }

    private static Map<String, Object> detail(Commitment commitment) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("id", commitment.name);
        detail.put("type", commitment.type);
        detail.put("evidence", commitment.evidence);
        detail.put("needed", commitment.needed);
        detail.put("dueAt", commitment.dueAt);
        return detail;
    }
}
