package dev.redress.review.quality;

/// How many a day, from a count of some days, with its 95 % interval. Fewer than enough give no rate: the numbers are
/// null then, never zero.
///
/// @param low  lower end, by the square root that evens out the variance of a Poisson count (Bartlett 1936)
/// @param high upper end
public record DailyRate(long n, int days, Double perDay, Double low, Double high) {

    /// As few as tell something.
    static final int ENOUGH = 20;

    private static final double Z = 1.959963984540054;

    static DailyRate of(long n, int days) {
        if (n < ENOUGH || days < 1) {
            return new DailyRate(n, days, null, null, null);
        }
        double root = Math.sqrt(n);
        double low = root - Z / 2;
        double high = root + Z / 2;
        return new DailyRate(n, days, n / (double) days, low * low / days, high * high / days);
    }

    public boolean known() {
        return perDay != null;
    }
}
