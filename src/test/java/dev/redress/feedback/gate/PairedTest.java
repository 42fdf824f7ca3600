package dev.redress.feedback.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

public class PairedTest {

    private static final Offset<Double> CLOSE = Offset.offset(1e-9);

    @ParameterizedTest
    @CsvSource({
        "0, 10, 0, 0.27753279986289",
        "3, 20, 0.052368745896217, 0.36041886474076",
        "18, 60, 0.19898166138769, 0.42508707946914",
        "10, 10, 0.72246720013711, 1"
    })
    void aShareHasWilsonsInterval(long right, long n, double low, double high) {
        Rate rate = Rate.of(right, n);
        assertThat(rate.low()).isCloseTo(low, CLOSE);
        assertThat(rate.high()).isCloseTo(high, CLOSE);
    }

    @Test
    void ofNothingThereIsNoShare() {
        assertThat(Rate.of(0, 0)).isEqualTo(new Rate(0, 0, null, null, null));
        assertThat(new Paired(0, 0, 0, 0).difference()).isEqualTo(new Paired.Difference(null, null, null));
        assertThat(new Paired(0, 0, 0, 0).p()).isEqualTo(1);
    }

    @Test
    void sharesThatDoNotGoTogetherHaveNewcombesInterval() {
        Paired.Difference difference = Paired.interval(Rate.of(18, 60), Rate.of(9, 75), 0);
        assertThat(difference.value()).isCloseTo(0.18, CLOSE);
        assertThat(difference.low()).isCloseTo(0.042964244052397, CLOSE);
        assertThat(difference.high()).isCloseTo(0.31687362462803, CLOSE);
    }

    @Test
    void casesDecidedAlikeNarrowTheInterval() {
        Paired paired = new Paired(60, 10, 5, 25);
        Paired.Difference apart = Paired.interval(paired.now(), paired.then(), 0);
        Paired.Difference together = paired.difference();
        assertThat(together.value()).isCloseTo(0.05, CLOSE);
        assertThat(together.high() - together.low()).isLessThan(apart.high() - apart.low());
        assertThat(new Paired(60, 5, 10, 25).difference().value()).isCloseTo(-0.05, CLOSE);
    }

    @ParameterizedTest
    @CsvSource({"9, 21", "21, 9", "0, 5", "5, 5", "0, 1", "1, 8", "40, 70"})
    void unevenFlipsHaveMcNemarsExactP(int fixed, int broken) {
        assertThat(new Paired(100, fixed, broken, 3).p()).isCloseTo(exactly(fixed, broken), CLOSE);
    }

    /// Twice the lower tail of fair coins, at most 1, in whole numbers.
    public static double exactly(int fixed, int broken) {
        int n = fixed + broken;
        BigInteger tail = BigInteger.ZERO;
        BigInteger choose = BigInteger.ONE;
        for (int k = 0; k <= Math.min(fixed, broken); k++) {
            tail = tail.add(choose);
            choose = choose.multiply(BigInteger.valueOf(n - k)).divide(BigInteger.valueOf(k + 1));
        }
        return Math.min(
                1,
                new BigDecimal(tail.shiftLeft(1))
                        .divide(new BigDecimal(BigInteger.ONE.shiftLeft(n)), MathContext.DECIMAL64)
                        .doubleValue());
    }
}
