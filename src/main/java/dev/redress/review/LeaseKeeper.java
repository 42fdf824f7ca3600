package dev.redress.review;

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

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void returnEnded() {
        claims.returnEnded(clock.instant());
    }
}
