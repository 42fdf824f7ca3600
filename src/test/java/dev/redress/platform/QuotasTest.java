package dev.redress.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redress.Together;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuotasTest {

    private static final int MOST = 5_000;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-25T10:00:00Z"));
    private final Quotas quotas = new Quotas("test", Limit.parse("10/PT1M"), MOST, new Clock() {
        @Override
        public Instant instant() {
            return now.get();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

    @Test
    void letsThroughWhatTheLimitSaysAndThenNothing() {
        for (int left = 9; left >= 0; left--) {
            Quota quota = quotas.take("a");
            assertThat(quota.within()).isTrue();
            assertThat(quota.left()).isEqualTo(left);
        }
        assertThat(quotas.take("a").within()).isFalse();
        assertThat(quotas.take("b").within()).isTrue();
    }

    @Test
    void afterTheTimeItNamesOneMoreIsLetThrough() {
        use("a", 10);
        Quota none = quotas.take("a");
        assertThat(none.pause()).isEqualTo(Duration.ofSeconds(6));
        assertThat(none.fields())
                .containsEntry("RateLimit-Policy", "\"test\";q=10;w=60")
                .containsEntry("RateLimit", "\"test\";r=0;t=6");
        now.updateAndGet(time -> time.plusMillis(5_999));
        assertThat(quotas.take("a").within()).isFalse();
        now.updateAndGet(time -> time.plusMillis(1));
        assertThat(quotas.take("a").within()).isTrue();
        assertThat(quotas.take("a").within()).isFalse();
    }

    @Test
    void lookingTakesNothing() {
        assertThat(quotas.look("a").left()).isEqualTo(10);
        use("a", 7);
        assertThat(quotas.look("a"))
                .isEqualTo(quotas.look("a"))
                .extracting(Quota::left, Quota::reset)
                .containsExactly(3L, Duration.ofSeconds(42));
        use("a", 3);
        assertThat(quotas.look("a"))
                .extracting(Quota::within, Quota::retryAfter)
                .containsExactly(false, 6L);
    }

    @Test
    void manyAtOnceAreCountedOneByOne() throws Exception {
        List<Boolean> answers = Together.call(64, i -> quotas.take("a").within());
        assertThat(answers).filteredOn(within -> within).hasSize(10);
    }

    @Test
    void aHundredThousandAddressesDoNotOutgrowTheMemory() {
        for (int i = 0; i < 100_000; i++) {
            quotas.take(Network.of("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255)));
            assertThat(quotas.kept()).isLessThanOrEqualTo(MOST);
        }
        assertThat(quotas.kept()).isGreaterThan(MOST / 2);
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.7, 192.0.2.7",
        "::ffff:192.0.2.7, 192.0.2.7",
        "2001:db8:1:2:3:4:5:6, 20010db800010002/64",
        "2001:DB8:1:2::, 20010db800010002/64",
        "2001:db8:1:3::, 20010db800010003/64",
        "[2001:db8:1:2::9], 20010db800010002/64",
        "fe80::1%eth0, fe80000000000000/64",
        "library.example, library.example",
        ", unknown"
    })
    void anAddressIsCountedByItsNetwork(String host, String network) {
        assertThat(Network.of(host)).isEqualTo(network);
    }

    @Test
    void aLimitIsReadAsItIsWritten() {
        assertThat(Limit.parse("600/PT1M")).isEqualTo(new Limit(600, Duration.ofMinutes(1)));
        assertThat(Limit.parse("3/P1D")).hasToString("3/PT24H");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "600", "0/PT1M", "-1/PT1M", "600/PT0S", "600/P400D", "600/minute", "1e3/PT1M"})
    void whatIsNoLimitIsRefused(String text) {
        assertThatThrownBy(() -> Limit.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private void use(String key, int times) {
        for (int i = 0; i < times; i++) {
            quotas.take(key);
        }
    }
}
