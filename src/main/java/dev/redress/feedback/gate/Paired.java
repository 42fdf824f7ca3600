package dev.redress.feedback.gate;

import org.apache.commons.statistics.inference.BinomialTest;

/// The same cases decided twice: by the agent then, and by the candidate now.
///
/// @param fixed  wrong then, right now
/// @param broken right then, wrong now
public record Paired(long bothRight, long fixed, long broken, long bothWrong) {

    /// The candidate's share of right ones minus the agent's, with its 95 % interval; all null when there are no cases.
    public record Difference(Double value, Double low, Double high) {}

    long n() {
        return bothRight + fixed + broken + bothWrong;
    }

    Rate then() {
        return Rate.of(bothRight + broken, n());
    }

    Rate now() {
        return Rate.of(bothRight + fixed, n());
    }

    /// McNemar's exact two-sided p: how likely the flips are so uneven, or more so, if the candidate is neither better
    /// nor worse. 1 when nothing flipped.
    double p() {
        long flipped = fixed + broken;
        return flipped == 0
                ? 1
                : BinomialTest.withDefaults()
                        .test(Math.toIntExact(flipped), Math.toIntExact(broken), 0.5)
                        .getPValue();
    }

    /// Newcombe's hybrid score interval for paired shares (Statistics in Medicine 17, 1998, p. 2635, method 10).
    Difference difference() {
        if (n() == 0) {
            return new Difference(null, null, null);
        }
        return interval(now(), then(), phi());
    }

    /// The hybrid interval of two shares that go together by `phi`; with 0 it is the one for two separate samples.
    static Difference interval(Rate one, Rate two, double phi) {
        double value = one.share() - two.share();
        double down1 = one.share() - one.low();
        double up1 = one.high() - one.share();
        double down2 = two.share() - two.low();
        double up2 = two.high() - two.share();
        double down = Math.sqrt(Math.max(0, down1 * down1 - 2 * phi * down1 * up2 + up2 * up2));
        double up = Math.sqrt(Math.max(0, up1 * up1 - 2 * phi * up1 * down2 + down2 * down2));
        return new Difference(value, value - down, value + up);
    }

    /// How far the two go together, with the paper's correction of a positive value towards 0.
    private double phi() {
        double product =
                (double) (bothRight + fixed) * (broken + bothWrong) * (bothRight + broken) * (fixed + bothWrong);
        if (product == 0) {
            return 0;
        }
        double cross = (double) bothRight * bothWrong - (double) fixed * broken;
        double corrected = cross > 0 ? Math.max(0, cross - n() / 2.0) : cross;
        return corrected / Math.sqrt(product);
    }
}
