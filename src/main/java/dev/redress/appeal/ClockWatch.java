package dev.redress.appeal;

import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// When somebody has to be told that a deadline comes near: when a share of its time is left, but a least time before.
@Singleton
class ClockWatch {

    private final double share;
    private final Duration least;

    ClockWatch(
            @ConfigProperty(name = "redress.escalation.share") double share,
            @ConfigProperty(name = "redress.escalation.least") Duration least) {
        if (!(share >= 0 && share <= 1) || least.isNegative()) {
            throw new ConfigurationException(
                    "redress.escalation.share is a share from 0 to 1, redress.escalation.least a duration.");
        }
        this.share = share;
        this.least = least;
    }

    /// The next moment at which the keeper has to look; null when there is nothing to wait for.
    Instant next(CaseClock clock) {
        if (!clock.isRunning() || clock.isPaused() || clock.breachedAt() != null) {
            return null;
        }
        return near(clock.startedAt(), clock.dueAt());
    }

    Instant near(Instant start, Instant due) {
        Duration left = Duration.ofMillis((long) (Duration.between(start, due).toMillis() * share));
        Instant near = due.minus(left.compareTo(least) > 0 ? left : least);
        return near.isBefore(start) ? start : near;
    }
}
