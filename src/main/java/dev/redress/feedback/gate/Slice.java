package dev.redress.feedback.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A part of the cases, and how the candidate does on it.
///
/// @param name       `whole`, or dimension=value such as `type=refund.request`
/// @param n          cases with an outcome of the candidate
/// @param missing    cases without one, or with one that does not say whether it is right
/// @param returned   of those that were wrong then, how many are wrong now
/// @param then       the agent's share of right ones; it says nothing of other decisions where appeals chose the cases
/// @param now        the candidate's share of right ones
/// @param difference now minus then
/// @param p          McNemar's exact two-sided p
/// @param reasons    which thresholds are broken, in words
public record Slice(
        String name,
        long n,
        long missing,
        long bothRight,
        long fixed,
        long broken,
        long returned,
        Rate then,
        Rate now,
        Paired.Difference difference,
        double p,
        Result result,
        List<String> reasons) {

    static Slice of(String name, Paired paired, long missing, Thresholds thresholds) {
        List<String> reasons = new ArrayList<>();
        if (paired.bothWrong() > thresholds.maxReturned()) {
            reasons.add("%,d formerly overturned mistakes are made again; %,d may be"
                    .formatted(paired.bothWrong(), thresholds.maxReturned()));
        }
        if (paired.broken() > thresholds.maxBroken()) {
            reasons.add("%,d formerly right decisions are wrong now; %,d may be"
                    .formatted(paired.broken(), thresholds.maxBroken()));
        }
        Rate now = paired.now();
        boolean enough = paired.n() >= thresholds.minItems();
        if (thresholds.minAccuracy() != null && enough && now.share() < thresholds.minAccuracy()) {
            reasons.add(String.format(
                    Locale.ROOT,
                    "%.1f %% are right (%.1f to %.1f); at least %.1f %% have to be",
                    now.share() * 100,
                    now.low() * 100,
                    now.high() * 100,
                    thresholds.minAccuracy() * 100));
        }
        if (missing > 0 && name.equals(Comparison.WHOLE)) {
            reasons.add("%s no outcome that says whether it is right"
                    .formatted(missing == 1 ? "1 case has" : "%,d cases have".formatted(missing)));
        }
        return new Slice(
                name,
                paired.n(),
                missing,
                paired.bothRight(),
                paired.fixed(),
                paired.broken(),
                paired.bothWrong(),
                paired.then(),
                now,
                paired.difference(),
                paired.p(),
                !reasons.isEmpty() ? Result.FAIL : enough ? Result.PASS : Result.TOO_FEW,
                reasons);
    }

    String tooFew() {
        return n == 1 ? "1 case is too few to say" : "%,d cases are too few to say".formatted(n);
    }
}
