package dev.redress.insight;

import dev.redress.platform.Wilson;
import java.util.List;

/// The share of wrong ones among all, from those that were looked at with a known probability: each stands for one over
/// that many (Hájek 1971).
///
/// @param n             looked at
/// @param effectiveN    how many of a plain random sample would tell as much (Kish): the square of the sum of weights
///                      over the sum of their squares
/// @param standardError of the stratified estimate, with the correction for finite strata
/// @param interval      Wilson's, for `effectiveN`: wide rather than empty where nothing wrong was found
record Hajek(long n, double effectiveN, double estimate, double standardError, Wilson interval) {

    /// The largest variance that something with two values can have, where one alone tells of none.
    private static final double UNKNOWN_VARIANCE = 0.25;

    /// Those that were looked at with the same probability.
    record Stratum(double probability, long n, long wrong) {

        double stoodFor() {
            return n / probability;
        }

        /// Of the sum of wrong ones in the stratum.
        double variance() {
            double share = (double) wrong / n;
            double spread = n > 1 ? share * (1 - share) * n / (n - 1) : UNKNOWN_VARIANCE;
            return stoodFor() * stoodFor() * (1 - probability) * spread / n;
        }
    }

    /// @param strata at least one, each with at least one
    static Hajek of(List<Stratum> strata) {
        double all = strata.stream().mapToDouble(Stratum::stoodFor).sum();
        double wrong =
                strata.stream().mapToDouble(s -> s.wrong() / s.probability()).sum();
        double squares = strata.stream()
                .mapToDouble(s -> s.n() / (s.probability() * s.probability()))
                .sum();
        double variance = strata.stream().mapToDouble(Stratum::variance).sum();
        double estimate = wrong / all;
        double effective = all * all / squares;
        return new Hajek(
                strata.stream().mapToLong(Stratum::n).sum(),
                effective,
                estimate,
                Math.sqrt(variance) / all,
                Wilson.of(estimate, effective));
    }
}
