package dev.redress.appeal;

import dev.redress.access.Actor;
import dev.redress.decision.Decision;
import dev.redress.decision.Decisions;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// One appeal covers what an agent's parallel threads decided about the same person and question: adverse decisions of
/// the same run and type. Nobody has to appeal each of them, and everybody still may.
@ApplicationScoped
public class Coverage {

    private final EntityManager entities;
    private final Decisions decisions;
    private final Rulings rulings;
    private final Journal journal;

    Coverage(EntityManager entities, Decisions decisions, Rulings rulings, Journal journal) {
        this.entities = entities;
        this.decisions = decisions;
        this.rulings = rulings;
        this.journal = journal;
    }

    /// What the person at the link of a covered decision is told of the appeal that covers it.
    ///
    /// @param ruling null while nobody has ruled
    public record By(Appeal appeal, Ruling ruling) {}

    /// The appeal that covers this decision; the newest that was not withdrawn.
    @Transactional
    public Optional<By> of(UUID decision) {
        @SuppressWarnings("unchecked")
        List<Appeal> appeals = entities.createNativeQuery("""
                        SELECT a.* FROM covered_decision c JOIN appeal a ON a.id = c.appeal_id
                        WHERE c.decision_id = :decision AND a.withdrawn_at IS NULL
                        ORDER BY a.filed_at DESC LIMIT 1""", Appeal.class)
                .setParameter("decision", decision)
                .getResultList();
        return appeals.stream()
                .findFirst()
                .map(appeal -> new By(appeal, rulings.ofAppeal(appeal.id()).orElse(null)));
    }

    /// What this appeal covers besides the decision it was filed against.
    @Transactional
    public List<Decision> by(UUID appeal) {
        @SuppressWarnings("unchecked")
        List<Decision> covered = entities.createNativeQuery("""
                        SELECT d.* FROM covered_decision c JOIN decision d ON d.id = c.decision_id
                        WHERE c.appeal_id = :appeal ORDER BY d.id""", Decision.class)
                .setParameter("appeal", appeal)
                .getResultList();
        return covered;
    }

    /// Records what an appeal covers from its filing on, and gives it.
    List<Decision> cover(Appeal appeal, Decision decision, Actor by, Instant now) {
        List<Decision> covered = decisions.parallels(decision);
        for (Decision sibling : covered) {
            entities.createNativeQuery(
                            "INSERT INTO covered_decision (appeal_id, decision_id) VALUES (:appeal, :decision)")
                    .setParameter("appeal", appeal.id())
                    .setParameter("decision", sibling.id())
                    .executeUpdate();
            journal.write(
                    Act.APPEAL_COVERED,
                    sibling.id(),
                    by,
                    now,
                    Map.of("appeal", appeal.id(), "filedAgainst", decision.id()));
        }
        return covered;
    }
}
