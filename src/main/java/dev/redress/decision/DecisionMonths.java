package dev.redress.decision;

import dev.redress.platform.Ids;
import dev.redress.platform.Partitions;
import io.agroal.api.AgroalDataSource;
import io.quarkus.logging.Log;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.util.List;

/// Keeps a place ready for the decisions of the months to come, removes those whose time is over ({@link Expiry}) and
/// drops months of which none is left. Without a place decisions would lie in the rest and stay there; nothing is lost.
@Singleton
class DecisionMonths {

    /// As V121 and V160 set the partitions that they made.
    private static final Partitions MONTHS = new Partitions(
            "decision",
            Partitions.Step.MONTH,
            "id",
            time -> Ids.first(time).toString(),
            false,
            List.of(
                    "SET (toast_tuple_target = 8160)",
                    "ALTER COLUMN document SET STATISTICS 0, ALTER COLUMN digest SET STATISTICS 0"));

    private static final int AHEAD = 3;

    /// Agents send what they could not send before; until then a month keeps its place.
    private static final Period LATE = Period.ofMonths(1);

    private final AgroalDataSource database;
    private final Expiry expiry;
    private final Clock clock;

    DecisionMonths(AgroalDataSource database, Expiry expiry, Clock clock) {
        this.database = database;
        this.expiry = expiry;
        this.clock = clock;
    }

    void start(@Observes StartupEvent event) {
        try {
            makeAhead(clock.instant(), AHEAD);
        } catch (SQLException | RuntimeException e) {
            Log.warnf("places for decisions could not be made ahead: %s", e.getMessage());
        }
    }

    @Scheduled(every = "12h", delayed = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void keep() {
        Instant now = clock.instant();
        try {
            makeAhead(now, AHEAD);
            int removed = expiry.remove(now);
            if (removed > 0) {
                Log.infof("the time of %d decisions was over, and they were removed", removed);
            }
            List<String> dropped = drop(now);
            if (!dropped.isEmpty()) {
                Log.infof("no decision was left in %s, which were dropped", dropped);
            }
            analyze();
        } catch (SQLException | RuntimeException e) {
            Log.warnf("the months of decisions could not be kept in order, which is tried again: %s", e.getMessage());
        }
    }

    /// Autovacuum looks at partitions only; joins are planned by what is known of the whole.
    private void analyze() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE decision");
        }
    }

    void makeAhead(Instant now, int ahead) throws SQLException {
        MONTHS.makeAhead(database, now, ahead);
    }

    List<String> drop(Instant now) throws SQLException {
        return MONTHS.dropEmpty(database, now, LATE);
    }
}
