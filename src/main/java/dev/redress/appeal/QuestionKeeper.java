package dev.redress.appeal;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Lets questions lapse on their date, so that no case waits for ever.
@Singleton
class QuestionKeeper {

    private final Conversation conversation;
    private final Clock clock;

    QuestionKeeper(Conversation conversation, Clock clock) {
        this.conversation = conversation;
        this.clock = clock;
    }

    @Scheduled(every = "5s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void lapseDue() {
        try {
            conversation.lapseDue(clock.instant());
        } catch (RuntimeException e) { // the database is away: the next turn tries again
            Log.warnf("questions could not be looked through: %s", e.getMessage());
        }
    }
}
