package dev.redress.feedback.gate;

/// A share with its 95 % interval. Of nothing there is no share: the numbers are null then, never zero.
///
/// @param low  lower end of Wilson's score interval (Wilson 1927), without continuity correction
/// @param high its upper end
public record Rate(long right, long n, Double share, Double low, Double high) {

    /// The 97.5 % quantile of the normal distribution.
    static final double Z = 1.959963984540054;

    static Rate of(long right, long n) {
        if (n == 0) {
            return new Rate(0, 0, null, null, null);
        }
        double share = right / (double) n;
        double square = Z * Z;
        double centre = (share + square / (2.0 * n)) / (1 + square / n);
        double half = Z * Math.sqrt(share * (1 - share) / n + square / (4.0 * n * n)) / (1 + square / n);
        return new Rate(
                right,
                n,
                share,
                right == 0 ? 0 : Math.max(0, centre - half),
                right == n ? 1 : Math.min(1, centre + half));
    }
}
