package dev.redress.feedback.gate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.feedback.Label;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// Takes case after case and counts: what was right then and is right now, as a whole and in slices.
final class Comparison {

    static final String WHOLE = "whole";

    /// The most cases that are named of each kind; all are counted. A dataset may have millions.
    static final int NAMED = 2_000;

    private enum Judged {
        RIGHT,
        WRONG,
        UNKNOWN
    }

    private static final class Counts {
        private long bothRight;
        private long fixed;
        private long broken;
        private long bothWrong;
        private long missing;

        private Paired paired() {
            return new Paired(bothRight, fixed, broken, bothWrong);
        }
    }

    private final Map<UUID, Outcome> outcomes;
    private final Set<UUID> unseen;
    private final Counts whole = new Counts();
    private final Map<String, Counts> slices = new TreeMap<>();
    final List<Item> returned = new ArrayList<>();
    final List<Item> broken = new ArrayList<>();
    final List<Item> fixed = new ArrayList<>();
    final List<Item> missing = new ArrayList<>();

    Comparison(Map<UUID, Outcome> outcomes) {
        this.outcomes = outcomes;
        this.unseen = new HashSet<>(outcomes.keySet());
    }

    /// Labels that outcomes name and no case has: they are of another dataset or split.
    Set<UUID> unseen() {
        return unseen;
    }

    void take(Label label) {
        if (label.label() == null) {
            unseen.remove(label.id());
            return; // the ruling does not say what is right
        }
        Outcome outcome = outcomes.get(label.id());
        unseen.remove(label.id());
        boolean rightThen = label.label().equals("correct");
        String expected = rightThen
                ? Item.code(label)
                : label.humanOutcome() == null ? null : label.humanOutcome().code();
        Item item = Item.of(label, expected, outcome == null ? null : outcome.outcome());
        List<Counts> counted = new ArrayList<>(List.of(whole));
        slicesOf(label).forEach(name -> counted.add(slices.computeIfAbsent(name, _ -> new Counts())));
        switch (judge(outcome, expected, rightThen ? null : Item.code(label))) {
            case RIGHT -> {
                counted.forEach(counts -> {
                    counts.bothRight += rightThen ? 1 : 0;
                    counts.fixed += rightThen ? 0 : 1;
                });
                if (!rightThen) {
                    name(fixed, item);
                }
            }
            case WRONG -> {
                counted.forEach(counts -> {
                    counts.broken += rightThen ? 1 : 0;
                    counts.bothWrong += rightThen ? 0 : 1;
                });
                name(rightThen ? broken : returned, item);
            }
            case UNKNOWN -> {
                counted.forEach(counts -> counts.missing++);
                name(missing, item);
            }
        }
    }

    private static void name(List<Item> items, Item item) {
        if (items.size() < NAMED) {
            items.add(item);
        }
    }

    Slice whole(Thresholds thresholds) {
        return Slice.of(WHOLE, whole.paired(), whole.missing, thresholds);
    }

    /// @param own thresholds by the name of the slice; the others keep to what the whole's say of slices
    List<Slice> slices(Thresholds whole, Map<String, Thresholds> own) {
        List<Slice> all = new ArrayList<>();
        slices.forEach((name, counts) ->
                all.add(Slice.of(name, counts.paired(), counts.missing, own.getOrDefault(name, whole.ofSlice()))));
        return all;
    }

    Set<String> names() {
        return slices.keySet();
    }

    /// A code alone cannot tell when the mistake lay elsewhere: the right outcome has the code that was wrong then.
    private static Judged judge(Outcome outcome, String expected, String wrongThen) {
        if (outcome == null) {
            return Judged.UNKNOWN;
        }
        if (outcome.correct() != null) {
            return outcome.correct() ? Judged.RIGHT : Judged.WRONG;
        }
        if (expected == null || (expected.equals(wrongThen) && expected.equals(outcome.outcome()))) {
            return Judged.UNKNOWN;
        }
        return expected.equals(outcome.outcome()) ? Judged.RIGHT : Judged.WRONG;
    }

    private static List<String> slicesOf(Label label) {
        Map<String, String> dimensions = new HashMap<>();
        dimensions.put("type", label.type());
        dimensions.put("selection", label.selection());
        dimensions.put("policy", versioned(label.policy()));
        dimensions.put("clause", label.clause());
        dimensions.put("cause", label.cause() == null ? null : label.cause().name());
        return dimensions.entrySet().stream()
                .filter(dimension -> dimension.getValue() != null)
                .map(dimension -> dimension.getKey() + "=" + dimension.getValue())
                .toList();
    }

    private static String versioned(JsonNode policy) {
        return policy == null || !policy.hasNonNull("id")
                ? null
                : policy.get("id").asText() + " " + policy.path("version").asText("unknown");
    }
}
