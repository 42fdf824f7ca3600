package dev.redress.review.desk;

import dev.redress.appeal.Ground;
import dev.redress.decision.Document;
import dev.redress.decision.Finding;
import dev.redress.review.CaseView;
import io.quarkus.qute.TemplateData;
import io.quarkus.qute.TemplateExtension;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// The values of the chain as the desk says them, in English: `PARTLY_OVERTURNED` is "Partly overturned".
@TemplateExtension
final class DeskWords {

    private DeskWords() {}

    /// The field of the ruling that answers a ground.
    static String field(Ground ground) {
        return RulingForm.ANSWER + ground.name();
    }

    static String answerLabel(Ground ground) {
        return "Answer to: " + text(ground).toLowerCase(Locale.ROOT);
    }

    /// What opened a case that nobody appealed, in a sentence; null when somebody did.
    static String found(CaseView view) {
        return view.finding() == null
                ? null
                : switch (Finding.Kind.valueOf(view.finding().get("kind").asText())) {
                    case COMMITMENT_UNBACKED ->
                        "The agent said that something is done, and nothing on record shows it.";
                    case COMMITMENT_OVERDUE -> "A promise has come due, and nothing on record shows that it was kept.";
                    case SAME_CAUSE ->
                        "Another decision was changed for a cause that this one may share. Nobody appealed this one.";
                    case REVIEWERS_DISAGREE -> "Two reviewers, each on their own, came to different verdicts.";
                    case TARGET_CHANGED ->
                        "What was ordered could not be done: what it was to change has changed since the decision.";
                };
    }

    /// What a closed case was for, when it looked at the work of its reviewer.
    static String checkedText(CaseView view) {
        String right = view.checked().accepted().stream().map(DeskWords::text).collect(Collectors.joining(" or "));
        return switch (view.checked().purpose()) {
            case KNOWN_ANSWER ->
                "This case had a known answer (%s). Yours was %s. It reaches nobody and counts nowhere else."
                        .formatted(right, view.checked().right() ? "right" : "another one");
            case DOUBLE ->
                "Somebody had ruled on this case before you (%s). Yours changes nothing for the person by itself."
                        .formatted(right);
            case REVIEW -> "";
        };
    }

    /// A field of the ruling for each fact that the person disputes.
    static List<FactField> disputed(CaseView view, Document document) {
        return view.appeal() == null
                ? List.of()
                : view.appeal().disputedFacts().stream()
                        .map(fact -> new FactField(
                                fact.factId(),
                                "What is right: " + document.nameOf(fact.factId()) + " (optional)",
                                "The person says: " + fact.correctValue()))
                        .toList();
    }

    /// The hardship that is chosen in the form, or else the one the case is marked with.
    static String hardshipCode(CaseView view, RulingForm form) {
        String typed = form.get("hardship-code");
        return typed.isEmpty() && view.hands().hardship() != null
                ? view.hands().hardship().reason().name()
                : typed;
    }

    @TemplateData
    public record FactField(String id, String label, String hint) {
        public String field() {
            return RulingForm.FACT + id;
        }
    }

    /// A number with one digit after the point.
    static String one(Double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }

    /// A time in hours, or in days when it is long.
    static String hours(Double hours) {
        return hours < 72 ? one(hours) + " hours" : one(hours / 24) + " days";
    }

    static String text(Enum<?> value) {
        return inWords(value.name());
    }

    /// The same of a value that comes by its name.
    static String inWords(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
