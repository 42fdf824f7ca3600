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
        try {
            claims.returnEnded(clock.instant());
            holds.returnEnded(clock.instant());
            counts.addUp();
        } catch (RuntimeException e) { // the database is away: the next second tries again, and so does the next claim
            Log.warnf("ended leases could not be returned: %s", e.getMessage());
        }
    }
}
