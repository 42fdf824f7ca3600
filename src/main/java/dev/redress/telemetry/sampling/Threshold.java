package dev.redress.telemetry.sampling;

import java.util.regex.Pattern;

/// A rejection threshold T of 56 bits: what has randomness R is kept when R ≥ T (OpenTelemetry, TraceState:
/// Probability Sampling). 0 keeps all.
///
/// @param value from 0 to 2^56 − 1
record Threshold(long value) {

    /// 2^56: as many values as randomness can have.
    static final long ALL = 1L << 56;

    static final Threshold ZERO = new Threshold(0);

    /// Hexadecimal digits that count after leading f's: 1 in 100 is `fd70a4`.
    private static final int PRECISION = 5;

    private static final int DIGITS = 14;
    private static final Pattern TH = Pattern.compile("[0-9a-f]{1," + DIGITS + "}");
    private static final Pattern RV = Pattern.compile("[0-9a-f]{" + DIGITS + "}");

    Threshold {
        if (value < 0 || value >= ALL) {
            throw new IllegalArgumentException("a threshold has 56 bits");
        }
    }

    /// @param probability over 0 and at most 1; rounded so that the threshold is short to send
    static Threshold of(double probability) {
        if (!(probability >= 0x1p-48 && probability <= 1)) {
            throw new IllegalArgumentException("a probability is over 0 and at most 1");
        }
        long exact = ALL - Math.round(probability * ALL);
        int leading = Math.max(0, (int) Math.floor(-Math.log(1 - (double) exact / ALL) / Math.log(16)));
        int dropped = Math.max(0, DIGITS - PRECISION - leading) * 4;
        long half = dropped == 0 ? 0 : 1L << (dropped - 1);
        return new Threshold(exact + half >> dropped << dropped);
    }

    /// Reads `th`; null for what is none.
    static Threshold parsed(String th) {
        return th != null && TH.matcher(th).matches()
                ? new Threshold(Long.parseLong(th, 16) << 4 * (DIGITS - th.length()))
                : null;
    }

    /// The randomness of a trace: what `rv` says, or else the last 56 bits of the trace id.
    ///
    /// @param rv may be null or malformed
    static long randomness(String traceId, String rv) {
        return Long.parseLong(
                rv != null && RV.matcher(rv).matches() ? rv : traceId.substring(traceId.length() - DIGITS), 16);
    }

    /// As `th`, without zeros at the end.
    String th() {
        return value == 0 ? "0" : hex().replaceFirst("0+$", "");
    }

    /// All 14 digits.
    String hex() {
        return "%014x".formatted(value);
    }

    boolean keeps(long randomness) {
        return randomness >= value;
    }

    double probability() {
        return (double) (ALL - value) / ALL;
    }

    /// For how many one that was kept stands.
    double adjustedCount() {
        return (double) ALL / (ALL - value);
    }
}
