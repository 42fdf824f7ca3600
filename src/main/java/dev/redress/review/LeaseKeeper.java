package dev.redress.review;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Brings ended leases and holds back every second, so that their cases keep their place in the order.
@Singleton
class LeaseKeeper {

    private final Claims claims;
    private final Holds holds;
    private final QueueCounts counts;
    private final Clock clock;

    LeaseKeeper(Claims claims, Holds holds, QueueCounts counts, Clock clock) {
        this.claims = claims;
        this.holds = holds;
        this.counts = counts;
        this.clock = clock;
    }

    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void returnEnded() {
        attempt("ended leases could not be returned", () -> claims.returnEnded(clock.instant()));
        attempt("ended holds could not be returned", () -> holds.returnEnded(clock.instant()));
        attempt("the cases could not be counted", counts::addUp);
    }

    /// The next second tries again, and so does the next claim.
    private static void attempt(String otherwise, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            Log.warnf("%s: %s", otherwise, e.getMessage());
        }
    }
}
