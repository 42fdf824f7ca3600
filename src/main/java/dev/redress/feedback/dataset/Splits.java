package dev.redress.feedback.dataset;

import dev.redress.platform.CommonProblem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// How a dataset is divided: names and whole percents that add up to 100.
///
/// A person's labels all go to one side. Within each stratum (decision type and verdict of the person's first label)
/// people are laid end to end in an order that only the dataset's name and their reference decide, and cut by the
/// percents; so the same labels give the same splits.
record Splits(Map<String, Integer> percents) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,29}");
    private static final int MOST = 10;

    static Splits of(Map<String, Integer> wanted) {
        if (wanted == null || wanted.isEmpty()) {
            Map<String, Integer> usual = new LinkedHashMap<>();
            usual.put("train", 80);
            usual.put("validation", 10);
            usual.put("test", 10);
            return new Splits(usual);
        }
        int sum = 0;
        for (Map.Entry<String, Integer> split : wanted.entrySet()) {
            if (!NAME.matcher(split.getKey()).matches()) {
                throw CommonProblem.invalid("/splits", "has names of small letters, digits, - and _, up to 30");
            }
            if (split.getValue() == null || split.getValue() < 1 || split.getValue() > 100) {
                throw CommonProblem.invalid("/splits/" + split.getKey(), "is a whole percent from 1 to 100");
            }
            sum += split.getValue();
        }
        if (sum != 100 || wanted.size() > MOST) {
            throw CommonProblem.invalid("/splits", "are at most " + MOST + " and add up to 100");
        }
        return new Splits(new LinkedHashMap<>(wanted));
    }

    /// Where each split ends, from 0 to 1, as SQL rows; the names are of letters, digits, - and _ only.
    String ends() {
        StringBuilder rows = new StringBuilder("VALUES ");
        int sum = 0;
        for (Map.Entry<String, Integer> split : percents.entrySet()) {
            sum += split.getValue();
            rows.append(sum == split.getValue() ? "" : ", ")
                    .append("('")
                    .append(split.getKey())
                    .append("', ")
                    .append(sum)
                    .append("/100.0)");
        }
        return rows.toString();
    }
}
