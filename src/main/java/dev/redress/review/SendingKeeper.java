package dev.redress.review;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Makes the rulings whose undo window is over, also those of before a crash.
@Singleton
class SendingKeeper {

    private final Sending sending;
    private final Clock clock;

    SendingKeeper(Sending sending, Clock clock) {
        this.sending = sending;
        this.clock = clock;
    }

    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void settleDue() {
        try {
            sending.settleDue(clock.instant());
        } catch (RuntimeException e) { // the database is away: the next second tries again
            Log.warnf("rulings that were sent could not be made: %s", e.getMessage());
        }
    }
}
