package dev.redress.telemetry.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.contrib.sampler.consistent56.ConsistentSampler;
import io.opentelemetry.contrib.sampler.consistent56.ConsistentSamplingUtil;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTest {

    @ParameterizedTest
    @CsvSource({
        "1, 0, 1",
        "0.5, 8, 2",
        "0.25, c, 4",
        "0.125, e, 8",
        "0.01, fd70a4, 100",
        "0.1, e6666, 10",
        "0.001, ffbe76d, 1000",
        "0.75, 4, 1.333333"
    })
    void isWrittenAndWeighedByTheSpecification(double probability, String th, double weight) {
        Threshold threshold = Threshold.of(probability);
        assertThat(threshold.th()).isEqualTo(th);
        assertThat(threshold.adjustedCount()).isCloseTo(weight, within(weight * 1e-4));
        assertThat(Threshold.parsed(th)).isEqualTo(threshold);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fffffffffffffff", "FD70A4", "g", "-1", "0x1"})
    void isNotReadFromNonsense(String th) {
        assertThat(Threshold.parsed(th)).isNull();
        assertThat(Threshold.parsed(null)).isNull();
    }

    @Test
    void randomnessIsTheEndOfTheTraceIdUnlessSaid() {
        String traceId = "4bf92f3577b34da6a3ce929d0e0e4736";
        assertThat(Threshold.randomness(traceId, null)).isEqualTo(0xce929d0e0e4736L);
        assertThat(Threshold.randomness(traceId, "0000000000000a")).isEqualTo(10);
        assertThat(Threshold.randomness(traceId, "0a")).isEqualTo(0xce929d0e0e4736L);
    }

    @ParameterizedTest
    @CsvSource({
        "'ot=th:c;rv:0123456789abcd', c, 0123456789abcd",
        "'vendor=1, ot=rv:0123456789abcd;x:1;th:0', 0, 0123456789abcd",
        "'ot=th:zz', ,",
        "'other=th:c', ,",
        "'', ,"
    })
    void isReadFromTheTraceState(String header, String th, String rv) {
        TraceState state = TraceState.of(header);
        assertThat(state.th()).isEqualTo(Threshold.parsed(th));
        assertThat(state.rv()).isEqualTo(rv);
    }

    @ParameterizedTest
    @CsvSource({"c, 8, c, e", "8, c, c, e", "0, c, c, c", "c, 0, c, c", "fd70a4, fd70a4, fd70a4, fff9724"})
    void combinesWithTheSendersOwn(String head, String ours, String equalizing, String proportional) {
        Threshold a = Threshold.parsed(head);
        Threshold b = Threshold.parsed(ours);
        assertThat(Combination.EQUALIZING.of(a, b).th()).isEqualTo(equalizing);
        Threshold product = Combination.PROPORTIONAL.of(a, b);
        assertThat(product.probability()).isCloseTo(a.probability() * b.probability(), within(1e-12));
        assertThat(product.th()).startsWith(proportional);
        assertThat(product.value()).isGreaterThanOrEqualTo(Math.max(a.value(), b.value()));
    }

    /// The samplers of OpenTelemetry's contrib project, at the head, and our reading of what they say.
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.37, 0.5, 1})
    void agreesWithTheSamplersOfOpenTelemetry(double probability) {
        ConsistentSampler sampler = ConsistentSampler.probabilityBased(probability);
        SplittableRandom random = new SplittableRandom(7);
        double weights = 0;
        int kept = 0;
        int runs = 50_000;
        for (int i = 0; i < runs; i++) {
            String traceId = "%016x%016x".formatted(random.nextLong() | 1, random.nextLong());
            SamplingResult result = sampler.shouldSample(
                    Context.root(), traceId, "run", SpanKind.INTERNAL, Attributes.empty(), List.of());
            if (result.getDecision() == SamplingDecision.RECORD_AND_SAMPLE) {
                String header = "ot="
                        + result.getUpdatedTraceState(io.opentelemetry.api.trace.TraceState.getDefault())
                                .get("ot");
                TraceState state = TraceState.of(header);
                assertThat(state.th().keeps(Threshold.randomness(traceId, state.rv())))
                        .as(header)
                        .isTrue();
                assertThat(state.th().adjustedCount())
                        .isCloseTo(
                                ConsistentSamplingUtil.calculateAdjustedCount(
                                        state.th().value()),
                                within(1e-9))
                        .isCloseTo(1 / probability, within(1e-3 / probability));
                assertThat(state.th().value())
                        .isCloseTo(Threshold.of(probability).value(), within(1L << 35));
                weights += state.th().adjustedCount();
                kept++;
            }
        }
        double error = Math.sqrt(runs * (1 - probability) / probability);
        assertThat(kept).isPositive();
        assertThat(weights).isCloseTo(runs, within(4 * error + 1e-6));
    }
}
