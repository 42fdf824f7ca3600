package dev.redress.decision.commitment;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;

/// Looks every second at the commitments that came in and at those that came due.
@Singleton
class CommitmentKeeper {

    private static final int AT_ONCE = 100;

    private final Commitments commitments;
    private final Clock clock;

    CommitmentKeeper(Commitments commitments, Clock clock) {
        this.commitments = commitments;
        this.clock = clock;
    }

    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        try {
            while (commitments.readSome(AT_ONCE, clock.instant()) == AT_ONCE) {
                // there are more
            }
        } catch (RuntimeException e) {
            Log.warnf("commitments could not be read at once: %s", e.getMessage());
            readEach();
        }
        try {
            while (commitments.expireSome(AT_ONCE, clock.instant()) == AT_ONCE) {
                // there are more
            }
        } catch (RuntimeException e) { // the database is away: the next second tries again
            Log.warnf("commitments that came due could not be looked at: %s", e.getMessage());
        }
    }

    /// One decision that cannot be read holds up no other: it is tried again later.
    private void readEach() {
        try {
            for (UUID decision : commitments.unread(AT_ONCE, clock.instant())) {
                try {
                    commitments.readOne(decision, clock.instant());
                } catch (RuntimeException e) {
                    Log.errorf(e, "the commitments of decision %s could not be read", decision);
                    commitments.failed(decision, clock.instant());
                }
            }
        } catch (RuntimeException e) { // the database is away: the next second tries again, the marks stay
            Log.warnf("commitments could not be read: %s", e.getMessage());
        }
    }
}
