package dev.redress.feedback.gate;

import dev.redress.platform.Interval;

/// A share with its 95 % interval. Of nothing there is no share: the numbers are null then, never zero.
///
/// @param low  lower end of {@link Interval#wilson}
/// @param high its upper end
public record Rate(long right, long n, Double share, Double low, Double high) {

    static Rate of(long right, long n) {
        if (n == 0) {
            return new Rate(0, 0, null, null, null);
        }
        Interval interval = Interval.wilson(right, n);
        return new Rate(right, n, right / (double) n, interval.low(), interval.high());
    }
}
