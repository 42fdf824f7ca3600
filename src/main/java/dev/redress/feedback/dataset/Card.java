package dev.redress.feedback.dataset;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A dataset in words: above all what it is not.
final class Card {

    private Card() {}

    static String of(String title, long items, Filter filter, Splits splits, Counts counts) {
        Counts.LeftOut out = counts.leftOut();
        return String.join(
                "\n\n",
                "%s holds %,d labels about %,d people. Each comes from a ruling of a human reviewer on a decision of an AI agent (%s)."
                        .formatted(title, items, counts.subjects(), listed(counts.verdicts())),
                sample(counts),
                ("Left out were labels that a second level retracted (%,d), older labels of decisions that were ruled on"
                                + " again (%,d), labels of reviewers who knew the agent's outcome first (%,d), and labels"
                                + " of other verdicts than those asked for (%,d).")
                        .formatted(out.retracted(), out.older(), out.notBlind(), out.notTelling()),
                filter.includeNotBlind()
                        ? "%,d of the labels are not blind: their reviewers knew the agent's outcome first and may have leaned towards it."
                                .formatted(counts.notBlind())
                        : "Every reviewer formed a view before seeing the agent's outcome.",
                "A label is what people ruled, not the truth. %,d of the labels rest on rulings of more than one reviewer."
                        .formatted(counts.severalReviewers()),
                "Addresses and numbers that lead to a person have placeholders such as [EMAIL_1]. Names in running text"
                        + " have no form that a program finds, and may remain: do not publish without reading.",
                "Splits: %s. All labels about one person are on one side; the shares hold within each decision type and verdict."
                        .formatted(splits.percents().entrySet().stream()
                                .map(split -> split.getKey() + " " + split.getValue() + " %")
                                .collect(Collectors.joining(", "))));
    }

    private static String sample(Counts counts) {
        if (!counts.selections().keySet().equals(Set.of("AUDIT"))) {
            return "It is not a random sample (%s): appeals choose themselves, so the share of wrong decisions in here says nothing of their share in all decisions."
                    .formatted(listed(counts.selections()));
        }
        return counts.leftOut().notTelling() + counts.leftOut().notBlind() > 0
                ? "Its decisions were drawn at random from those that nobody appealed, but what people found chose which of their labels are in here: the share of wrong decisions says nothing of their share in all decisions."
                : "It is a random sample of decisions that nobody appealed; where a record has an inclusionProbability, weight it by one over that.";
    }

    private static String listed(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(one -> "%s %,d".formatted(one.getKey(), one.getValue()))
                .collect(Collectors.joining(", "));
    }
}
