package dev.redress.platform;

import io.agroal.api.AgroalPoolInterceptor;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// How long the database may say nothing before its connection counts as dead. A connection whose other side went away
/// without a word would hold a request, and the writer of decisions, for as long as TCP tries: a quarter of an hour.
///
/// Work that is known to take longer asks for more ({@link #during}); migrations at the start have no limit.
@Singleton
public class Patience implements AgroalPoolInterceptor {

    private static final ScopedValue<Duration> LONGER = ScopedValue.newInstance();

    private final Duration usual;
    private volatile boolean started;

    Patience(@ConfigProperty(name = "redress.database-patience") Duration usual) {
        this.usual = usual;
    }

    void start(@Observes @Priority(1) StartupEvent event) {
        started = true;
    }

    /// Runs what may keep the database busy for so long at a time. Connections must be taken within it.
    public static <T> T during(Duration longest, Callable<T> work) {
        return ScopedValue.where(LONGER, longest).call(() -> {
            try {
                return work.call();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    @Override
    public void onConnectionAcquire(Connection connection) {
        long millis = started ? LONGER.orElse(usual).toMillis() : 0; // 0: without a limit
        try {
            connection.setNetworkTimeout(Runnable::run, (int) millis);
        } catch (SQLException e) {
            // Dead already, which whoever asked for it is told by its first statement.
        }
    }
}
