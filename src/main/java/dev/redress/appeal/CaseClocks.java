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

    CaseClock start(UUID appeal, CaseClock.Kind kind, Instant due, Instant now) {
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
