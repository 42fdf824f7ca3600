package dev.redress.appeal;

import dev.redress.platform.Ids;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// The clocks of appeals.
@ApplicationScoped
public class CaseClocks implements PanacheRepositoryBase<CaseClock, UUID> {

    /// Starts the clock, anew when it ran before: a case that came back is ruled on again.
    CaseClock start(UUID appeal, CaseClock.Kind kind, Instant due, Instant now) {
        CaseClock before = find("appealId = ?1 AND regime = ?2 AND kind = ?3", appeal, CaseClock.PROMISE, kind)
                .firstResult();
        if (before != null) {
            before.startedAt = now;
            before.dueAt = due;
            before.stoppedAt = null;
            return before;
        }
        CaseClock clock = new CaseClock();
        clock.id = Ids.at(now);
        clock.appealId = appeal;
        clock.regime = CaseClock.PROMISE;
        clock.kind = kind;
        clock.startedAt = now;
        clock.dueAt = due;
        persist(clock);
        return clock;
    }

    /// Stops the clocks of this kind that still run; of every kind for null.
    public void stop(UUID appeal, CaseClock.Kind kind, Instant now) {
        for (CaseClock clock : of(appeal)) {
            if (clock.stoppedAt == null && (kind == null || clock.kind == kind)) {
                clock.stoppedAt = now;
            }
        }
    }

    public List<CaseClock> of(UUID appeal) {
        return list("appealId = ?1 ORDER BY dueAt", appeal);
    }
}
