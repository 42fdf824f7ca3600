package dev.redress.review.sample;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Goes on with draws and sweeps in the background, a piece at a time.
@Singleton
class SampleKeeper {

    private static final int AT_ONCE = 200;
    /// Of each sweep, in one round.
    private static final int PIECES = 20;

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
        tried("decisions could not be drawn", () -> {
            while (draws.considerSome(AT_ONCE, clock.instant()) == AT_ONCE) {
                // there are more
            }
        });
        tried("drawn cases could not be opened", () -> {
            while (draws.openSome(AT_ONCE, clock.instant()) == AT_ONCE) {
                // there are more
            }
        });
        tried("sweeps could not go on", () -> {
            int pieces = 0; // a sweep over all there is does not keep draws waiting
            while (pieces < PIECES && sweeps.goOnSome(clock.instant())) {
                pieces++;
            }
        });
    }

    /// The database is away: the next round tries again, the marks stay. What fails keeps nothing else from going on.
    private static void tried(String failed, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            Log.warnf("%s: %s", failed, e.getMessage());
        }
    }
}
