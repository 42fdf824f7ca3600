package dev.redress.review;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.appeal.Ruling;
import dev.redress.appeal.Verdict;
import dev.redress.decision.Decision;
import dev.redress.decision.Document;
import io.quarkus.qute.TemplateData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/// Earlier rulings under the clauses that a decision rests on: like cases are to be ruled on alike.
@ApplicationScoped
public class Precedents {

    private static final int MOST = 10;

    /// With fewer there is nothing to depart from.
    private static final int ENOUGH = 2;

    /// An earlier ruling. Who made it is not in it.
    @TemplateData
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Precedent(
            UUID caseId,
            String clause,
            String policyVersion,
            Verdict verdict,
            String cause,
            String reasons,
            Instant ruledAt) {

        @JsonIgnore
        public boolean forPerson() {
            return Precedents.forPerson(verdict);
        }
    }

    private final EntityManager entities;

    Precedents(EntityManager entities) {
        this.entities = entities;
    }

    /// The newest under the same clauses of the same policy, in whatever version; ten at most. Rulings on
    /// this decision itself are shown elsewhere, to those who may see them. Decisions on
    /// admissibility say nothing of the clause and are left out.
    @Transactional
    public List<Precedent> of(Decision decision) {
        List<String> clauses = decision.document().reasons().stream()
                .map(Document.Reason::clause)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        if (clauses.isEmpty() || decision.policyId() == null) {
            return List.of();
        }
        List<Object[]> rows = entities.createQuery("""
                        SELECT r, d.policyVersion FROM Ruling r JOIN Decision d ON d.id = r.decisionId
                        WHERE r.clause IN (:clauses) AND character_length(r.clause) <= 200
                            AND d.policyId = :policy AND d.id <> :decision AND r.verdict <> INADMISSIBLE
                        ORDER BY r.ruledAt DESC""", Object[].class)
                .setParameter("clauses", clauses)
                .setParameter("policy", decision.policyId())
                .setParameter("decision", decision.id())
                .setMaxResults(MOST)
                .getResultList();
        return rows.stream()
                .map(row -> precedent((Ruling) row[0], (String) row[1]))
                .toList();
    }

    private static Precedent precedent(Ruling ruling, String policyVersion) {
        return new Precedent(
                ruling.caseId(),
                ruling.clause(),
                policyVersion,
                ruling.verdict(),
                ruling.cause() == null ? null : ruling.cause().name(),
                ruling.reasons(),
                ruling.ruledAt());
    }

    /// Whether most of them went the other way than this verdict.
    public static boolean departs(List<Precedent> precedents, Verdict verdict) {
        if (verdict == null || verdict == Verdict.INADMISSIBLE || precedents.size() < ENOUGH) {
            return false;
        }
        long other = precedents.stream()
                .filter(one -> one.forPerson() != forPerson(verdict))
                .count();
        return 2 * other > precedents.size();
    }

    private static boolean forPerson(Verdict verdict) {
        return verdict != Verdict.UPHELD;
    }
}
