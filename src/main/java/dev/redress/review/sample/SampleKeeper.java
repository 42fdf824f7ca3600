package dev.redress.review.sample;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Goes on with draws and sweeps in the background, a piece at a time.
@Singleton
class SampleKeeper {

    private static final int AT_ONCE = 200;

    private final Draws draws;
    private final Sweeps sweeps;
    private final Clock clock;

    SampleKeeper(Draws draws, Sweeps sweeps, Clock clock) {
        this.draws = draws;
        this.sweeps = sweeps;
        this.clock = clock;
    }

    @Scheduled(
            every = "${redress.audit.every}",
            delayed = "2s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void go() {
        try {
            while (draws.considerSome(AT_ONCE, clock.instant()) == AT_ONCE) {
                // there are more
            }
            while (draws.openSome(AT_ONCE, clock.instant()) == AT_ONCE) {
                // there are more
            }
            while (sweeps.goOnSome(clock.instant())) {
                // there are more
            }
        } catch (RuntimeException e) { // the database is away: the next round tries again, the marks stay
            Log.warnf("samples could not be drawn: %s", e.getMessage());
        }
    }
}
