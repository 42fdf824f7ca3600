package dev.redress.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The tables, as Markdown. A goal that no part has measured stays in its table and says so.
final class Report {

    private static final Map<Integer, String> GOALS = new TreeMap<>(Map.ofEntries(
            Map.entry(1, "single decisions, 64 in flight"),
            Map.entry(2, "single decisions, one at a time"),
            Map.entry(3, "single decisions beside compressed bytea"),
            Map.entry(4, "batches"),
            Map.entry(5, "spans"),
            Map.entry(6, "appeals filed beside an engine's tasks"),
            Map.entry(7, "claim-next beside an engine"),
            Map.entry(8, "claim-next beside the claim statement"),
            Map.entry(10, "claims with 5,000,000 open, and while a snapshot is held"),
            Map.entry(12, "pages in the depth of the queue"),
            Map.entry(13, "pages beside their query"),
            Map.entry(14, "counts"),
            Map.entry(15, "exports"),
            Map.entry(17, "start with the AOT cache"),
            Map.entry(18, "resident memory"),
            Map.entry(19, "more than it can take"),
            Map.entry(20, "kill -9 and power cuts"),
            Map.entry(23, "write-ahead log of a decision")));

    private record Row(int number, String text) {}

    private final List<Row> goals = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private final List<String> figures = new ArrayList<>();
    private final List<String> facts = new ArrayList<>();

    void atLeast(int number, String goal, Rounds.Spread ratio, double must) {
        goal(number, goal, spread(ratio), ">= " + number(must), ratio.median() >= must);
    }

    void atMost(int number, String goal, Rounds.Spread ratio, double must) {
        goal(number, goal, spread(ratio), "<= " + number(must), ratio.median() <= must);
    }

    void atMost(int number, String goal, double value, double must) {
        goal(number, goal, number(value), "<= " + number(must), value <= must);
    }

    private void goal(int number, String goal, String measured, String must, boolean reached) {
        goals.add(new Row(number, row("" + number, goal, measured, must, reached ? "yes" : "no")));
        System.err.printf("  goal %d, %s: %s, must be %s%n", number, goal, measured, must);
    }

    /// A goal that could not be measured here, and why.
    void missing(int number, String goal, String why) {
        goals.add(new Row(number, row("" + number, goal, "not measured: " + why, "", "")));
    }

    /// An aim of ours that has no number.
    void aimBelow(String aim, Rounds.Spread ratio, double most) {
        others.add(row(aim, spread(ratio), "<= " + number(most), ratio.median() <= most ? "yes" : "no"));
    }

    void aimBelow(String aim, long value, long most) {
        others.add(row(aim, "" + value, "<= " + most, value <= most ? "yes" : "no"));
    }

    /// @param meter what it cost, null when only the rate is known
    void rates(String what, Rounds rounds, String name, Meter meter) {
        figures.add(row(
                what,
                "%,.0f".formatted(rounds.median(name)),
                meter == null ? "" : meter.latency(),
                meter == null ? "" : meter.cpu(),
                meter == null ? "" : meter.wal()));
    }

    void fact(String name, String value) {
        facts.add(row(name, value));
    }

    void print(Path file, String server, double seconds, int rounds) throws IOException {
        Stream<Row> missing = GOALS.entrySet().stream()
                .filter(goal -> goals.stream().noneMatch(row -> row.number() == goal.getKey()))
                .map(goal ->
                        new Row(goal.getKey(), row("" + goal.getKey(), goal.getValue(), "not in this run", "", "")));
        String all = Stream.concat(goals.stream(), missing)
                .sorted(Comparator.comparingInt(Row::number))
                .map(Row::text)
                .collect(Collectors.joining("\n"));
        StringBuilder text = new StringBuilder("""
                PostgreSQL %s (fsync on, synchronous_commit on), Java %s, %d processors, %d rounds of %.0f s, medians.

                | | goal | measured (min to max) | must | reached |
                |---|---|---|---|---|
                %s
                """.formatted(
                        server.split(" ")[0],
                        System.getProperty("java.version"),
                        Runtime.getRuntime().availableProcessors(),
                        rounds,
                        seconds,
                        all));
        table(text, "| | measured (min to max) | aim | reached |\n|---|---|---|---|", others);
        table(
                text,
                "| | per second | ms, median / p99 | CPU µs, service + PostgreSQL | WAL bytes |\n|---|---|---|---|---|",
                figures);
        table(text, "| | |\n|---|---|", facts);
        Files.writeString(file, text);
        System.out.println(text);
    }

    private static void table(StringBuilder text, String head, List<String> rows) {
        if (!rows.isEmpty()) {
            text.append('\n')
                    .append(head)
                    .append('\n')
                    .append(String.join("\n", rows))
                    .append('\n');
        }
    }

    static String spread(Rounds.Spread ratio) {
        return number(ratio.median()) + " (" + number(ratio.min()) + " to " + number(ratio.max()) + ")";
    }

    /// Two places for small numbers, none for great ones.
    private static String number(double value) {
        return value == Math.rint(value) || value >= 100 ? "%,.0f".formatted(value) : "%.2f".formatted(value);
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
