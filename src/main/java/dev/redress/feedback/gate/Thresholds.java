package dev.redress.feedback.gate;

import java.util.Objects;

/// What a candidate must keep to. Null is the default for the numbers of cases, and no threshold for the share.
///
/// @param maxReturned formerly overturned mistakes that the candidate may still make; 0
/// @param maxBroken   formerly right decisions that the candidate may get wrong; 0
/// @param minAccuracy least share of right ones, from 0 to 1; asked only where there are `minItems`
/// @param minItems    fewer cases than this are too few to say; 20
public record Thresholds(Integer maxReturned, Integer maxBroken, Double minAccuracy, Integer minItems) {

    public static final Thresholds USUAL = new Thresholds(null, null, null, null);

    public Thresholds {
        maxReturned = Objects.requireNonNullElse(maxReturned, 0);
        maxBroken = Objects.requireNonNullElse(maxBroken, 0);
        minItems = Objects.requireNonNullElse(minItems, 20);
    }

    /// For a slice that has none of its own: the whole counts the cases, so only the share is asked again.
    Thresholds ofSlice() {
        return new Thresholds(Integer.MAX_VALUE, Integer.MAX_VALUE, minAccuracy, minItems);
    }

    boolean isUsable() {
        return maxReturned >= 0
                && maxBroken >= 0
                && minItems >= 1
                && (minAccuracy == null || (minAccuracy >= 0 && minAccuracy <= 1));
    }
}
