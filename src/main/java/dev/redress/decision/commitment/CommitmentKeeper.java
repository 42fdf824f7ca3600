package dev.redress.decision.commitment;

import dev.redress.platform.Turn;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

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
        Instant now = clock.instant();
        new Turn<>(
                        "the commitments that came in",
                        AT_ONCE,
                        () -> commitments.readSome(AT_ONCE, now),
                        () -> commitments.unread(AT_ONCE, now),
                        decision -> commitments.readOne(decision, now),
                        decision -> commitments.failed(decision, now))
                .take();
        new Turn<>(
                        "the commitments whose time is over",
                        AT_ONCE,
                        () -> commitments.expireSome(AT_ONCE, now),
                        () -> commitments.expiring(AT_ONCE, now),
                        id -> commitments.expireOne(id, now))
                .take();
    }
}
