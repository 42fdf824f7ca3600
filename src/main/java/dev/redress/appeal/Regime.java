package dev.redress.appeal;

import dev.redress.decision.Term;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/// A law, or a word the operator gave, that sets a clock on an appeal.
///
/// @param name          as rows and the API name it, such as `GDPR_12_3`
/// @param title         as people name it
/// @param jurisdictions where it holds, regions and countries, groups resolved; empty for everywhere
/// @param types         decision types it is for, or beginnings of their names that end in `.*`; empty for all
/// @param term          from the filing; for a remedy from the ruling
/// @param extension     how far the deadline may be moved on at most; null when it may not be
/// @param pauses        whether it stands still while the person is asked something
/// @param moves         whether a deadline on a day of rest moves to the next business day
/// @param from          the first day of filing for which it holds; null for no first one
/// @param until         the last; null for none in sight
public record Regime(
        String name,
        String title,
        CaseClock.Kind kind,
        Set<String> jurisdictions,
        List<String> types,
        Term term,
        Term extension,
        boolean pauses,
        boolean moves,
        LocalDate from,
        LocalDate until) {

    /// The operator's own word, from the decision type: two months more at most, as GDPR article 12(3) has it.
    static Regime promise(CaseClock.Kind kind, Term term) {
        return new Regime(
                CaseClock.PROMISE,
                "Our own promise",
                kind,
                Set.of(),
                List.of(),
                term,
                new Term(2, Term.Unit.MONTHS),
                true,
                false,
                null,
                null);
    }

    boolean isFor(List<String> places, String type, LocalDate day) {
        return (jurisdictions.isEmpty() || places.stream().anyMatch(jurisdictions::contains))
                && (types.isEmpty() || types.stream().anyMatch(one -> fits(one, type)))
                && (from == null || !day.isBefore(from))
                && (until == null || !day.isAfter(until));
    }

    private static boolean fits(String pattern, String type) {
        return pattern.endsWith(".*")
                ? type.startsWith(pattern.substring(0, pattern.length() - 1))
                : pattern.equals(type);
    }
}
