package dev.redress.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Pages of fifty cases: in the depth of a long queue beside the first one, and beside the query alone.
final class Pages {

    private static final int CONNECTIONS = 4;
    private static final String LIST = "/api/v1/cases?limit=50";

    private final Rig rig;
    private final String reviewer;

    Pages(Rig rig, String reviewer) {
        this.rig = rig;
        this.reviewer = reviewer;
    }

    /// @param deep the cursor of a page near the end, as a parameter
    void run(String deep, int open) throws Exception {
        Load first = rig.load(CONNECTIONS, List.of(Load.Request.get(LIST, reviewer)), 200);
        Load last = rig.load(CONNECTIONS, List.of(Load.Request.get(LIST + deep, reviewer)), 200);
        Path query = Files.writeString(rig.files().resolve("page.sql"), """
                SELECT c.*, l.holder, l.lease_until, h.until_at
                FROM review_case c LEFT JOIN claim l ON l.case_id = c.id LEFT JOIN hold h ON h.case_id = c.id
                WHERE c.closed_at IS NULL ORDER BY c.due_day, c.hardship_rank, c.opened_at, c.id LIMIT 51;
                """);
        rig.warmUp(first, 2_000);
        rig.warmUp(last, 2_000);
        Meter near = rig.meter();
        Meter far = rig.meter();
        Meter plain = rig.plainMeter();
        Rounds rounds = new Rounds()
                .add("first page", () -> near.measure(1, () -> first.forSeconds(Rig.SECONDS / 2)))
                .add("deep page", () -> far.measure(1, () -> last.forSeconds(Rig.SECONDS / 2)))
                .add(
                        "page query",
                        () -> plain.measure(
                                1,
                                () -> rig.postgres()
                                        .pgbench(CONNECTIONS, Rig.until(Rig.SECONDS / 2), List.of(), List.of(query))))
                .run(Rig.ROUNDS);
        Report report = rig.report();
        report.atMost(
                12,
                "95th percentile of a page of 50, %,d deep to the first page".formatted(open),
                Meter.slow(far, near),
                1.2);
        report.atLeast(
                13, "Pages of 50 as JSON to the query by pgbench", rounds.ratio("first page", "page query"), 0.4);
        report.rates("Page of 50, the first", rounds, "first page", near);
        report.rates("Page of 50, %,d deep".formatted(open), rounds, "deep page", far);
        report.rates("Query of the first page", rounds, "page query", plain);
    }
}
