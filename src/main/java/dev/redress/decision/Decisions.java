package dev.redress.decision;

import dev.redress.journal.Act;
import dev.redress.journal.Entry;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Cursor;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import dev.redress.platform.Listing;
import dev.redress.platform.Refusal;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// The decisions on record.
@ApplicationScoped
public class Decisions implements PanacheRepositoryBase<Decision, UUID> {

    private final Journal journal;

    Decisions(Journal journal) {
        this.journal = journal;
    }

    /// What a list is narrowed to; null members do not narrow.
    public record Filter(String agent, String externalId, String subject, String type, Instant from, Instant to) {}

    @Transactional
    public Optional<Decision> ofAgent(UUID id, String agent) {
        return findByIdOptional(id).filter(decision -> decision.agentId().equals(agent));
    }

    @Transactional
    public Optional<Decision> of(String agent, String externalId) {
        return idOf(agent, externalId).flatMap(this::findByIdOptional);
    }

    /// What the journal recorded under this key; it may be removed since.
    @SuppressWarnings("unchecked")
    private Optional<UUID> idOf(String agent, String externalId) {
        List<UUID> ids = getEntityManager()
                .createNativeQuery("SELECT decision_id FROM journal WHERE key = :key", UUID.class)
                .setParameter("key", new Recorder.Key(agent, externalId).digest())
                .getResultList();
        return ids.stream().findFirst();
    }

    /// What is said of an id that nothing is on record under, to this agent or, when null, to whoever may read all.
    ///
    /// @return 410 for one that was removed, with what is left of it; else 404
    @Transactional
    public Refusal missing(UUID id, String agent) {
        List<Entry> entries =
                journal.list("decisionId = ?1 AND act IN ?2", id, List.of(Act.DECISION_RECORDED, Act.DECISION_REMOVED));
        boolean theirs = agent == null
                || entries.stream().anyMatch(entry -> entry.actorId().equals(agent));
        return entries.stream()
                .filter(entry -> theirs && entry.act() == Act.DECISION_REMOVED)
                .findFirst()
                .map(entry -> new Refusal(DecisionProblem.REMOVED, "Its time was over.")
                        .with("removedAt", entry.at().toString())
                        .with(
                                "contentDigest",
                                Json.tree(entry.detail().getBytes(StandardCharsets.UTF_8))
                                        .path("digest")
                                        .asText()))
                .orElseGet(CommonProblem::notFound);
    }

    /// Two submits of one form, or a withdrawal and a ruling, come one after the other.
    @Transactional(Transactional.TxType.MANDATORY)
    public void lock(UUID id) {
        findById(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /// How many bytes of documents one page has, but for its last: decisions may have a mebibyte each.
    private static final int PAGE_BYTES = 4 << 20;

    /// As many rows are read at once.
    private static final int PIECE = 20;

    /// Newest decision first. A page may end before its limit, where the documents are large.
    @Transactional
    public <T> Listing<T> list(Filter filter, String cursor, int limit, Function<Decision, T> item) {
        Map<String, Object> values = new HashMap<>();
        StringBuilder where = new StringBuilder("1 = 1");
        narrow(where, values, "agentId = :agent", "agent", filter.agent());
        narrow(where, values, "externalId = :externalId", "externalId", filter.externalId());
        if (filter.agent() != null && filter.externalId() != null) {
            Optional<UUID> one = idOf(filter.agent(), filter.externalId());
            if (one.isEmpty()) {
                return new Listing<>(List.of(), null);
            }
            narrow(where, values, "id = :one", "one", one.get());
        }
        narrow(where, values, "subjectRef = :subject", "subject", filter.subject());
        narrow(where, values, "type = :type", "type", filter.type());
        narrow(where, values, "decidedAt >= :from", "from", filter.from());
        narrow(where, values, "decidedAt < :to", "to", filter.to());
        // ids begin with the millisecond of the decision, and are what the list is ordered by
        narrow(where, values, "id >= :first", "first", filter.from() == null ? null : Ids.first(filter.from()));
        narrow(
                where,
                values,
                "id < :last",
                "last",
                filter.to() == null ? null : Ids.first(filter.to().plusMillis(1)));
        Cursor after = Cursor.parse(cursor, 1);
        values.put("after", after == null ? Ids.LAST : after.read(c -> UUID.fromString(c.get(0))));
        String query = where + " AND id < :after ORDER BY id DESC";
        List<T> items = new ArrayList<>();
        int bytes = 0;
        while (true) {
            List<Decision> rows = find(query, values).range(0, PIECE).list(); // one more than a piece
            rows.forEach(getEntityManager()::detach); // so that only a piece of them lies in memory
            for (Decision row : rows.subList(0, Math.min(PIECE, rows.size()))) {
                if (items.size() == limit || bytes >= PAGE_BYTES) {
                    return new Listing<>(
                            items, Cursor.of((UUID) values.get("after")).encoded());
                }
                items.add(item.apply(row));
                bytes += row.size();
                values.put("after", row.id());
            }
            if (rows.size() <= PIECE) {
                return new Listing<>(items, null);
            }
        }
    }

    /// The other decisions of the same run about the same person, oldest first; a hundred at most.
    @Transactional
    public List<Decision> siblings(Decision decision) {
        return decision.runId() == null
                ? List.of()
                : find(
                                "runId = ?1 AND subjectRef = ?2 AND id <> ?3 ORDER BY id",
                                decision.runId(),
                                decision.subjectRef(),
                                decision.id())
                        .range(0, 99)
                        .list();
    }

    /// Those of them that the same agent's threads made about the same question and a person can appeal.
    @Transactional
    public List<Decision> parallels(Decision decision) {
        return decision.runId() == null
                ? List.of()
                : find("""
                        runId = ?1 AND subjectRef = ?2 AND agentId = ?3 AND type = ?4 AND id <> ?5
                        AND adverse AND appealable ORDER BY id""", decision.runId(), decision.subjectRef(), decision.agentId(), decision.type(), decision.id())
                        .range(0, 99)
                        .list();
    }

    /// The newest other decisions about the same person.
    @Transactional
    public List<Decision> othersAbout(Decision decision, int most) {
        return find("subjectRef = ?1 AND id <> ?2 ORDER BY id DESC", decision.subjectRef(), decision.id())
                .range(0, most - 1)
                .list();
    }

    /// Texts under which this agent recorded the policy version; more than one means that they differ.
    @Transactional
    public List<String> policyTexts(Decision decision) {
        @SuppressWarnings("unchecked")
        List<String> texts = getEntityManager()
                .createNativeQuery("""
                        SELECT text FROM policy_text
                        WHERE agent_id = :agent AND policy_id = :policy AND version = :version
                        ORDER BY first_seen""")
                .setParameter("agent", decision.agentId())
                .setParameter("policy", decision.policyId())
                .setParameter("version", decision.policyVersion())
                .getResultList();
        return texts;
    }

    private static void narrow(
            StringBuilder where, Map<String, Object> values, String condition, String name, Object value) {
        if (value != null) {
            where.append(" AND ").append(condition);
            values.put(name, value);
        }
    }
}
