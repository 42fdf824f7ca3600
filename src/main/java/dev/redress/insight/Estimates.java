package dev.redress.insight;

import dev.redress.platform.Ids;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// Reads what estimates are made of. Rulings that neither an appeal nor the random sample asked for are in none.
@ApplicationScoped
class Estimates {

    /// The decisions that an estimate is about; null members do not narrow. Times are those of the decisions.
    record About(String type, Instant from, Instant to) {

        UUID first() {
            return from == null ? new UUID(0, 0) : Ids.first(from);
        }

        UUID end() {
            return to == null ? Ids.LAST : Ids.first(to);
        }

        private Query in(Query query) {
            return query.setParameter("type", type)
                    .setParameter("first", first())
                    .setParameter("end", end());
        }
    }

    /// @param undecided rulings that do not say whether the decision was right
    record Looked(List<Hajek.Stratum> audited, Hajek.Stratum appealed, long undecided) {}

    private final EntityManager entities;

    Estimates(EntityManager entities) {
        this.entities = entities;
    }

    /// One label a decision: of its appeal, or else of the sample. What came of an appeal stands for that decision
    /// alone.
    @Transactional
    Looked looked(About about) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = about.in(entities.createNativeQuery("""
                        SELECT probability,
                            count(*) FILTER (WHERE verdict IN ('UPHELD', 'OVERTURNED', 'PARTLY_OVERTURNED')),
                            count(*) FILTER (WHERE verdict IN ('OVERTURNED', 'PARTLY_OVERTURNED')),
                            count(*) FILTER (WHERE verdict IN ('REMITTED', 'INADMISSIBLE')), appealed
                        FROM (SELECT DISTINCT ON (l.decision_id) l.verdict, l.selection <> 'AUDIT' AS appealed,
                                CASE WHEN l.selection = 'AUDIT' THEN l.inclusion_probability ELSE 1 END AS probability
                            FROM label l
                            WHERE (l.selection IN ('APPEAL', 'SECOND_LEVEL')
                                    OR (l.selection = 'AUDIT' AND l.inclusion_probability IS NOT NULL))
                                AND (CAST(:type AS text) IS NULL OR l.type = :type)
                                AND l.decision_id >= :first AND l.decision_id < :end
                                AND NOT EXISTS (SELECT 1 FROM label r WHERE r.retracts = l.id)
                            ORDER BY l.decision_id, l.selection = 'AUDIT', l.position DESC) standing
                        GROUP BY probability, appealed ORDER BY appealed, probability""")).getResultList();
        List<Hajek.Stratum> audited = new ArrayList<>();
        Hajek.Stratum appealed = new Hajek.Stratum(1, 0, 0);
        long undecided = 0;
        for (Object[] row : rows) {
            var stratum = new Hajek.Stratum(((Number) row[0]).doubleValue(), number(row[1]), number(row[2]));
            undecided += number(row[3]);
            if ((Boolean) row[4]) {
                appealed = stratum;
            } else if (stratum.n() > 0) {
                audited.add(stratum);
            }
        }
        return new Looked(audited, appealed, undecided);
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    /// Of each double review the verdict of the first reviewer and that of the second.
    @Transactional
    List<List<String>> pairs(About about) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = about.in(entities.createNativeQuery("""
                        SELECT r.verdict, a.verdict FROM check_answer a
                        JOIN ruling r ON r.case_id = a.repeats
                        JOIN review_case c ON c.id = a.repeats
                        WHERE a.purpose = 'DOUBLE' AND (CAST(:type AS text) IS NULL OR c.type = :type)
                            AND a.decision_id >= :first AND a.decision_id < :end
                        ORDER BY a.answered_at, a.case_id""")).getResultList();
        return rows.stream()
                .map(row -> List.of((String) row[0], (String) row[1]))
                .toList();
    }
}
