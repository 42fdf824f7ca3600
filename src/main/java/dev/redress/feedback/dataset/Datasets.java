package dev.redress.feedback.dataset;

import dev.redress.feedback.Labels;
import dev.redress.feedback.export.Example;
import dev.redress.feedback.export.Source;
import dev.redress.platform.Bytes;
import dev.redress.platform.Cursor;
import dev.redress.platform.Json;
import dev.redress.platform.Listing;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The datasets on record. Reading one goes in pieces, each by a statement of its own: no snapshot is held while a slow
/// reader reads, and no more than a piece is in memory.
@ApplicationScoped
public class Datasets {

    private static final int PIECE = 500;

    /// Retracted is a label whose ruling another ruling has replaced; one that a second reviewer was added to
    /// is not. It begins with the few labels that replace another, not with the many of a dataset.
    private static final String RETRACTED_SINCE = """
            SELECT count(*) FROM label r
                JOIN label before ON before.id = r.retracts AND before.ruling_id <> r.ruling_id
                JOIN label l ON l.ruling_id = before.ruling_id
                JOIN dataset_item i ON i.label_position = l.position AND i.dataset_id = d.id
            WHERE r.retracts IS NOT NULL""";

    private static final String COLUMNS =
            "SELECT d.id, d.name, d.version, d.filter, d.splits, d.items, d.digest, d.counts, d.card, d.frozen_at, ("
                    + RETRACTED_SINCE + ") FROM dataset d";

    private final EntityManager entities;
    private final String operator;
    private final String license;
    private final String publicUrl;

    Datasets(
            EntityManager entities,
            @ConfigProperty(name = "redress.operator") String operator,
            @ConfigProperty(name = "redress.datasets.license") String license,
            @ConfigProperty(name = "redress.public-url") String publicUrl) {
        this.entities = entities;
        this.operator = operator;
        this.license = license;
        this.publicUrl = publicUrl;
    }

    /// @param agent who alone may see those narrowed to it; null for whoever may see all
    @Transactional
    public Optional<Dataset> visible(UUID id, String agent) {
        return one(entities.createNativeQuery(
                        COLUMNS + " WHERE d.id = :id AND (CAST(:agent AS text) IS NULL OR d.agent_id = :agent)")
                .setParameter("id", id)
                .setParameter("agent", agent));
    }

    @Transactional
    public Optional<Dataset> version(String name, int version) {
        return one(entities.createNativeQuery(COLUMNS + " WHERE d.name = :name AND d.version = :version")
                .setParameter("name", name)
                .setParameter("version", version));
    }

    /// Newest first.
    @Transactional
    public Listing<Dataset> list(String agent, String name, String cursor, int limit) {
        Cursor after = Cursor.parse(cursor, 2);
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery(COLUMNS + """
                         WHERE (CAST(:agent AS text) IS NULL OR d.agent_id = :agent)
                        AND (CAST(:name AS text) IS NULL OR d.name = :name)
                        AND (CAST(:at AS timestamptz) IS NULL OR (d.frozen_at, d.id) < (:at, :id))
                        ORDER BY d.frozen_at DESC, d.id DESC LIMIT :limit""")
                .setParameter("agent", agent)
                .setParameter("name", name)
                .setParameter("at", after == null ? null : after.read(c -> c.time(0)))
                .setParameter("id", after == null ? new UUID(0, 0) : after.read(c -> UUID.fromString(c.get(1))))
                .setParameter("limit", limit + 1)
                .getResultList();
        return Listing.of(
                rows.stream().map(Datasets::dataset).toList(),
                limit,
                dataset -> dataset,
                dataset -> Cursor.of(dataset.frozenAt(), dataset.id()));
    }

    public List<Example> piece(UUID id, String split, long after) {
        return piece(id, split, after, PIECE);
    }

    /// At most `limit` examples after the place, fewer where they are big, none only at the end; `split` null for all.
    public List<Example> piece(UUID id, String split, long after, int limit) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            @SuppressWarnings("unchecked")
            List<Object[]> rows = entities.createNativeQuery("""
                            SELECT place, split, document
                            FROM (SELECT i.place, i.split, l.document, sum(octet_length(l.document)) OVER (ORDER BY i.place)
                                        - octet_length(l.document) AS before
                                FROM dataset_item i JOIN label l ON l.position = i.label_position
                                WHERE i.dataset_id = :id AND i.place > :after
                                    AND (CAST(:split AS text) IS NULL OR i.split = :split)
                                ORDER BY i.place LIMIT :limit) piece
                            WHERE before < :most ORDER BY place""")
                    .setParameter("split", split)
                    .setParameter("id", id)
                    .setParameter("after", after)
                    .setParameter("limit", limit)
                    .setParameter("most", Labels.PACKED)
                    .getResultList();
            List<Example> examples = new ArrayList<>();
            int bytes = 0;
            for (Object[] row : rows) {
                byte[] label = Bytes.unpack((byte[]) row[2]);
                examples.add(Example.of(label, ((Number) row[0]).longValue(), (String) row[1]));
                bytes += label.length;
                if (bytes >= Labels.UNPACKED) {
                    break;
                }
            }
            return examples;
        });
    }

    /// The dataset as exporters read it.
    public Source source(Dataset dataset) {
        Source.Facts facts = new Source.Facts(
                dataset.id(),
                dataset.name(),
                dataset.version(),
                dataset.digest(),
                dataset.card(),
                dataset.counts().splits(),
                dataset.frozenAt(),
                operator,
                license,
                publicUrl + "/api/v1/datasets/" + dataset.id());
        return new Source() {
            @Override
            public Facts facts() {
                return facts;
            }

            @Override
            public void each(String split, Sink sink) throws IOException {
                long after = 0;
                for (List<Example> piece = piece(dataset.id(), split, after); !piece.isEmpty(); ) {
                    for (Example example : piece) {
                        sink.take(example);
                        after = example.place();
                    }
                    piece = piece(dataset.id(), split, after);
                }
            }
        };
    }

    static String shown(byte[] digest) {
        return "sha256:" + HexFormat.of().formatHex(digest);
    }

    @SuppressWarnings("unchecked")
    private static Optional<Dataset> one(Query query) {
        return query.getResultList().stream().findFirst().map(row -> dataset((Object[]) row));
    }

    private static Dataset dataset(Object[] row) {
        Map<String, Integer> splits = new LinkedHashMap<>();
        Json.tree(utf8(row[4]))
                .properties()
                .forEach(split -> splits.put(split.getKey(), split.getValue().intValue()));
        return new Dataset(
                (UUID) row[0],
                (String) row[1],
                ((Number) row[2]).intValue(),
                Json.read(Json.tree(utf8(row[3])), Filter.class),
                splits,
                ((Number) row[5]).longValue(),
                shown((byte[]) row[6]),
                Json.read(Json.tree(utf8(row[7])), Counts.class),
                (String) row[8],
                ((Number) row[10]).longValue(),
                (Instant) row[9]);
    }

    private static byte[] utf8(Object text) {
        return ((String) text).getBytes(StandardCharsets.UTF_8);
    }
}
