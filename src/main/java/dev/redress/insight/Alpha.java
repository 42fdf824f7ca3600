package dev.redress.insight;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;

/// Krippendorff's alpha for names without an order: 1 when all agree, 0 when they agree no more than by chance.
///
/// @param pairable values in units that have at least two
/// @param value    null when nothing could disagree: there are no pairs, or all values are the same
/// @param low      lower end of the 95 % interval, from 2,000 draws of as many units with replacement
/// @param high     its upper end
record Alpha(long pairable, Double value, Double low, Double high) {

    private static final int DRAWS = 2_000;
    /// The same units give the same interval, whoever computes it.
    private static final long SEED = 1;

    /// @param units what each coder said of one thing; null for a coder who said nothing
    static Alpha of(List<List<String>> units) {
        List<List<String>> pairable = units.stream()
                .map(unit -> unit.stream().filter(Objects::nonNull).toList())
                .filter(unit -> unit.size() > 1)
                .toList();
        long values = pairable.stream().mapToLong(List::size).sum();
        Double value = alpha(pairable);
        if (value == null) {
            return new Alpha(values, null, null, null);
        }
        // Units that say the same are of one kind, of which there are few: a draw counts kinds, and nothing is copied.
        List<List<String>> kinds = pairable.stream().distinct().toList();
        Map<List<String>, Integer> places = new HashMap<>();
        kinds.forEach(kind -> places.put(kind, places.size()));
        int[] kindOf = pairable.stream().mapToInt(places::get).toArray();
        SplittableRandom random = new SplittableRandom(SEED);
        double[] drawn = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            int[] times = new int[kinds.size()];
            for (int j = 0; j < kindOf.length; j++) {
                times[kindOf[random.nextInt(kindOf.length)]]++;
            }
            Double one = alpha(kinds, times);
            drawn[i] = one == null ? 1 : one; // nobody disagreed
        }
        Arrays.sort(drawn);
        return new Alpha(values, value, drawn[DRAWS / 40 - 1], drawn[DRAWS - DRAWS / 40]);
    }

    private static Double alpha(List<List<String>> units) {
        int[] once = new int[units.size()];
        Arrays.fill(once, 1);
        return alpha(units, once);
    }

    /// One less observed over expected disagreement.
    ///
    /// @param times how many there are of each unit
    private static Double alpha(List<List<String>> units, int[] times) {
        Map<String, Double> totals = new HashMap<>();
        double disagreeing = 0;
        for (int i = 0; i < times.length; i++) {
            List<String> unit = units.get(i);
            for (String one : unit) {
                totals.merge(one, (double) times[i], Double::sum);
                long others = unit.stream().filter(other -> !other.equals(one)).count();
                disagreeing += (double) times[i] * others / (unit.size() - 1);
            }
        }
        double all = totals.values().stream().mapToDouble(Double::doubleValue).sum();
        double same = totals.values().stream().mapToDouble(n -> n * (n - 1)).sum();
        double expected = all * (all - 1) - same;
        return expected == 0 ? null : 1 - (all - 1) * disagreeing / expected;
    }
}
