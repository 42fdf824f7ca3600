package dev.redress.remedy.webhook;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// When to try again: after the next wait of the list, spread by a fifth so that receivers that come back are not met
/// by everybody at once, and never before the time that the receiver asks for.
record BackOff(List<Duration> waits, RandomGenerator random) {

    private static final double SPREAD = 0.2;

    /// A receiver cannot put us off for longer.
    private static final Duration LONGEST = Duration.ofDays(1);

    /// @param tries how many there were; empty after the last
    /// @param retryAfter the receiver's header of that name, null for none
    Optional<Instant> next(int tries, String retryAfter, Instant now) {
        if (tries > waits.size()) {
            return Optional.empty();
        }
        double factor = 1 + SPREAD * (2 * random.nextDouble() - 1);
        Instant ours = now.plusMillis(Math.round(waits.get(tries - 1).toMillis() * factor));
        Instant theirs = asked(retryAfter, now);
        return Optional.of(theirs.isAfter(ours) ? theirs : ours);
    }

    /// Seconds or a date (RFC 9110 section 10.2.3).
    private static Instant asked(String retryAfter, Instant now) {
        if (retryAfter == null) {
            return now;
        }
        String text = retryAfter.trim();
        Instant latest = now.plus(LONGEST);
        try {
            Instant asked = text.matches("[0-9]{1,9}")
                    ? now.plusSeconds(Long.parseLong(text))
                    : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant();
            return asked.isAfter(latest) ? latest : asked;
        } catch (DateTimeException e) {
            return now;
        }
    }
}
