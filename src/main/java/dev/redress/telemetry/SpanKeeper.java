package dev.redress.telemetry;

import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;

/// Keeps a place ready for the spans of the weeks to come. Without one they would lie in the rest, and be slower to
/// drop; nothing is lost.
@Singleton
class SpanKeeper {

    private static final int WEEKS = 4;

    private final Spans spans;
    private final Clock clock;

    SpanKeeper(Spans spans, Clock clock) {
        this.spans = spans;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        makeAhead();
    }

    @Scheduled(every = "12h", delayed = "12h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void makeAhead() {
        try {
            spans.makeAhead(clock.instant(), WEEKS);
        } catch (SQLException | RuntimeException e) {
            Log.warnf("places for spans could not be made ahead: %s", e.getMessage());
        }
    }
}
