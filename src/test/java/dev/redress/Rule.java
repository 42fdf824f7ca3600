package dev.redress;

import java.util.List;
import java.util.function.Predicate;

/// Something the deployment files promise. Every rule has a break in its test that shows it can fail.
record Rule(String promise, Predicate<Texts> keptBy) {

    static List<String> broken(List<Rule> rules, Texts texts) {
        return rules.stream()
                .filter(rule -> !rule.keptBy.test(texts))
                .map(Rule::promise)
                .toList();
    }

    static List<String> promises(List<Rule> rules) {
        return rules.stream().map(Rule::promise).toList();
    }
}
