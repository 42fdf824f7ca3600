package dev.redress.journal;

import dev.redress.access.Actor;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The append-only record of every act.
///
/// An entry is written in the transaction of its act or not at all; the database refuses to change or delete one.
@ApplicationScoped
public class Journal implements PanacheRepositoryBase<Entry, UUID> {

    /// `decision` is null for acts about no single decision, such as a new agent key.
    @Transactional(Transactional.TxType.MANDATORY)
    public void write(Act act, UUID decision, Actor by, Instant now, Map<String, ?> detail) {
        Entry entry = new Entry();
        entry.id = Ids.at(now);
        entry.decisionId = decision;
        entry.act = act;
        entry.actorKind = by.kind();
        entry.actorId = by.id();
        entry.at = now;
        entry.detail = new String(Json.write(detail), StandardCharsets.UTF_8);
        persist(entry);
    }

    /// Everything that was done about a decision, oldest first; without what was set aside.
    @SuppressWarnings("unchecked")
    public List<Entry> of(UUID decision) {
        return getEntityManager()
                .createNativeQuery("""
                        SELECT j.* FROM journal j WHERE j.decision_id = :decision AND NOT EXISTS (
                            SELECT 1 FROM journal_aside a
                            WHERE a.decision_id = j.decision_id AND position(a.case_id::text IN j.detail) > 0)
                        ORDER BY j.id""", Entry.class)
                .setParameter("decision", decision)
                .getResultList();
    }

    /// What was done in one case of a decision, set aside or not, oldest first.
    @SuppressWarnings("unchecked")
    public List<Entry> ofCase(UUID decision, UUID caseId) {
        return getEntityManager()
                .createNativeQuery("""
                        SELECT * FROM journal WHERE decision_id = :decision
                            AND position(CAST(:case AS text) IN detail) > 0 ORDER BY id""", Entry.class)
                .setParameter("decision", decision)
                .setParameter("case", caseId.toString())
                .getResultList();
    }

    /// From now on acts whose detail names this case are no part of what is told of the decision. They stay on record.
    @Transactional(Transactional.TxType.MANDATORY)
    public void setAside(UUID decision, UUID caseId) {
        getEntityManager()
                .createNativeQuery("INSERT INTO journal_aside (decision_id, case_id) VALUES (:decision, :case)")
                .setParameter("decision", decision)
                .setParameter("case", caseId)
                .executeUpdate();
    }
}
