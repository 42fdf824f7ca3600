package dev.redress.review;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Brings ended leases back every second, so that their cases keep their place in the order.
@Singleton
class LeaseKeeper {

    private final Claims claims;
    private final Clock clock;

    LeaseKeeper(Claims claims, Clock clock) {
        this.claims = claims;
        this.clock = clock;
    }

    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void returnEnded() {
        try {
            claims.returnEnded(clock.instant());
        } catch (RuntimeException e) { // the database is away: the next second tries again, and so does the next claim
            Log.warnf("ended leases could not be returned: %s", e.getMessage());
        }
    }
}
