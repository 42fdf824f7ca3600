package dev.redress.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.redress.platform.Wilson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The published examples of each formula.
class EstimatesKnownAnswersTest {

    @ParameterizedTest
    @CsvSource({
        "0, 10, 0, 0.27753279986289",
        "3, 20, 0.052369, 0.360419",
        "18, 60, 0.198982, 0.425087",
        "10, 10, 0.722467, 1"
    })
    void wilson(int found, int n, double low, double high) {
        Wilson interval = Wilson.of((double) found / n, n);
        assertThat(interval.low()).isCloseTo(low, within(1e-6));
        assertThat(interval.high()).isCloseTo(high, within(1e-6));
    }

    /// A thousand adverse decisions, 100 appealed with 30 overturned, 45 of the others audited at 1 in 20 with 3 wrong.
    @Test
    void hajek() {
        Hajek found = Hajek.of(List.of(new Hajek.Stratum(1, 100, 30), new Hajek.Stratum(0.05, 45, 3)));
        assertThat(found.estimate()).isCloseTo(0.09, within(1e-9));
        assertThat(found.standardError()).isCloseTo(0.032987600976455, within(1e-9));
        assertThat(found.effectiveN()).isCloseTo(55.24861878453, within(1e-9));
        assertThat(found.n()).isEqualTo(145);
        assertThat(found.interval().low()).isBetween(0.0, 0.09);
        assertThat(found.interval().high()).isBetween(0.09, 0.3);
    }

    @Test
    void hajekIsNeverSureThatNothingIsWrong() {
        Hajek found = Hajek.of(List.of(new Hajek.Stratum(0.1, 40, 0)));
        assertThat(found.estimate()).isZero();
        assertThat(found.interval().high()).isGreaterThan(0.05);
    }

    /// Three coders, fifteen units.
    @Test
    void krippendorff() {
        Integer[] a = {null, null, null, null, null, 3, 4, 1, 2, 1, 1, 3, 3, null, 3};
        Integer[] b = {1, null, 2, 1, 3, 3, 4, 3, null, null, null, null, null, null, null};
        Integer[] c = {null, null, 2, 1, 3, 4, 4, null, 2, 1, 1, 3, 3, null, 4};
        List<List<String>> units = new ArrayList<>();
        for (int i = 0; i < a.length; i++) {
            units.add(Arrays.asList(text(a[i]), text(b[i]), text(c[i])));
        }
        Alpha alpha = Alpha.of(units);
        assertThat(alpha.value()).isCloseTo(0.69135802469136, within(1e-9));
        assertThat(alpha.pairable()).isEqualTo(26);
        assertThat(alpha.low()).isLessThan(alpha.value());
        assertThat(alpha.high()).isBetween(alpha.value(), 1.0);
        assertThat(Alpha.of(units)).as("the same whoever computes it").isEqualTo(alpha);
    }

    @Test
    void krippendorffSaysNothingWhereNothingCouldDisagree() {
        assertThat(Alpha.of(List.of()).value()).isNull();
        assertThat(Alpha.of(IntStream.range(0, 30)
                                .mapToObj(_ -> List.of("UPHELD", "UPHELD"))
                                .toList())
                        .value())
                .isNull();
    }

    private static String text(Integer value) {
        return value == null ? null : String.valueOf(value);
    }
}
