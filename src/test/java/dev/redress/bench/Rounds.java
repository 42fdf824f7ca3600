package dev.redress.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Measures several things in turn, forwards and backwards (A-B-B-A), so that what the machine does besides hits all
/// of them alike. Only ratios within a round count.
final class Rounds {

    /// Something that gives a rate.
    interface Rate {
        double measure() throws Exception;
    }

    /// The middle of the rounds, and how far they lie apart.
    record Spread(double median, double min, double max) {
        static Spread of(List<Double> values) {
            List<Double> sorted = values.stream().sorted().toList();
            int half = sorted.size() / 2;
            double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
            return new Spread(median, sorted.getFirst(), sorted.getLast());
        }

        /// The first round of a meter is the warm-up, as everywhere, and does not count.
        static Spread ofRatios(List<Double> of, List<Double> to) {
            return of(IntStream.range(of.size() > 1 ? 1 : 0, of.size())
                    .mapToObj(i -> of.get(i) / to.get(i))
                    .toList());
        }
    }

    private final Map<String, Rate> rates = new LinkedHashMap<>();
    private final Map<String, List<Double>> measured = new LinkedHashMap<>();

    Rounds add(String name, Rate rate) {
        rates.put(name, rate);
        measured.put(name, new ArrayList<>());
        return this;
    }

    /// After one round that does not count.
    Rounds run(int rounds) throws Exception {
        List<String> order = new ArrayList<>(rates.keySet());
        for (int round = 0; round <= rounds; round++) {
            for (String name : round % 2 == 0 ? order : order.reversed()) {
                double rate = rates.get(name).measure();
                System.err.printf("  %-28s %,10.0f/s%s%n", name, rate, round == 0 ? "  (warm-up)" : "");
                if (round > 0) {
                    measured.get(name).add(rate);
                }
            }
        }
        return this;
    }

    double median(String name) {
        return Spread.of(measured.get(name)).median();
    }

    /// The ratio of two rates, round by round.
    Spread ratio(String of, String to) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < measured.get(of).size(); i++) {
            ratios.add(measured.get(of).get(i) / measured.get(to).get(i));
        }
        return Spread.of(ratios);
    }
}
