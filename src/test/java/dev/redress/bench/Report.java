package dev.redress.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The table, as Markdown.
final class Report {

    private final List<String> goals = new ArrayList<>();
    private final List<String> figures = new ArrayList<>();
    private final List<String> facts = new ArrayList<>();

    void aim(String goal, Rounds.Spread ratio, double aim) {
        goals.add(row(goal, spread(ratio), ">= " + aim, ratio.median() >= aim ? "yes" : "no"));
    }

    void aimBelow(String goal, Rounds.Spread ratio, double aim) {
        goals.add(row(goal, spread(ratio), "<= " + aim, ratio.median() <= aim ? "yes" : "no"));
    }

    void aimBelow(String goal, long value, long aim) {
        goals.add(row(goal, "" + value, "<= " + aim, value <= aim ? "yes" : "no"));
    }

    /// A ratio without an aim.
    void figure(String name, Rounds.Spread ratio) {
        goals.add(row(name, spread(ratio), "", ""));
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
        String text = """
                PostgreSQL %s (fsync on, synchronous_commit on), Java %s, %d processors, %d rounds of %.0f s, medians.

                | goal | measured (min to max) | aim | reached |
                |---|---|---|---|
                %s

                | | per second | ms, median / p99 | CPU µs, service + PostgreSQL | WAL bytes |
                |---|---|---|---|---|
                %s

                | | |
                |---|---|
                %s
                """.formatted(
                        server.split(" ")[0],
                        System.getProperty("java.version"),
                        Runtime.getRuntime().availableProcessors(),
                        rounds,
                        seconds,
                        String.join("\n", goals),
                        String.join("\n", figures),
                        String.join("\n", facts));
        Files.writeString(file, text);
        System.out.println(text);
    }

    private static String spread(Rounds.Spread ratio) {
        return "%.2f (%.2f to %.2f)".formatted(ratio.median(), ratio.min(), ratio.max());
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
