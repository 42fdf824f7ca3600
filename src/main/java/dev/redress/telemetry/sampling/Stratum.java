package dev.redress.telemetry.sampling;

import dev.redress.decision.Term;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/// One kind of run, with which probability its spans are kept and how long. A condition that is null or empty
/// holds for all.
///
/// @param decided       whether a decision names the trace; the conditions after it, but `failed`, ask for one
/// @param failed        whether a span ended with an error
/// @param decisionTypes such as `refund.request`, or `credit.*` for all that begin so
/// @param jurisdictions with their parts: `DE` holds for `DE-BY`
/// @param from          from when the time to keep runs
/// @param atLeast       counted from the decision, however short the rest is; null for none
record Stratum(
        String name,
        Boolean decided,
        Boolean adverse,
        Boolean appealable,
        Boolean failed,
        List<String> decisionTypes,
        Set<String> jurisdictions,
        double probability,
        Threshold threshold,
        From from,
        Term keep,
        Term atLeast) {

    enum From {
        /// The end of the appeal window.
        WINDOW_END,
        /// When it was decided.
        DECISION,
        /// When the first span came.
        FIRST_SPAN
    }

    /// A decision that names the trace of a run.
    ///
    /// @param jurisdiction null when the agent did not say
    record Decided(
            String type,
            boolean adverse,
            boolean appealable,
            String jurisdiction,
            Instant decidedAt,
            Instant windowEndsAt) {}

    /// @param decision null when none is known
    boolean fits(Decided decision, boolean runFailed) {
        if ((failed != null && failed != runFailed) || (decided != null && decided != (decision != null))) {
            return false;
        }
        if (decision == null) {
            return !asksForDecision();
        }
        return (adverse == null || adverse == decision.adverse())
                && (appealable == null || appealable == decision.appealable())
                && (decisionTypes.isEmpty() || decisionTypes.stream().anyMatch(type -> covers(type, decision.type())))
                && (jurisdictions.isEmpty() || isIn(decision.jurisdiction()));
    }

    boolean asksForDecision() {
        return Boolean.TRUE.equals(decided)
                || adverse != null
                || appealable != null
                || !decisionTypes.isEmpty()
                || !jurisdictions.isEmpty();
    }

    /// Whether it holds for every run with a decision, or for every one without.
    boolean isForAll(boolean withDecision) {
        return failed == null
                && adverse == null
                && appealable == null
                && decisionTypes.isEmpty()
                && jurisdictions.isEmpty()
                && (decided == null || decided == withDecision);
    }

    boolean isCertain() {
        return threshold.value() == 0;
    }

    Instant keepUntil(Decided decision, Instant firstSpanAt) {
        Instant until = keep.after(
                switch (from) {
                    case WINDOW_END -> decision.windowEndsAt();
                    case DECISION -> decision.decidedAt();
                    case FIRST_SPAN -> firstSpanAt;
                });
        Instant least = atLeast == null ? until : atLeast.after(decision == null ? firstSpanAt : decision.decidedAt());
        return least.isAfter(until) ? least : until;
    }

    /// In words, for the record of what was removed.
    String rule() {
        String start = switch (from) {
            case WINDOW_END -> "the end of the appeal window";
            case DECISION -> "the decision";
            case FIRST_SPAN -> "the first span";
        };
        return "kept with probability %s (th:%s), for %s from %s%s"
                .formatted(
                        java.math.BigDecimal.valueOf(probability)
                                .stripTrailingZeros()
                                .toPlainString(),
                        threshold.th(),
                        keep.inWords(),
                        start,
                        atLeast == null ? "" : ", at least " + atLeast.inWords() + " from the decision");
    }

    static boolean covers(String pattern, String type) {
        return pattern.endsWith(".*")
                ? type.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(type);
    }

    private boolean isIn(String jurisdiction) {
        if (jurisdiction == null) {
            return false; // unknown is in none
        }
        String code = jurisdiction.toUpperCase(Locale.ROOT);
        return Stream.of(code, code.split("-", 2)[0]).anyMatch(jurisdictions::contains);
    }
}
