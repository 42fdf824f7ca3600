package dev.redress.feedback;

import dev.redress.decision.Decision;
import dev.redress.platform.Bytes;
import dev.redress.platform.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/// The labels, in the order of their positions. Append-only: reading from any position gives the same rows again.
@ApplicationScoped
public class Labels {

    /// The most packed bytes that are read at once; a label has at most a megabyte or so of its own besides.
    public static final int PACKED = 2 << 20;

    /// The most bytes that are unpacked at once, but for one label: what repeats itself packs a thousandfold.
    public static final int UNPACKED = 4 << 20;

    /// A label as it is exported: one JSON object in UTF-8.
    public record Line(long position, byte[] json) {}

    private final EntityManager entities;

    Labels(EntityManager entities) {
        this.entities = entities;
    }

    /// Taken under a lock that ends with the transaction, so that positions appear in their order.
    @Transactional(Transactional.TxType.MANDATORY)
    long nextPosition() {
        return ((Number) entities.createNativeQuery(
                                "UPDATE label_position SET position = position + 1 RETURNING position")
                        .getSingleResult())
                .longValue();
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void add(Label label, UUID ruling, Decision decision) {
        entities.flush(); // the ruling's row, which this one refers to
        entities.createNativeQuery("""
                        INSERT INTO label (position, id, ruling_id, edition, decision_id, retracts, created_at, document,
                            type, agent_id, subject_ref, policy_id, policy_version, model, verdict, selection, blind,
                            inclusion_probability)
                        VALUES (:position, :id, :ruling, (SELECT count(*) + 1 FROM label WHERE ruling_id = :ruling),
                            :decision, CAST(:retracts AS uuid), :at, :document, :type, :agent, :subject, :policy,
                            :policyVersion, :model, :verdict, :selection, :blind,
                            CAST(:probability AS double precision))""")
                .setParameter("position", label.position())
                .setParameter("id", label.id())
                .setParameter("ruling", ruling)
                .setParameter("decision", label.decisionId())
                .setParameter("retracts", Objects.toString(label.retracts(), null))
                .setParameter("at", label.createdAt())
                .setParameter("document", Bytes.pack(Json.write(label)))
                .setParameter("type", label.type())
                .setParameter("agent", decision.agentId())
                .setParameter("subject", decision.subjectRef())
                .setParameter("policy", decision.policyId())
                .setParameter("policyVersion", decision.policyVersion())
                .setParameter("model", decision.modelServed())
                .setParameter("verdict", label.verdict().name())
                .setParameter("selection", label.selection())
                .setParameter("blind", label.blind())
                .setParameter("probability", Objects.toString(label.inclusionProbability(), null))
                .executeUpdate();
    }

    /// The label of a ruling that nothing has replaced; empty when that of another ruling did.
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<Label> standing(UUID ruling) {
        @SuppressWarnings("unchecked")
        List<byte[]> documents =
                entities.createNativeQuery("""
                        SELECT document FROM label l WHERE ruling_id = :ruling
                            AND NOT EXISTS (SELECT 1 FROM label r WHERE r.retracts = l.id)""").setParameter("ruling", ruling).getResultList();
        return documents.stream()
                .map(document -> Json.read(Json.tree(Bytes.unpack(document)), Label.class))
                .findFirst();
    }

    /// At most `limit` labels after the position, fewer where they are big, none only at the end.
    @Transactional
    public List<Line> after(long position, int limit) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery("""
                        SELECT position, document
                        FROM (SELECT position, document, sum(octet_length(document)) OVER (ORDER BY position)
                                - octet_length(document) AS before
                            FROM label WHERE position > :after ORDER BY position LIMIT :limit) piece
                        WHERE before < :most ORDER BY position""")
                .setParameter("most", PACKED)
                .setParameter("after", position)
                .setParameter("limit", limit)
                .getResultList();
        return lines(rows);
    }

    /// At most `limit`, fewer where they are big.
    @Transactional
    public List<Line> newest(int limit) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery(
                        "SELECT position, document FROM label ORDER BY position DESC LIMIT :limit")
                .setParameter("limit", limit)
                .getResultList();
        return lines(rows);
    }

    private static List<Line> lines(List<Object[]> rows) {
        List<Line> lines = new ArrayList<>();
        int bytes = 0;
        for (Object[] row : rows) {
            byte[] json = Bytes.unpack((byte[]) row[1]);
            lines.add(new Line(((Number) row[0]).longValue(), json));
            bytes += json.length;
            if (bytes >= UNPACKED) {
                break;
            }
        }
        return lines;
    }
}
