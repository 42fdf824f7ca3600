package dev.redress.review.desk;

import dev.redress.access.Acting;
import dev.redress.review.quality.Hints;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Named;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// The settings of reviewers, each their own. Templates ask by `inject:deskSettings`.
@ApplicationScoped
@Named("deskSettings")
public class DeskSettings {

    private final EntityManager entities;
    private final Hints hints;
    private final Acting acting;
    private final Clock clock;

    DeskSettings(EntityManager entities, Hints hints, Acting acting, Clock clock) {
        this.entities = entities;
        this.hints = hints;
        this.acting = acting;
        this.clock = clock;
    }

    /// Of whoever asks for the page.
    public Settings mine() {
        return of(acting.name());
    }

    /// What to tell whoever asks for the page; nothing when they do not want to be told.
    public List<String> hints() {
        return mine().hints() ? hints.of(acting.name(), clock.instant()).hints() : List.of();
    }

    @Transactional
    public Settings of(String reviewer) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery(
                        "SELECT hints, keys, evidence FROM desk_settings WHERE reviewer_id = :by")
                .setParameter("by", reviewer)
                .getResultList();
        return rows.stream()
                .map(row -> new Settings(
                        (Boolean) row[0], Settings.Keys.valueOf((String) row[1]), Settings.Evidence.valueOf((String)
                                row[2])))
                .findFirst()
                .orElse(Settings.USUAL);
    }

    @Transactional
    public void save(String reviewer, Settings settings, Instant now) {
        entities.createNativeQuery("""
                        INSERT INTO desk_settings (reviewer_id, hints, keys, evidence, changed_at)
                        VALUES (:by, :hints, :keys, :evidence, :now)
                        ON CONFLICT (reviewer_id) DO UPDATE SET hints = excluded.hints, keys = excluded.keys,
                            evidence = excluded.evidence, changed_at = excluded.changed_at""")
                .setParameter("by", reviewer)
                .setParameter("hints", settings.hints())
                .setParameter("keys", settings.keys().name())
                .setParameter("evidence", settings.evidence().name())
                .setParameter("now", now)
                .executeUpdate();
    }
}
