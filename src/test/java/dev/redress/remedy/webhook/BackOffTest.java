package dev.redress.remedy.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BackOffTest {

    private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

    private final BackOff backOff =
            new BackOff(List.of(Duration.ofSeconds(10), Duration.ofHours(1)), RandomGenerator.getDefault());

    @Test
    void isSpreadByAFifth() {
        for (int i = 0; i < 100; i++) {
            assertThat(backOff.next(1, null, NOW).orElseThrow()).isBetween(NOW.plusSeconds(8), NOW.plusSeconds(12));
        }
    }

    @Test
    void endsAfterTheLastWait() {
        assertThat(backOff.next(2, null, NOW)).isPresent();
        assertThat(backOff.next(3, null, NOW)).isEmpty();
    }

    @Test
    void isNeverSoonerThanAskedAndNeverLongerThanADay() {
        assertThat(backOff.next(1, "120", NOW)).contains(NOW.plusSeconds(120));
        assertThat(backOff.next(1, "Wed, 25 Nov 2026 11:00:00 GMT", NOW)).contains(NOW.plusSeconds(3_600));
        assertThat(backOff.next(1, "999999999", NOW)).contains(NOW.plusSeconds(86_400));
        assertThat(backOff.next(1, "soon", NOW).orElseThrow()).isBefore(NOW.plusSeconds(13));
        assertThat(backOff.next(2, "1", NOW).orElseThrow()).isAfter(NOW.plusSeconds(2_800));
    }
}
