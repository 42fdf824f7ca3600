package dev.redress.telemetry;

import dev.redress.platform.Partitions;
import io.agroal.api.AgroalDataSource;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.util.List;

/// Keeps a place ready for the spans of the weeks to come, and drops weeks of which no span is left; one that is still
/// held keeps its week. Without a place spans would lie in the rest, and be slower to drop; nothing is lost.
@Singleton
class SpanWeeks {

    private static final Partitions WEEKS =
            new Partitions("span", Partitions.Step.WEEK, "started_at", Instant::toString, true, List.of());

    private static final int AHEAD = 4;

    /// Spans come late; until then a week keeps its place.
    private static final Period LATE = Period.ofDays(14);

    private final AgroalDataSource database;
    private final Clock clock;

    SpanWeeks(AgroalDataSource database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        keep();
    }

    @Scheduled(every = "12h", delayed = "12h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void keep() {
        Instant now = clock.instant();
        try {
            makeAhead(now, AHEAD);
            List<String> dropped = drop(now);
            if (!dropped.isEmpty()) {
                Log.infof("no span was left in %s, which were dropped", dropped);
            }
        } catch (SQLException | RuntimeException e) {
            Log.warnf("the weeks of spans could not be kept in order, which is tried again: %s", e.getMessage());
        }
    }

    void makeAhead(Instant now, int ahead) throws SQLException {
        WEEKS.makeAhead(database, now, ahead);
    }

    List<String> drop(Instant now) throws SQLException {
        return WEEKS.dropEmpty(database, now, LATE);
    }
}
