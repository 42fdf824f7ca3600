package dev.redress;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/// A fault put into one file on purpose, and the promise it breaks.
record Break(String promise, String path, String old, String replacement) {

    void isReportedBy(List<Rule> rules, Texts sound) {
        assertThat(Rule.broken(rules, sound.with(path, old, replacement)))
                .as("%s: %s -> %s", path, old, replacement)
                .contains(promise);
    }

    static List<String> promises(List<Break> breaks) {
        return breaks.stream().map(Break::promise).distinct().toList();
    }
}
