package dev.redress;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;

/// The time of the service under test: the real one, until a test moves it ahead. `Moved` puts it back at its end.
@ApplicationScoped
public class StoppableClock {

    private static volatile Duration ahead = Duration.ZERO;

    /// Moves the time ahead until it is closed.
    public static Moved ahead(Duration by) {
        ahead = by;
        return () -> ahead = Duration.ZERO;
    }

    public interface Moved extends AutoCloseable {
        @Override
        void close();
    }

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return Instant.now().plus(ahead).truncatedTo(ChronoUnit.MICROS);
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }
}
