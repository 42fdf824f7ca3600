package dev.redress.decision;

import dev.redress.access.Actor;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// Who needs the spans of a decision kept, why, and until when. Whoever removes spans asks here first.
///
/// Appeals and rulings set and end theirs by themselves; operators set others, say for a dispute outside Redress.
@ApplicationScoped
public class LegalHolds {

    /// @param id    what it is for: an appeal, a ruled case, or what an operator called it
    /// @param setBy who set it or changed it last, at `setAt`
    /// @param until null while it has no end
    @Schema(name = "LegalHold")
    public record Hold(UUID id, String reason, By setBy, Instant setAt, Instant until) {}

    /// @param kind who or what, as the journal says it: OPERATOR for a person's, MACHINE for one by rule
    @Schema(name = "LegalHoldSetBy")
    public record By(String kind, String id) {}

    private static final String OPERATORS = "OPERATOR";

    private final EntityManager entities;
    private final Decisions decisions;
    private final Journal journal;
    private final Period afterClosing;

    LegalHolds(
            EntityManager entities,
            Decisions decisions,
            Journal journal,
            @ConfigProperty(name = "redress.hold.after-closing") String afterClosing) {
        this.entities = entities;
        this.decisions = decisions;
        this.journal = journal;
        this.afterClosing = Period.parse(afterClosing);
    }

    /// How long a hold lasts after what it is for has ended.
    public Period afterClosing() {
        return afterClosing;
    }

    /// Sets a hold without an end. One that an operator set under the same id becomes this one.
    ///
    /// @param cause what the hold is for, such as the appeal; one that is there by rule stays as it is
    @Transactional(Transactional.TxType.MANDATORY)
    public void set(UUID decision, UUID cause, String reason, Actor by, Instant now) {
        entities.createNativeQuery("""
                        INSERT INTO legal_hold (decision_id, id, reason, set_by_kind, set_by, set_at)
                        VALUES (:decision, :id, :reason, :kind, :by, :now)
                        ON CONFLICT (decision_id, id) DO UPDATE SET reason = excluded.reason,
                            set_by_kind = excluded.set_by_kind, set_by = excluded.set_by, set_at = excluded.set_at,
                            until = NULL WHERE legal_hold.set_by_kind = 'OPERATOR'""")
                .setParameter("decision", decision)
                .setParameter("id", cause)
                .setParameter("reason", reason)
                .setParameter("kind", by.kind())
                .setParameter("by", by.id())
                .setParameter("now", now)
                .executeUpdate();
    }

    /// What the hold is for has ended: from now on its time runs.
    @Transactional(Transactional.TxType.MANDATORY)
    public void end(UUID cause, Instant now) {
        entities.createNativeQuery("UPDATE legal_hold SET until = :until WHERE id = :id AND set_by_kind <> 'OPERATOR'")
                .setParameter(
                        "until", now.atZone(ZoneOffset.UTC).plus(afterClosing).toInstant())
                .setParameter("id", cause)
                .executeUpdate();
    }

    /// What the hold is for goes on after all.
    @Transactional(Transactional.TxType.MANDATORY)
    public void reopen(UUID cause) {
        entities.createNativeQuery("UPDATE legal_hold SET until = NULL WHERE id = :id AND set_by_kind <> 'OPERATOR'")
                .setParameter("id", cause)
                .executeUpdate();
    }

    /// All holds of a decision, the oldest first; also those that have ended.
    @Transactional
    public List<Hold> of(UUID decision) {
        return rows(decision).map(LegalHolds::hold).toList();
    }

    /// Sets or changes an operator's hold; the same again changes nothing.
    ///
    /// @param until null for no end
    /// @return whether it is new
    /// @throws Refusal 409 when an appeal or a ruling has a hold of this id on this decision
    @Transactional
    public boolean keep(UUID decision, UUID id, String reason, Instant until, Actor.Operator by, Instant now) {
        decisions.lock(decision);
        Optional<Hold> before = operators(decision, id);
        if (before.filter(hold -> hold.reason().equals(reason) && Objects.equals(hold.until(), until))
                .isPresent()) {
            return false;
        }
        set(decision, id, reason, by, now);
        entities.createNativeQuery("UPDATE legal_hold SET until = :until WHERE decision_id = :decision AND id = :id")
                .setParameter("until", until)
                .setParameter("decision", decision)
                .setParameter("id", id)
                .executeUpdate();
        Map<String, Object> detail = new HashMap<>(Map.of("hold", id, "reason", reason));
        detail.put("until", until);
        journal.write(Act.LEGAL_HOLD_SET, decision, by, now, detail);
        return before.isEmpty();
    }

    /// Ends an operator's hold; what nothing else keeps can expire from now on.
    ///
    /// @throws Refusal 404 when there is none, 409 when it is an appeal's or a ruling's
    @Transactional
    public void release(UUID decision, UUID id, Actor.Operator by, Instant now) {
        decisions.lock(decision);
        Hold hold = operators(decision, id).orElseThrow(CommonProblem::notFound);
        if (hold.until() != null && !hold.until().isAfter(now)) {
            return;
        }
        entities.createNativeQuery("UPDATE legal_hold SET until = :now WHERE decision_id = :decision AND id = :id")
                .setParameter("now", now)
                .setParameter("decision", decision)
                .setParameter("id", id)
                .executeUpdate();
        journal.write(Act.LEGAL_HOLD_ENDED, decision, by, now, Map.of("hold", id));
    }

    private Optional<Hold> operators(UUID decision, UUID id) {
        Optional<Hold> found = rows(decision)
                .map(LegalHolds::hold)
                .filter(hold -> hold.id().equals(id))
                .findFirst();
        if (found.isPresent() && !found.get().setBy().kind().equals(OPERATORS)) {
            throw new Refusal(DecisionProblem.HOLD_NOT_YOURS, "It was set by an appeal or a ruling.");
        }
        return found;
    }

    @SuppressWarnings("unchecked")
    private Stream<Object[]> rows(UUID decision) {
        return entities.createNativeQuery("""
                        SELECT id, reason, set_by_kind, set_by, set_at, until FROM legal_hold
                        WHERE decision_id = :decision ORDER BY set_at, id""").setParameter("decision", decision).getResultList().stream();
    }

    private static Hold hold(Object[] row) {
        return new Hold(
                (UUID) row[0], (String) row[1], new By((String) row[2], (String) row[3]), (Instant) row[4], (Instant)
                        row[5]);
    }
}
