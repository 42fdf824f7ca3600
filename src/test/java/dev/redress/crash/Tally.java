package dev.redress.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/// What all cycles of one kind came to, as a row of the table in `target/torture.md`.
final class Tally {

    private static final Path TABLE = Path.of("target/torture.md");
    private static final String HEAD = """
            | what | cycles | sent | acknowledged | sent again | lost | doubled | altered | claims (twice) | first success, ms: median / longest | answers by status |
            |---|---|---|---|---|---|---|---|---|---|---|
            """;

    private final String what;
    private final List<Long> recoveries = new ArrayList<>();
    private int cycles;
    private int sent;
    private int acknowledged;
    private int repeated;
    private int lost;
    private int doubled;
    private int altered;

    Tally(String what) {
        this.what = what;
    }

    void add(Ledger ledger, Findings found) throws IOException {
        cycles++;
        sent += ledger.sent().size();
        acknowledged += (int) ledger.acknowledged().stream()
                .filter(id -> !id.startsWith("claim/"))
                .count();
        repeated += ledger.open().size();
        lost += found.lost().size();
        doubled += found.doubled().size();
        altered += found.altered().size();
    }

    void recovered(Duration within) {
        recoveries.add(within.toMillis());
    }

    int cycles() {
        return cycles;
    }

    int repeated() {
        return repeated;
    }

    long longestRecovery() {
        return recoveries.stream().mapToLong(Long::longValue).max().orElse(-1);
    }

    void print(Crowd crowd) throws IOException {
        Map<Integer, LongAdder> answers = crowd.answers();
        List<Long> sorted = recoveries.stream().sorted().toList();
        String row = "| %s | %d | %,d | %,d | %,d | %d | %d | %d | %,d (%d) | %s | %s |%n"
                .formatted(
                        what,
                        cycles,
                        sent,
                        acknowledged,
                        repeated,
                        lost,
                        doubled,
                        altered,
                        crowd.claims(),
                        crowd.claimedTwice().size(),
                        sorted.isEmpty() ? "" : sorted.get(sorted.size() / 2) + " / " + sorted.getLast(),
                        answers);
        if (!Files.exists(TABLE)) {
            Files.writeString(TABLE, HEAD);
        }
        Files.writeString(TABLE, row, StandardOpenOption.APPEND);
        System.out.print(row);
    }
}
