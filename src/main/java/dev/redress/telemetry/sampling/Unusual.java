package dev.redress.telemetry.sampling;

import dev.redress.decision.Term;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which runs are kept although the draw lets them go, for their case only: long ones, deep ones and those that tried
/// the same again and again. A bounded number of them, so that a day on which all go wrong costs no more than another.
///
/// @param most    of the runs of one day (UTC, by the first span), the first that are drawn
/// @param spans   from so many on
/// @param depth   from so many spans within one another on
/// @param retries from so many on, of one name under one parent
/// @param keep    counted from the first span
record Unusual(int most, int spans, int depth, int retries, Term keep) {

    /// One span of a run, as far as its form goes.
    ///
    /// @param parent empty for none
    record Step(String id, String parent, String name) {}

    /// Whether its length alone tells.
    boolean isLong(int runSpans) {
        return runSpans >= spans;
    }

    /// Whether a run of so many spans can be deep or have tried so often.
    boolean canFit(int runSpans) {
        return runSpans >= Math.min(depth, retries + 1);
    }

    boolean fits(List<Step> run) {
        return isLong(run.size()) || retries(run) >= retries || depth(run) >= depth;
    }

    private static int retries(List<Step> run) {
        Map<List<String>, Integer> tries = new HashMap<>();
        run.forEach(step -> tries.merge(List.of(step.parent(), step.name()), 1, Integer::sum));
        return tries.values().stream().mapToInt(each -> each - 1).max().orElse(0);
    }

    /// Spans may come in any order, and be parents of one another by mistake.
    private static int depth(List<Step> run) {
        Map<String, String> parents = new HashMap<>();
        run.forEach(step -> parents.put(step.id(), step.parent()));
        int deepest = 0;
        for (Step step : run) {
            Set<String> above = new HashSet<>();
            for (String id = step.id(); parents.containsKey(id) && above.add(id); id = parents.get(id)) {
                // one up
            }
            deepest = Math.max(deepest, above.size());
        }
        return deepest;
    }
}
