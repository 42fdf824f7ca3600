package dev.redress.remedy;

import dev.redress.platform.Turn;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/// Notices remedies whose time has passed, once each.
@Singleton
class OverdueKeeper {

    private static final int AT_ONCE = 100;

    private final Standings standings;
    private final Remedies remedies;
    private final Clock clock;

    OverdueKeeper(Standings standings, Remedies remedies, Clock clock) {
        this.standings = standings;
        this.remedies = remedies;
        this.clock = clock;
    }

    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void notice() {
        Instant now = clock.instant();
        new Turn<>(
                        "the remedies that are overdue",
                        AT_ONCE,
                        () -> QuarkusTransaction.requiringNew().call(() -> {
                            List<Standing> passed = standings.passed(now, AT_ONCE);
                            passed.forEach(standing -> remedies.overdue(standing, now));
                            return passed.size();
                        }),
                        () -> QuarkusTransaction.requiringNew()
                                .call(() -> standings.passed(now, AT_ONCE).stream()
                                        .map(Standing::remedyId)
                                        .toList()),
                        id -> QuarkusTransaction.requiringNew().run(() -> {
                            Standing standing = standings.lock(id);
                            if (standing.overdueAt == null && standing.overdue(now)) {
                                remedies.overdue(standing, now);
                            }
                        }))
                .take();
    }
}
