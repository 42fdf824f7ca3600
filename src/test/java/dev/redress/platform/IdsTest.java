package dev.redress.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IdsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:30:00.123Z");

    @Test
    void areInOrderThoughOthersAreMadeForOtherTimesInBetween() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            ids.add(Ids.at(NOW).toString());
            Ids.at(NOW.plusMillis(i % 3));
        }
        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void areUuidsOfVersionSeven() {
        assertThat(Ids.at(NOW).version()).isEqualTo(7);
        assertThat(Ids.at(NOW).variant()).isEqualTo(2);
        assertThat(Ids.at(NOW).getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }
}
