package dev.redress.decision;

import dev.redress.access.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Who needs the spans of a decision kept, why, and until when. Whoever removes spans asks here first.
@ApplicationScoped
public class LegalHolds {

    private final EntityManager entities;
    private final Period afterClosing;

    LegalHolds(EntityManager entities, @ConfigProperty(name = "redress.hold.after-closing") String afterClosing) {
        this.entities = entities;
        this.afterClosing = Period.parse(afterClosing);
    }

    /// How long a hold lasts after what it is for has ended.
    public Period afterClosing() {
        return afterClosing;
    }

    /// Sets a hold without an end.
    ///
    /// @param cause what the hold is for, such as the appeal; set again, it changes nothing
    @Transactional(Transactional.TxType.MANDATORY)
    public void set(UUID decision, UUID cause, String reason, Actor by, Instant now) {
        entities.createNativeQuery("""
                        INSERT INTO legal_hold (decision_id, id, reason, set_by_kind, set_by, set_at)
                        VALUES (:decision, :id, :reason, :kind, :by, :now) ON CONFLICT DO NOTHING""")
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
        entities.createNativeQuery("UPDATE legal_hold SET until = :until WHERE id = :id")
                .setParameter(
                        "until", now.atZone(ZoneOffset.UTC).plus(afterClosing).toInstant())
                .setParameter("id", cause)
                .executeUpdate();
    }
}
