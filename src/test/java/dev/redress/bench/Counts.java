package dev.redress.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// How many cases are open: the statement that the desk asks beside `count(*)` of as many rows, and how soon a case
/// that has come is in the number.
final class Counts {

    private static final String OPEN =
            "SELECT sum(open) FROM (SELECT open FROM case_count UNION ALL SELECT open FROM case_change) c";
    private static final double PATIENCE_NANOS = 30e9;

    /// Claims at one time: one for each reviewer at work. The parts before leave thousands.
    private static final int HANDS = 200;

    private final Rig rig;

    Counts(Rig rig) {
        this.rig = rig;
    }

    void run() throws Exception {
        int size = Claims.MOST;
        Claims.prepare(rig);
        Claims.park(rig, "redress", size);
        Path counters = Files.writeString(rig.files().resolve("counters.sql"), """
                SELECT sum(open), sum(asked), sum(held), (SELECT count(*) FROM claim WHERE lease_until > now())
                FROM (SELECT open, asked, held FROM case_count
                    UNION ALL SELECT open, asked, held FROM case_change) c;
                """);
        Path count = Files.writeString(
                rig.files().resolve("count.sql"), "SELECT count(*) FROM " + Claims.parked("redress", size) + ";\n");
        rig.postgres()
                .script(
                        "DELETE FROM claim WHERE case_id NOT IN (SELECT case_id FROM claim LIMIT " + HANDS + ")",
                        "VACUUM ANALYZE case_change",
                        "VACUUM ANALYZE claim");
        Rounds rounds = new Rounds()
                .add(
                        "counters",
                        () -> rig.postgres()
                                .pgbench(1, Rig.until(Rig.SECONDS / 4), List.of(), List.of(counters))
                                .perSecond())
                .add(
                        "count(*)",
                        () -> rig.postgres()
                                .pgbench(1, List.of("-t", "3"), List.of(), List.of(count))
                                .perSecond())
                .run(Rig.ROUNDS);
        rig.report()
                .atLeast(
                        14,
                        "Counters of the desk to count(*) of %,d rows".formatted(size),
                        rounds.ratio("counters", "count(*)"),
                        1_000);
        rig.report().rates("Counters of the desk", rounds, "counters", null);
        rig.report().rates("count(*) of %,d rows".formatted(size), rounds, "count(*)", null);
        rig.report()
                .atMost(14, "Seconds until a new case is counted", staleness().toMillis() / 1e3, 2);
    }

    /// By the statement of the desk, which keeps no answer.
    private Duration staleness() throws Exception {
        // The queue of before: the case must be able to wait in it.
        rig.postgres().script("ALTER TABLE queue_entry_before_the_bench RENAME TO queue_entry");
        try {
            String before = rig.postgres().ask(OPEN);
            rig.service().appeal();
            long start = System.nanoTime();
            while (rig.postgres().ask(OPEN).equals(before)) {
                if (System.nanoTime() - start > PATIENCE_NANOS) {
                    throw new IllegalStateException("a new case is not counted");
                }
            }
            return Duration.ofNanos(System.nanoTime() - start);
        } finally {
            rig.postgres().script("ALTER TABLE queue_entry RENAME TO queue_entry_before_the_bench");
        }
    }
}
