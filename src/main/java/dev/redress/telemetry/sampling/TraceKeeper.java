package dev.redress.telemetry.sampling;

import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;

/// Looks at traces when their time comes.
@Singleton
class TraceKeeper {

    private static final int BATCH = 500;
    private static final int BATCHES = 200;

    private final Looks looks;
    private final Clock clock;

    TraceKeeper(Looks looks, Clock clock) {
        this.looks = looks;
        this.clock = clock;
    }

    @Scheduled(
            every = "{redress.sampling.every}",
            delayed = "5s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        Instant now = clock.instant();
        try {
            for (int i = 0; i < BATCHES && looks.look(now, BATCH) == BATCH; i++) {
                Log.debugf("looked at %d traces", BATCH);
            }
        } catch (SQLException | RuntimeException e) {
            Log.warnf("traces could not be looked at, which is tried again: %s", e.getMessage());
        }
    }
}
