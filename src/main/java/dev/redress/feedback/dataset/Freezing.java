package dev.redress.feedback.dataset;

import dev.redress.access.Actor;
import dev.redress.feedback.export.Example;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import dev.redress.platform.Patience;
import dev.redress.platform.Refusal;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// Chooses the labels of a dataset and seals it: all in one transaction, with the database doing the choosing and no
/// more than a piece of it in memory.
@ApplicationScoped
public class Freezing {

    /// What the filter says besides blindness and verdict.
    private static final String FITS = """
            l.position <= :upTo
            AND (CAST(:type AS text) IS NULL OR l.type = :type)
            AND (CAST(:policy AS text) IS NULL OR l.policy_id = :policy)
            AND (CAST(:policyVersion AS text) IS NULL OR l.policy_version = :policyVersion)
            AND (CAST(:model AS text) IS NULL OR l.model = :model)
            AND (CAST(:agent AS text) IS NULL OR l.agent_id = :agent)
            AND (CAST(:selections AS text) = '' OR l.selection = ANY (string_to_array(:selections, ',')))
            AND (CAST(:from AS timestamptz) IS NULL OR l.created_at >= :from)
            AND (CAST(:to AS timestamptz) IS NULL OR l.created_at < :to)""";

    private static final String RETRACTED =
            "EXISTS (SELECT 1 FROM label r WHERE r.retracts = l.id AND r.position <= :upTo)";

    /// By another ruling, not by a label of the same one that counts a second reviewer.
    private static final String OVERRULED = "EXISTS (SELECT 1 FROM label r"
            + " WHERE r.retracts = l.id AND r.ruling_id <> l.ruling_id AND r.position <= :upTo)";
    private static final String TELLING = "l.verdict = ANY (string_to_array(:verdicts, ','))";
    private static final String BLIND = "(:includeNotBlind OR l.blind)";

    /// The newest of each decision's labels that fit.
    private static final String CHOSEN = "SELECT DISTINCT ON (l.decision_id) l.position, l.subject_ref, l.type,"
            + " l.verdict, l.selection, l.blind FROM label l WHERE " + FITS + " AND " + TELLING + " AND " + BLIND
            + " AND NOT " + RETRACTED + " ORDER BY l.decision_id, l.position DESC";

    private static final String ITEMS = """
            INSERT INTO dataset_item (dataset_id, place, split, label_position)
            WITH chosen AS (CHOSEN),
            subject AS (
                SELECT subject_ref, count(*) AS labels,
                    (array_agg(type || ' ' || verdict ORDER BY position))[1] AS stratum,
                    sha256(convert_to(:seed || subject_ref, 'UTF8')) AS lot
                FROM chosen GROUP BY subject_ref),
            laid AS (
                SELECT subject_ref,
                    (sum(labels) OVER (PARTITION BY stratum ORDER BY lot, subject_ref) - labels / 2.0)
                        / sum(labels) OVER (PARTITION BY stratum) AS at
                FROM subject)
            SELECT :dataset, row_number() OVER (ORDER BY c.position),
                (SELECT s.name FROM (ENDS) AS s (name, ending) WHERE laid.at < s.ending ORDER BY s.ending LIMIT 1),
                c.position
            FROM chosen c JOIN laid USING (subject_ref)""";

    private static final String OF =
            "FROM dataset_item i JOIN label l ON l.position = i.label_position WHERE i.dataset_id = :dataset";

    private static final Duration LONGEST = Duration.ofMinutes(15);
    private static final int MOST = 5_000_000;

    /// @param isNew false when the newest version of the name is this very content already
    public record Frozen(Dataset dataset, boolean isNew) {}

    private final Datasets datasets;
    private final Journal journal;
    private final EntityManager entities;

    Freezing(Datasets datasets, Journal journal, EntityManager entities) {
        this.datasets = datasets;
        this.journal = journal;
        this.entities = entities;
    }

    /// Makes the next version of the name, unless it would be what the last one is.
    public Frozen freeze(String name, Filter filter, Splits splits, Actor by, Instant now) {
        UUID id = Ids.at(now);
        try {
            return Patience.during(
                    LONGEST,
                    () -> QuarkusTransaction.requiringNew()
                            .timeout((int) LONGEST.toSeconds())
                            .call(() -> freezeInTransaction(id, name, filter, splits, by, now)));
        } catch (Unchanged same) {
            return new Frozen(same.dataset, false);
        }
    }

    /// Undoes what was written on the way to finding out.
    private static final class Unchanged extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Dataset dataset;

        private Unchanged(Dataset dataset) {
            super(null, null, false, false);
            this.dataset = dataset;
        }
    }

    private Frozen freezeInTransaction(UUID id, String name, Filter filter, Splits splits, Actor by, Instant now) {
        int version = nextVersion(name);
        long upTo = whole(entities.createNativeQuery("SELECT coalesce(max(position), 0) FROM label")
                .getSingleResult());
        int items = bind(
                        entities.createNativeQuery(
                                ITEMS.replace("CHOSEN", CHOSEN).replace("ENDS", splits.ends())),
                        filter,
                        upTo)
                .setParameter("dataset", id)
                .setParameter("seed", name + "\n")
                .executeUpdate();
        if (items == 0) {
            throw new Refusal(DatasetProblem.NO_LABEL_FITS, DatasetProblem.NO_LABEL_FITS.title() + ".");
        }
        if (items > MOST) {
            throw new Refusal(CommonProblem.TOO_LARGE, "A dataset has at most 5,000,000 labels; narrow it.");
        }
        byte[] digest = digest(id);
        Optional<Dataset> last = datasets.version(name, version - 1);
        if (last.isPresent()
                && last.get().digest().equals(Datasets.shown(digest))
                && last.get().filter().equals(filter)
                && last.get().splits().equals(splits.percents())) {
            throw new Unchanged(last.get());
        }
        Counts counts = counts(id, filter, upTo);
        String card = Card.of(name + "-v" + version, items, filter, splits, counts);
        entities.createNativeQuery("""
                        INSERT INTO dataset (id, name, version, agent_id, filter, splits, digest, items, counts, card,
                            frozen_by, frozen_at)
                        VALUES (:id, :name, :version, :agent, :filter, :splits, :digest, :items, :counts, :card, :by,
                            :at)""")
                .setParameter("id", id)
                .setParameter("name", name)
                .setParameter("version", version)
                .setParameter("agent", filter.agent())
                .setParameter("filter", json(filter))
                .setParameter("splits", json(splits.percents()))
                .setParameter("digest", digest)
                .setParameter("items", items)
                .setParameter("counts", json(counts))
                .setParameter("card", card)
                .setParameter("by", by.id())
                .setParameter("at", now)
                .executeUpdate();
        journal.write(
                Act.DATASET_FROZEN,
                null,
                by,
                now,
                Map.of("dataset", id, "name", name, "version", version, "digest", Datasets.shown(digest)));
        return new Frozen(datasets.version(name, version).orElseThrow(), true);
    }

    private int nextVersion(String name) {
        return ((Number) entities.createNativeQuery("""
                                INSERT INTO dataset_name (name, version) VALUES (:name, 1)
                                ON CONFLICT (name) DO UPDATE SET version = dataset_name.version + 1
                                RETURNING version""")
                        .setParameter("name", name)
                        .getSingleResult())
                .intValue();
    }

    private byte[] digest(UUID id) {
        MessageDigest sha256 = Ids.sha256();
        long after = 0;
        for (List<Example> piece = datasets.piece(id, null, after); !piece.isEmpty(); ) {
            for (Example example : piece) {
                sha256.update(example.json());
                sha256.update((byte) '\n');
                after = example.place();
            }
            piece = datasets.piece(id, null, after);
        }
        return sha256.digest();
    }

    private Counts counts(UUID id, Filter filter, long upTo) {
        Object[] out = (Object[]) bind(
                        entities.createNativeQuery("SELECT count(*) FILTER (WHERE overruled),"
                                + " count(*) FILTER (WHERE NOT retracted AND telling AND NOT unseen),"
                                + " count(*) FILTER (WHERE NOT retracted AND NOT telling),"
                                + " count(*) FILTER (WHERE NOT retracted AND telling AND unseen)"
                                + " FROM (SELECT " + RETRACTED + " AS retracted, " + OVERRULED + " AS overruled, "
                                + TELLING + " AS telling, " + BLIND
                                + " AS unseen FROM label l WHERE " + FITS + ") f"),
                        filter,
                        upTo)
                .getSingleResult();
        long items = count(id, "count(*)");
        return new Counts(
                grouped(id, "l.verdict"),
                grouped(id, "l.selection"),
                grouped(id, "i.split"),
                count(id, "count(DISTINCT l.subject_ref)"),
                count(id, "count(*) FILTER (WHERE NOT l.blind)"),
                count(
                        id,
                        "count(*) FILTER (WHERE EXISTS (SELECT 1 FROM label e WHERE e.decision_id = l.decision_id"
                                + " AND e.position < l.position)"
                                + " OR EXISTS (SELECT 1 FROM ruling g WHERE g.id = l.ruling_id"
                                + " AND g.approved_by IS NOT NULL))"),
                new Counts.LeftOut(whole(out[0]), whole(out[3]) - items, whole(out[1]), whole(out[2])));
    }

    private Map<String, Long> grouped(UUID id, String column) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery(
                        "SELECT " + column + ", count(*) " + OF + " GROUP BY 1 ORDER BY 1")
                .setParameter("dataset", id)
                .getResultList();
        Map<String, Long> counts = new LinkedHashMap<>();
        rows.forEach(row -> counts.put((String) row[0], whole(row[1])));
        return counts;
    }

    private long count(UUID id, String what) {
        return whole(entities.createNativeQuery("SELECT " + what + " " + OF)
                .setParameter("dataset", id)
                .getSingleResult());
    }

    private static Query bind(Query query, Filter filter, long upTo) {
        return query.setParameter("upTo", upTo)
                .setParameter("type", filter.type())
                .setParameter("policy", filter.policy())
                .setParameter("policyVersion", filter.policyVersion())
                .setParameter("model", filter.model())
                .setParameter("agent", filter.agent())
                .setParameter("selections", String.join(",", filter.selections()))
                .setParameter("from", filter.from())
                .setParameter("to", filter.to())
                .setParameter(
                        "verdicts", filter.verdicts().stream().map(Enum::name).collect(Collectors.joining(",")))
                .setParameter("includeNotBlind", filter.includeNotBlind());
    }

    private static long whole(Object number) {
        return ((Number) number).longValue();
    }

    private static String json(Object value) {
        return new String(Json.write(value), StandardCharsets.UTF_8);
    }
}
