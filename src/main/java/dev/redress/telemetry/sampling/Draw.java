package dev.redress.telemetry.sampling;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// What becomes of a run's spans at one look: a pure rule.
///
/// A run is drawn once. Later looks change only how long it is kept: longer when a decision came that asks
/// for it. A run that several decisions name is in the stratum with the largest probability and kept as long
/// as any of them asks.
final class Draw {

    private static final Duration HELD_AGAIN = Duration.ofDays(1);

    enum Reason {
        /// Its stratum keeps all.
        CERTAIN,
        /// R ≥ T.
        DRAWN,
        /// Not drawn, but under a legal hold: for its case only.
        HELD,
        /// Removed once and sent again: for its case only, for nobody knows how likely that was.
        RESENT,
        /// Not drawn, but {@link Unusual}: for its case only.
        UNUSUAL
    }

    enum Loss {
        NOT_DRAWN,
        EXPIRED
    }

    /// @param until null as long as what the hold is for has not ended
    record Hold(Instant until) {
        boolean isOn(Instant now) {
            return until == null || until.isAfter(now);
        }
    }

    /// What was drawn, under which policy.
    ///
    /// @param weight null when it is kept for its case only
    record Drawn(
            String policyVersion,
            Stratum stratum,
            Threshold threshold,
            Double weight,
            Reason reason,
            Instant keepUntil) {}

    /// What is known of a run when it is looked at.
    ///
    /// @param head      the sender's threshold; null when it did not say
    /// @param before    null at the first look
    /// @param decisions those that name its trace
    /// @param holds     on any of these
    /// @param removed   whether spans of it were removed before
    record Run(
            Instant firstAt,
            boolean failed,
            long randomness,
            Threshold head,
            Drawn before,
            List<Stratum.Decided> decisions,
            List<Hold> holds,
            boolean removed) {}

    sealed interface Fate {}

    /// @param drawn whether this look drew it
    record Kept(Drawn as, boolean drawn, Instant lookAgainAt) implements Fate {}

    /// @param weight null when it was not drawn, or when how likely that was is unknown
    /// @param drawn  whether this look drew it
    record Gone(String policyVersion, Stratum stratum, Threshold threshold, Double weight, Loss loss, boolean drawn)
            implements Fate {}

    private Draw() {}

    static Fate of(Run run, SamplingPolicy policy, Instant now) {
        Stratum stratum = stratum(run, policy);
        return run.before() == null ? first(run, stratum, policy, now) : again(run, stratum, policy, now);
    }

    /// Of several the one with the largest probability, and of those the first in the policy.
    private static Stratum stratum(Run run, SamplingPolicy policy) {
        if (run.decisions().isEmpty()) {
            return policy.stratum(null, run.failed());
        }
        return run.decisions().stream()
                .map(decision -> policy.stratum(decision, run.failed()))
                .min(Comparator.comparing((Stratum one) -> one.threshold().value())
                        .thenComparing(policy.strata()::indexOf))
                .orElseThrow();
    }

    private static Instant until(Run run, SamplingPolicy policy) {
        if (run.decisions().isEmpty()) {
            return policy.stratum(null, run.failed()).keepUntil(null, run.firstAt());
        }
        return run.decisions().stream()
                .map(decision -> policy.stratum(decision, run.failed()).keepUntil(decision, run.firstAt()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    private static Fate first(Run run, Stratum stratum, SamplingPolicy policy, Instant now) {
        // A sender that kept what its own threshold rejects did not sample by it: how likely it was is unknown.
        boolean consistent = run.head() == null || run.head().keeps(run.randomness());
        Threshold threshold = run.head() == null || !consistent
                ? stratum.threshold()
                : policy.combination().of(run.head(), stratum.threshold());
        boolean drawn = threshold.keeps(run.randomness());
        if (!drawn && !held(run, now)) {
            return new Gone(policy.version(), stratum, threshold, null, Loss.NOT_DRAWN, true);
        }
        Instant until = until(run, policy);
        if (!drawn) {
            return kept(run, new Drawn(policy.version(), stratum, threshold, null, Reason.HELD, until), true, now);
        }
        Reason reason = run.removed() ? Reason.RESENT : stratum.isCertain() ? Reason.CERTAIN : Reason.DRAWN;
        Double weight = run.removed() || !consistent ? null : Double.valueOf(threshold.adjustedCount());
        return expired(run, until, now)
                ? new Gone(policy.version(), stratum, threshold, weight, Loss.EXPIRED, true)
                : kept(run, new Drawn(policy.version(), stratum, threshold, weight, reason, until), true, now);
    }

    private static Fate again(Run run, Stratum stratum, SamplingPolicy policy, Instant now) {
        Instant until = until(run, policy);
        Drawn before = run.before();
        boolean longer = until.isAfter(before.keepUntil());
        Drawn as = new Drawn(
                longer ? policy.version() : before.policyVersion(),
                longer ? stratum : before.stratum(),
                before.threshold(), // a later look changes no probability
                before.weight(),
                before.reason(),
                longer ? until : before.keepUntil());
        return expired(run, as.keepUntil(), now)
                ? new Gone(as.policyVersion(), as.stratum(), as.threshold(), as.weight(), Loss.EXPIRED, false)
                : kept(run, as, false, now);
    }

    private static Kept kept(Run run, Drawn as, boolean drawn, Instant now) {
        return new Kept(as, drawn, as.keepUntil().isAfter(now) ? as.keepUntil() : now.plus(HELD_AGAIN));
    }

    private static boolean expired(Run run, Instant until, Instant now) {
        return !until.isAfter(now) && !held(run, now);
    }

    private static boolean held(Run run, Instant now) {
        return run.holds().stream().anyMatch(hold -> hold.isOn(now));
    }
}
