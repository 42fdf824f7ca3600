package dev.redress.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Claim-next beside the claim statement of pgbench, with queues of several sizes, and while somebody's snapshot keeps
/// vacuum from its work.
///
/// Each size has its tables, filled once; the one that is measured takes the name that the service knows.
final class Claims {

    private static final int REVIEWERS = 32;
    static final int CLAIMED = Math.max(REVIEWERS, (int) (Rig.SECONDS * 600 / REVIEWERS) * REVIEWERS);
    private static final int FEW = 10_000;
    static final int MANY = number("REDRESS_BENCH_OPEN", 1_000_000);
    static final int MOST = number("REDRESS_BENCH_MOST", 5_000_000);
    private static final int PINNED_SECONDS = number("REDRESS_BENCH_PINNED", 60);
    private static final int RULINGS = 100_000;
    private static final int WARM_UP = 10_000;

    private final Rig rig;

    Claims(Rig rig) {
        this.rig = rig;
    }

    /// Sets the queue of the parts before aside, and puts rulings on record that a claim must look past. Once.
    static void prepare(Rig rig) {
        if (!rig.postgres()
                .ask("SELECT to_regclass('queue_entry_before_the_bench')")
                .isEmpty()) {
            return;
        }
        rig.postgres()
                .script(
                        "ALTER TABLE queue_entry RENAME TO queue_entry_before_the_bench",
                        "CREATE TABLE plain_claim (LIKE claim INCLUDING ALL)",
                        // The bench's decisions need no rows of their own for that.
                        "SET session_replication_role = replica; INSERT INTO ruling (id, decision_id, case_id,"
                                + " reviewer_id, verdict, reasons, corrected_facts, independence, blind, ruled_at)"
                                + " SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'somebody-else',"
                                + " 'UPHELD', 'r', '[]', '', true, now() FROM generate_series(1, " + RULINGS + ")",
                        "VACUUM ANALYZE ruling");
    }

    void run() throws Exception {
        prepare(rig);
        for (int size : new int[] {FEW, MANY}) {
            park(rig, "redress", size);
            park(rig, "plain", size);
        }
        Load load = load(rig, REVIEWERS);
        Meter few = rig.meter();
        Meter many = rig.meter();
        Meter plainFew = rig.plainMeter();
        Meter plainMany = rig.plainMeter();
        as(rig, MANY, () -> {
            rig.warmUp(load, WARM_UP);
            return null;
        });
        Rounds rounds = new Rounds()
                .add("claims of 10,000", () -> claimNext(FEW, few, load))
                .add("pgbench of 10,000", () -> claimByStatement(FEW, plainFew))
                .add("claims of many", () -> claimNext(MANY, many, load))
                .add("pgbench of many", () -> claimByStatement(MANY, plainMany))
                .run(Rig.ROUNDS);
        Report report = rig.report();
        report.atLeast(
                8,
                "Claim-next to the claim statement, 32 reviewers, 10,000 open",
                rounds.ratio("claims of 10,000", "pgbench of 10,000"),
                0.7);
        report.atLeast(
                8,
                "Claim-next to the claim statement, 32 reviewers, %,d open".formatted(MANY),
                rounds.ratio("claims of many", "pgbench of many"),
                0.7);
        report.rates("Claim-next, 10,000 open", rounds, "claims of 10,000", few);
        report.rates("Claim-next, %,d open".formatted(MANY), rounds, "claims of many", many);
        report.rates("Claim statement, 10,000 open", rounds, "pgbench of 10,000", plainFew);
        report.rates("Claim statement, %,d open".formatted(MANY), rounds, "pgbench of many", plainMany);
        pinned(load);
        if (MOST > MANY) {
            most(load);
        }
    }

    /// The 99th percentile with five million open cases to that with ten thousand.
    private void most(Load load) throws Exception {
        park(rig, "redress", MOST);
        Meter few = rig.meter();
        Meter most = rig.meter();
        Rounds rounds = new Rounds()
                .add("claims of 10,000", () -> claimNext(FEW, few, load))
                .add("claims of the most", () -> claimNext(MOST, most, load))
                .run(Rig.ROUNDS);
        rig.report()
                .atMost(
                        10,
                        "99th percentile of claim-next, %,d open to 10,000 open".formatted(MOST),
                        Meter.slowest(most, few),
                        1.5);
        rig.report().rates("Claim-next, %,d open".formatted(MOST), rounds, "claims of the most", most);
    }

    /// The rate at the end of a time in which a snapshot was held, to the rate before it and after it was let go.
    private void pinned(Load load) throws Exception {
        park(rig, "redress", MANY);
        int look = (int) Math.max(5, Rig.SECONDS * 2);
        Rounds.Spread ratio = as(rig, MANY, () -> {
            double before = load.forSeconds(look).perSecond();
            double held;
            try (var _ = rig.postgres().snapshot()) {
                load.forSeconds(Math.max(0.1, PINNED_SECONDS - look));
                held = load.forSeconds(look).perSecond();
            }
            rig.postgres().script("VACUUM queue_entry");
            double after = load.forSeconds(look).perSecond();
            System.err.printf(
                    "  claims/s free %.0f, with a snapshot held %.0f, free again %.0f%n", before, held, after);
            return Rounds.Spread.of(List.of(held / before, held / after));
        });
        rig.report()
                .atLeast(
                        10,
                        "Rate of claim-next after %d s with a held snapshot to the rate without"
                                .formatted(PINNED_SECONDS),
                        ratio,
                        0.8);
    }

    static Load load(Rig rig, int reviewers) throws Exception {
        List<Load.Request> requests = new ArrayList<>();
        for (int i = 0; i < reviewers; i++) {
            requests.add(Load.Request.post("/api/v1/claims", rig.issuer().token("reviewer-" + i, "reviewer"), "{}"));
        }
        return rig.load(reviewers, requests, 201);
    }

    private double claimNext(int size, Meter meter, Load load) throws Exception {
        fill(rig, parked("redress", size), size);
        rig.postgres().script("TRUNCATE claim");
        return as(rig, size, () -> {
            rig.settle();
            return meter.measure(1, () -> load.times(CLAIMED));
        });
    }

    private double claimByStatement(int size, Meter meter) throws Exception {
        String table = parked("plain", size);
        fill(rig, table, size);
        rig.postgres().script("TRUNCATE plain_claim");
        rig.settle();
        Path script = Files.writeString(rig.files().resolve("claim.sql"), """
                WITH gone AS (DELETE FROM %1$s WHERE case_id = (SELECT case_id FROM %1$s
                        ORDER BY due_day, hardship_rank, opened_at, case_id LIMIT 1 FOR UPDATE SKIP LOCKED)
                    RETURNING case_id, decision_id, fence)
                INSERT INTO plain_claim (case_id, decision_id, holder, fence, claimed_at, lease_until)
                SELECT case_id, decision_id, 'reviewer-' || :client_id, fence + 1, now(), now() + interval '20 min'
                FROM gone;
                """.formatted(table));
        List<String> until = List.of("-t", "" + CLAIMED / REVIEWERS);
        return meter.measure(1, () -> rig.postgres().pgbench(REVIEWERS, until, List.of(), List.of(script)));
    }

    interface Work<T> {
        T run() throws Exception;
    }

    /// While the queue of this size has the name that the service knows.
    static <T> T as(Rig rig, int size, Work<T> work) throws Exception {
        String table = parked("redress", size);
        rig.postgres().script("ALTER TABLE " + table + " RENAME TO queue_entry");
        try {
            return work.run();
        } finally {
            rig.postgres().script("ALTER TABLE queue_entry RENAME TO " + table);
        }
    }

    /// While the queue of before has the name that the service knows, so that appeals can be filed.
    static <T> T asBefore(Rig rig, Work<T> work) throws Exception {
        prepare(rig);
        rig.postgres().script("ALTER TABLE queue_entry_before_the_bench RENAME TO queue_entry");
        try {
            return work.run();
        } finally {
            rig.postgres().script("ALTER TABLE queue_entry RENAME TO queue_entry_before_the_bench");
        }
    }

    /// A table of the queue with this many waiting cases; what is there already is filled up.
    static void park(Rig rig, String kind, int size) throws IOException {
        Postgres postgres = rig.postgres();
        String table = parked(kind, size);
        if (postgres.ask("SELECT to_regclass('" + table + "')").isEmpty()) {
            System.err.printf("Opening %,d cases (%s)%n", size, kind);
            String queue = "queue_entry_before_the_bench";
            postgres.script("CREATE TABLE " + table + " (LIKE " + queue + " INCLUDING ALL EXCLUDING INDEXES) WITH ("
                    + postgres.ask(
                            "SELECT array_to_string(reloptions, ', ') FROM pg_class WHERE relname = '" + queue + "'")
                    + ")");
            fill(rig, table, size);
            // Made afterwards, as that takes a fraction of the time.
            String indexes = postgres.ask("SELECT string_agg(replace(indexdef, ' ON public." + queue + "', ' ON "
                    + table + "'), ';') FROM pg_indexes WHERE tablename = '" + queue + "'");
            for (String index : indexes.split(";")) {
                postgres.script(
                        "SET maintenance_work_mem = '256MB'; " + index.replaceFirst("INDEX \\S+ ON", "INDEX ON"));
            }
        }
        fill(rig, table, size);
        postgres.script("VACUUM ANALYZE " + table);
    }

    static String parked(String kind, int size) {
        return kind + "_queue_" + size;
    }

    /// Adds what is missing to this many waiting cases, due within thirty days.
    private static void fill(Rig rig, String table, int size) {
        rig.postgres().script("""
                INSERT INTO %1$s (case_id, decision_id, due_at, opened_at, fence, origin, type, agent_id, subject_ref)
                SELECT gen_random_uuid(), gen_random_uuid(), now() + random() * interval '30 days', now(), 0, 'APPEAL',
                    'refund.request', 'bench-agent', 'cust-' || n
                FROM generate_series(1, %2$d - (SELECT count(*) FROM %1$s)) n""".formatted(table, size));
    }

    private static int number(String name, int otherwise) {
        return Integer.parseInt(System.getenv().getOrDefault(name, "" + otherwise));
    }
}
