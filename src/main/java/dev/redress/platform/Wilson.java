package dev.redress.platform;

/// Wilson's 95 % score interval of a share (1927), without continuity correction. It stays within 0 and 1 and is not
/// empty when nothing, or everything, was found.
public record Wilson(double low, double high) {

    /// The 97.5 % quantile of the normal distribution.
    public static final double Z = 1.959963984540054;

    /// @param n how many the share is of; over 0, not always a whole number
    public static Wilson of(double share, double n) {
        double square = Z * Z;
        double centre = (share + square / (2 * n)) / (1 + square / n);
        double half = Z * Math.sqrt(share * (1 - share) / n + square / (4 * n * n)) / (1 + square / n);
        return new Wilson(share == 0 ? 0 : Math.max(0, centre - half), share == 1 ? 1 : Math.min(1, centre + half));
    }
}
