package dev.redress.telemetry.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.platform.SettingsFile;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// 200,000 synthetic runs with 0.2 % errors, a hundred times: what the sample says holds within its intervals as often
/// as
/// they promise, and no longer when the weights are off.
class EstimateTest {

    private static final int SEEDS = 100;
    private static final int RUNS = 200_000;
    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    /// Of 100 intervals of 95 % more than 12 miss with probability 0.0015.
    private static final int MISSES = 12;

    private static final SamplingPolicy SHIPPED = SamplingFile.read(
            "sampling-policy.json",
            SettingsFile.bytes(Optional.empty(), "redress.sampling-policy", "sampling-policy.json"));

    /// Errors are nothing special here: they are drawn like all others.
    private static final SamplingPolicy PLAIN = policy("""
            {"version": "plain", "combination": "%s", "drawAfter": "PT24H", "strata": [
              {"name": "decided", "decided": true, "probability": 0.3, "keep": {"amount": 1, "unit": "MONTHS", "from": "DECISION"}},
              {"name": "rest", "probability": 0.05, "keep": {"amount": 1, "unit": "MONTHS", "from": "FIRST_SPAN"}}]}""".formatted("EQUALIZING"));

    private static final SamplingPolicy PROPORTIONAL = policy(PLAIN.body().replace("EQUALIZING", "PROPORTIONAL"));

    /// @param head with which probability senders sample half of the runs; 0 for none
    private record Drawing(SamplingPolicy policy, double head, int seed) {}

    /// The control weighs the same draws otherwise.
    private static final Map<Drawing, Sent> SENT = new ConcurrentHashMap<>();

    private record Missed(int runs, int spans, int failed) {
        boolean isPromised() {
            return runs <= MISSES && spans <= MISSES && failed <= MISSES;
        }
    }

    @Test
    void holdsByTheShippedPolicy() {
        assertThat(missed(SHIPPED, 0, 1)).matches(Missed::isPromised);
    }

    @Test
    void holdsWhenErrorsAreDrawnLikeAllOthers() {
        assertThat(missed(PLAIN, 0, 1)).matches(Missed::isPromised);
    }

    @Test
    void holdsWhenSendersSampleToo() {
        assertThat(missed(PLAIN, 0.25, 1)).matches(Missed::isPromised);
        assertThat(missed(PROPORTIONAL, 0.25, 1)).matches(Missed::isPromised);
    }

    /// The control: the same draws, weighed as if the probabilities were a tenth larger.
    @Test
    void failsWhenTheWeightsAreOff() {
        Missed shipped = missed(SHIPPED, 0, 1.1);
        assertThat(shipped.runs()).isGreaterThan(80);
        assertThat(shipped.spans()).isGreaterThan(80);
        assertThat(shipped.failed()).isGreaterThan(80);
        assertThat(missed(PLAIN, 0, 1.1).runs()).isGreaterThan(80);
        assertThat(missed(PLAIN, 0.25, 1.1).runs()).isGreaterThan(80);
    }

    /// @param head  with which probability senders sample half of the runs; 0 for none
    /// @param wrong what weights are divided by
    private static Missed missed(SamplingPolicy policy, double head, double wrong) {
        int runs = 0;
        int spans = 0;
        int failed = 0;
        List<Sent> all = IntStream.rangeClosed(1, SEEDS)
                .parallel()
                .mapToObj(seed -> SENT.computeIfAbsent(new Drawing(policy, head, seed), Sent::by))
                .toList();
        for (Sent sent : all) {
            List<Estimate.Group> groups = sent.groups(wrong);
            runs += isIn(sent.runs, Estimate.runs(groups)) ? 0 : 1;
            spans += isIn(sent.spans, Estimate.spans(groups)) ? 0 : 1;
            Estimate.Share share = Estimate.failed(groups);
            double truth = (double) sent.failed / sent.runs;
            failed += truth >= share.low() && truth <= share.high() ? 0 : 1;
        }
        return new Missed(runs, spans, failed);
    }

    private static boolean isIn(long truth, Estimate.Total total) {
        return truth >= total.low() && truth <= total.high();
    }

    private record Kind(double weight, boolean failed) {}

    /// All runs of one seed, and what was kept of them.
    private static final class Sent {
        private long runs;
        private long spans;
        private long failed;
        private final Map<Kind, double[]> kept =
                new TreeMap<>(java.util.Comparator.comparing(Kind::weight).thenComparing(Kind::failed));

        static Sent by(Drawing drawing) {
            SplittableRandom random = new SplittableRandom(drawing.seed());
            Threshold headThreshold = drawing.head() == 0 ? null : Threshold.of(drawing.head());
            Stratum.Decided favourable =
                    new Stratum.Decided("status.report", false, false, "DE", NOW.minusSeconds(90_000), NOW);
            Sent sent = new Sent();
            for (int i = 0; i < RUNS; i++) {
                boolean isDecided = random.nextInt(5) == 0;
                boolean hasFailed = random.nextInt(500) == 0;
                int size = 5 + random.nextInt(100) * (hasFailed ? 3 : 1);
                long randomness = random.nextLong() >>> 8;
                sent.runs++;
                sent.spans += size;
                sent.failed += hasFailed ? 1 : 0;
                boolean sampled = headThreshold != null && i % 2 == 0;
                if (sampled && !headThreshold.keeps(randomness)) {
                    continue; // never sent
                }
                Draw.Run run = new Draw.Run(
                        NOW.minusSeconds(90_000),
                        hasFailed,
                        randomness,
                        sampled ? headThreshold : null,
                        null,
                        isDecided ? List.of(favourable) : List.of(),
                        List.of(),
                        false);
                if (Draw.of(run, drawing.policy(), NOW) instanceof Draw.Kept keptRun) {
                    double[] sums = sent.kept.computeIfAbsent(
                            new Kind(keptRun.as().weight(), hasFailed), kind -> new double[3]);
                    sums[0]++;
                    sums[1] += size;
                    sums[2] += (double) size * size;
                }
            }
            return sent;
        }

        List<Estimate.Group> groups(double wrong) {
            List<Estimate.Group> groups = new ArrayList<>();
            kept.forEach((kind, sums) -> groups.add(new Estimate.Group(
                    kind.weight() == 1 ? 1 : kind.weight() / wrong,
                    kind.failed(),
                    (long) sums[0],
                    (long) sums[1],
                    sums[2])));
            return groups;
        }
    }

    @Test
    void saysHowFarASampleTells() {
        List<Estimate.Group> even = List.of(new Estimate.Group(10, false, 100, 100, 100));
        assertThat(Estimate.failed(even).effectiveN()).isEqualTo(100);
        assertThat(Estimate.failed(even).low()).isZero();
        assertThat(Estimate.failed(even).high()).isBetween(0.03, 0.04);
        List<Estimate.Group> uneven =
                List.of(new Estimate.Group(1, true, 100, 100, 100), new Estimate.Group(99, false, 100, 100, 100));
        assertThat(Estimate.failed(uneven).effectiveN()).isBetween(102.0, 102.1);
        assertThat(Estimate.runs(List.of(new Estimate.Group(1, true, 7, 7, 7)))).isEqualTo(new Estimate.Total(7, 7, 7));
    }

    private static SamplingPolicy policy(String json) {
        return SamplingFile.read("a test", json.getBytes(StandardCharsets.UTF_8));
    }
}
