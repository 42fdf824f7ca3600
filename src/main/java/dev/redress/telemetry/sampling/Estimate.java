package dev.redress.telemetry.sampling;

import dev.redress.platform.Wilson;
import java.util.List;

/// What the runs that were kept say of all that were sent: each counts with its weight (Horvitz and Thompson
/// 1952). Each run is drawn on its own, so variances are those of Poisson sampling.
final class Estimate {

    /// Runs with the same weight.
    ///
    /// @param weight       at least 1
    /// @param spansSquared the sum of the squares of the runs' spans
    record Group(double weight, boolean failed, long runs, long spans, double spansSquared) {

        /// Of the estimated sum of what has this sum of squares.
        private double variance(double squares) {
            return weight * (weight - 1) * squares;
        }
    }

    /// @param low  the lower end of the 95 % interval, never below what was seen
    record Total(double estimate, double low, double high) {

        static Total of(double estimate, double variance, double seen) {
            double half = Wilson.Z * Math.sqrt(variance);
            return new Total(estimate, Math.max(seen, estimate - half), estimate + half);
        }
    }

    /// A share of all runs.
    ///
    /// @param effectiveN how many of a plain random sample would tell as much: of the weights alone (Kish)
    record Share(long n, double effectiveN, double estimate, double low, double high) {}

    private Estimate() {}

    static Total runs(List<Group> groups) {
        return Total.of(
                sum(groups, one -> one.weight() * one.runs()),
                sum(groups, one -> one.variance(one.runs())),
                sum(groups, Group::runs));
    }

    static Total spans(List<Group> groups) {
        return Total.of(
                sum(groups, one -> one.weight() * one.spans()),
                sum(groups, one -> one.variance(one.spansSquared())),
                sum(groups, Group::spans));
    }

    /// The share of failed runs: Hájek's ratio, its variance by linearization, and Wilson's interval for the
    /// sample size that has this variance. Where nothing, or everything, failed the variance tells nothing,
    /// and Kish's size is used.
    ///
    /// @param groups at least one run
    static Share failed(List<Group> groups) {
        double all = sum(groups, one -> one.weight() * one.runs());
        double share = sum(groups, one -> one.failed() ? one.weight() * one.runs() : 0) / all;
        double kish = all * all / sum(groups, one -> one.weight() * one.weight() * one.runs());
        double variance = sum(groups, one -> {
                    double off = (one.failed() ? 1 : 0) - share;
                    return one.variance(one.runs() * off * off);
                })
                / (all * all);
        double size = variance > 0 && share > 0 && share < 1 ? share * (1 - share) / variance : kish;
        Wilson interval = Wilson.of(share, size);
        return new Share((long) sum(groups, Group::runs), kish, share, interval.low(), interval.high());
    }

    private static double sum(List<Group> groups, java.util.function.ToDoubleFunction<Group> of) {
        return groups.stream().mapToDouble(of).sum();
    }
}
