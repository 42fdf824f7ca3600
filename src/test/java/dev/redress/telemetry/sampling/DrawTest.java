package dev.redress.telemetry.sampling;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class DrawTest {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");
    private static final Instant FIRST = NOW.minus(Duration.ofDays(1));
    private static final long HIGH = Threshold.ALL - 1;
    private static final long MIDDLE = Threshold.ALL / 2 + 1;

    private static final SamplingPolicy POLICY = SamplingFile.read("a test", """
            {"version": "9", "combination": "EQUALIZING", "drawAfter": "PT24H", "strata": [
              {"name": "credit", "decisionTypes": ["credit.*"], "probability": 1,
               "keep": {"amount": 10, "unit": "DAYS", "from": "WINDOW_END"}},
              {"name": "decided", "decided": true, "probability": 0.5, "keep": {"amount": 40, "unit": "DAYS", "from": "DECISION"}},
              {"name": "rest", "probability": 0.01, "keep": {"amount": 30, "unit": "DAYS", "from": "FIRST_SPAN"}}]}""".getBytes(UTF_8));

    private static final Stratum.Decided CREDIT = new Stratum.Decided("credit.card", true, true, "DE", FIRST, FIRST);
    private static final Stratum.Decided OTHER = new Stratum.Decided("status", false, false, "DE", FIRST, FIRST);

    @Test
    void aRunWithoutADecisionIsDrawn() {
        assertThat(look(run(HIGH))).isInstanceOfSatisfying(Draw.Kept.class, kept -> {
            assertThat(kept.as().weight()).isBetween(99.9, 100.1);
            assertThat(kept.lookAgainAt()).isEqualTo(FIRST.plus(Duration.ofDays(30)));
        });
        assertThat(look(run(MIDDLE)))
                .isInstanceOfSatisfying(
                        Draw.Gone.class, gone -> assertThat(gone.loss()).isEqualTo(Draw.Loss.NOT_DRAWN));
    }

    /// The union of two consistent samples is the one with the smaller threshold; the time is the longer of the two.
    @Test
    void ofSeveralDecisionsTheLargestProbabilityAndTheLongestTimeHold() {
        assertThat(look(run(1, CREDIT, OTHER))).isInstanceOfSatisfying(Draw.Kept.class, kept -> {
            assertThat(kept.as().stratum().name()).isEqualTo("credit");
            assertThat(kept.as().weight()).isEqualTo(1);
            assertThat(kept.as().keepUntil()).isEqualTo(FIRST.plus(Duration.ofDays(40)));
        });
    }

    @Test
    void aHoldKeepsWhatWasNotDrawnForItsCaseOnly() {
        Draw.Run held = new Draw.Run(FIRST, false, 1, null, null, List.of(OTHER), List.of(new Draw.Hold(null)), false);
        assertThat(look(held)).isInstanceOfSatisfying(Draw.Kept.class, kept -> {
            assertThat(kept.as().reason()).isEqualTo(Draw.Reason.HELD);
            assertThat(kept.as().weight()).isNull();
        });
        Draw.Run drawn =
                new Draw.Run(FIRST, false, HIGH, null, null, List.of(OTHER), List.of(new Draw.Hold(null)), false);
        assertThat(look(drawn))
                .isInstanceOfSatisfying(
                        Draw.Kept.class,
                        kept -> assertThat(kept.as().weight())
                                .as("it would have been drawn anyway")
                                .isEqualTo(2));
    }

    @Test
    void aHoldThatHasEndedHoldsNothing() {
        Draw.Run over = new Draw.Run(FIRST, false, 1, null, null, List.of(OTHER), List.of(new Draw.Hold(NOW)), false);
        assertThat(look(over)).isInstanceOf(Draw.Gone.class);
    }

    @Test
    void whatIsKeptIsLookedAtAgainWhileItIsHeld() {
        Instant later = NOW.plus(Duration.ofDays(100));
        Draw.Kept first = (Draw.Kept) look(run(HIGH, OTHER));
        Draw.Run again =
                new Draw.Run(FIRST, false, HIGH, null, first.as(), List.of(OTHER), List.of(new Draw.Hold(null)), false);
        assertThat(Draw.of(again, POLICY, later)).isInstanceOfSatisfying(Draw.Kept.class, kept -> {
            assertThat(kept.as()).isEqualTo(first.as());
            assertThat(kept.drawn()).isFalse();
            assertThat(kept.lookAgainAt()).isEqualTo(later.plus(Duration.ofDays(1)));
        });
        Draw.Run free = new Draw.Run(FIRST, false, HIGH, null, first.as(), List.of(OTHER), List.of(), false);
        assertThat(Draw.of(free, POLICY, later)).isInstanceOfSatisfying(Draw.Gone.class, gone -> {
            assertThat(gone.loss()).isEqualTo(Draw.Loss.EXPIRED);
            assertThat(gone.drawn()).isFalse();
        });
    }

    @Test
    void theSendersThresholdIsTakenIn() {
        Threshold quarter = Threshold.parsed("c");
        Draw.Run sampled = new Draw.Run(FIRST, false, HIGH, quarter, null, List.of(CREDIT), List.of(), false);
        assertThat(look(sampled))
                .isInstanceOfSatisfying(
                        Draw.Kept.class, kept -> assertThat(kept.as().weight()).isEqualTo(4));
        Draw.Run inconsistent = new Draw.Run(FIRST, false, 1, quarter, null, List.of(CREDIT), List.of(), false);
        assertThat(look(inconsistent))
                .isInstanceOfSatisfying(
                        Draw.Kept.class,
                        kept -> assertThat(kept.as().weight())
                                .as("what its own threshold rejects was not sampled by it")
                                .isNull());
    }

    private static Draw.Run run(long randomness, Stratum.Decided... decisions) {
        return new Draw.Run(FIRST, false, randomness, null, null, List.of(decisions), List.of(), false);
    }

    private static Draw.Fate look(Draw.Run run) {
        return Draw.of(run, POLICY, NOW);
    }
}
