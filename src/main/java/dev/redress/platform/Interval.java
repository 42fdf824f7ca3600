package dev.redress.platform;

/// An interval that holds the true value in 95 of 100 cases.
public record Interval(double low, double high) {

    /// Fewer than this are too few to say anything of a share.
    public static final int FEW = 20;

    /// The 97.5 % quantile of the normal distribution.
    public static final double Z = 1.959963984540054;

    /// Wilson's score interval of a share (Wilson 1927), without continuity correction.
    ///
    /// @param of at least 1
    public static Interval wilson(long some, long of) {
        double share = some / (double) of;
        double weight = 1 + Z * Z / of;
        double centre = (share + Z * Z / (2.0 * of)) / weight;
        double half = Z * Math.sqrt(share * (1 - share) / of + Z * Z / (4.0 * of * of)) / weight;
        return new Interval(some == 0 ? 0 : Math.max(0, centre - half), some == of ? 1 : Math.min(1, centre + half));
    }
}
