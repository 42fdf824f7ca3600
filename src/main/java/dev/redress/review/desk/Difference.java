package dev.redress.review.desk;

import dev.redress.appeal.Ground;
import io.quarkus.qute.TemplateData;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// One field of a ruling in which two forms differ.
///
/// @param theirs empty when the other form has nothing in it
@TemplateData
public record Difference(String field, String label, String mine, String theirs) {

    private static final Map<String, String> LABELS = Map.of(
            "verdict", "Verdict",
            "cause", "Cause",
            "inadmissible", "Why it cannot be taken",
            "clause", "Clause of the rule",
            "reasons", "Reasons",
            "correctedOutcome-code", "Code of the new outcome",
            "correctedOutcome-summary", "The new outcome",
            "remedy-type", "Remedy",
            "remedy-description", "What is to be done",
            "note", "Note for colleagues");

    /// What is typed in one form and otherwise in the other, field by field.
    static List<Difference> of(RulingForm mine, RulingForm theirs) {
        return java.util.stream.Stream.concat(mine.typed().keySet().stream(), theirs.typed().keySet().stream())
                .distinct()
                .map(field -> new Difference(
                        field,
                        label(field),
                        mine.get(field).strip(),
                        theirs.get(field).strip()))
                .filter(one -> one.label() != null && !one.mine().equals(one.theirs()))
                .toList();
    }

    /// Those in which the other form says something.
    static List<Difference> toMerge(RulingForm mine, RulingForm theirs) {
        return of(mine, theirs).stream().filter(one -> !one.theirs().isEmpty()).toList();
    }

    /// Null for what is no field of a ruling.
    private static String label(String field) {
        if (field.startsWith(RulingForm.FACT)) {
            return "What is right: " + field.substring(RulingForm.FACT.length());
        }
        for (Ground ground : Ground.values()) {
            if (field.equals(RulingForm.ANSWER + ground)) {
                return "Answer to: " + DeskWords.text(ground).toLowerCase(Locale.ROOT);
            }
        }
        return field.equals("remedy-dueAt") ? "By" : LABELS.get(field);
    }
}
