package dev.redress.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/// Redress beside plain PostgreSQL: the same server, the same bytes, in turn. Only ratios count. `docs/performance.md`
/// says what is measured and why.
///
/// Arguments: the directory of PostgreSQL's programs, the process id of the server, a directory for files that the
/// server may not need to read, and the `java` command with its flags.
public final class Bench {

    private static final int CONNECTIONS = 64;
    private static final int ROUNDS = 4;
    private static final double SECONDS =
            Double.parseDouble(System.getenv().getOrDefault("REDRESS_BENCH_SECONDS", "4"));
    private static final String PARTS =
            System.getenv().getOrDefault("REDRESS_BENCH_PARTS", "ingest overload batches claims queue labels");
    private static final int WARM_UP = 20_000;
    private static final int BATCH = 100;
    private static final int COPIED = 4_000;
    private static final int REVIEWERS = 32;
    private static final int CLAIMED = Math.max(REVIEWERS, (int) (SECONDS * 600 / REVIEWERS) * REVIEWERS);
    private static final int FEW = 10_000;
    private static final int MANY = 1_000_000;

    private final Postgres postgres;
    private final Path files;
    private final List<String> java;
    private final Issuer issuer = new Issuer();
    private final Report report = new Report();

    private Bench(String[] arguments) throws Exception {
        postgres = new Postgres(Path.of(arguments[0]), Long.parseLong(arguments[1]));
        files = Path.of(arguments[2]);
        java = List.of(arguments).subList(3, arguments.length);
    }

    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        Bench bench = new Bench(arguments);
        try (bench.issuer) {
            bench.run();
        }
    }

    private void run() throws Exception {
        say("Start, and the first story");
        try (Service first = start()) {
            first.story(issuer);
            report.aimBelow("Resident memory after the first story, MiB", first.residentMib(), 350);
            report.fact(
                    "First start to ready, with the schema made, ms",
                    "" + first.toReady().toMillis());
        }
        List<Double> starts = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            try (Service again = start()) {
                starts.add((double) again.toReady().toMillis());
            }
        }
        report.fact(
                "Start to ready, ms", "%.0f".formatted(Rounds.Spread.of(starts).median()));
        try (Service service = start()) {
            baselines();
            if (PARTS.contains("ingest")) {
                ingest(service);
            }
            if (PARTS.contains("overload")) {
                say("Three times as many decisions as the service can take");
                List<Load.Request> requests = decisions();
                Load closed = new Load(service.port(), CONNECTIONS, requests, 201);
                warmUp(closed, WARM_UP);
                new Overload(service, postgres, report, files).run(closed, requests, ROUNDS, SECONDS);
            }
            if (PARTS.contains("batches")) {
                batches(service);
            }
            if (PARTS.contains("queue")) {
                say("The queue with few and with many open cases");
                new Queues(service, postgres, report, issuer).run(ROUNDS);
            }
            if (PARTS.contains("claims")) {
                claims(service);
            }
            if (PARTS.contains("labels")) {
                say("A million labels, beside COPY");
                new Exports(service, postgres, report, issuer, files).run(ROUNDS);
            }
            report.fact("Resident memory at the end, MiB", "" + service.residentMib());
        }
        report.print(Path.of("target/bench.md"), postgres.ask("SHOW server_version"), SECONDS, ROUNDS);
    }

    private Service start() throws Exception {
        return new Service(java, issuer, Path.of("target/bench-service.log"));
    }

    /// Plain tables with the columns that Redress indexes, and their indexes.
    private void baselines() {
        for (String kind : List.of("jsonb", "bytea")) {
            String table = "plain_" + kind;
            postgres.script(
                    "CREATE TABLE " + table
                            + " (id uuid PRIMARY KEY, agent_id text NOT NULL, external_id text NOT NULL,"
                            + " type text NOT NULL, subject_ref text NOT NULL, decided_at timestamptz NOT NULL,"
                            + " document " + kind + " NOT NULL, UNIQUE (agent_id, external_id))",
                    "CREATE INDEX ON " + table + " (agent_id, id)",
                    "CREATE INDEX ON " + table + " (subject_ref, id)");
        }
        postgres.script("ALTER TABLE plain_bytea ALTER document SET STORAGE EXTERNAL");
    }

    private void ingest(Service service) throws Exception {
        say("One decision a request, " + CONNECTIONS + " in flight");
        List<String> documents = Documents.all();
        List<String> values = new ArrayList<>();
        List<Path> asJson = new ArrayList<>();
        List<Path> asBytes = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            values.add("json" + i + "=" + documents.get(i));
            values.add("bytes" + i + "=\\x" + HexFormat.of().formatHex(Documents.deflated(documents.get(i))));
            asJson.add(insertOne("jsonb", ":json" + i));
            asBytes.add(insertOne("bytea", ":bytes" + i));
        }
        List<Load.Request> requests = decisions();
        Load load = new Load(service.port(), CONNECTIONS, requests, 201);
        Load one = new Load(service.port(), 1, requests, 201);
        Load floor = new Load(service.port(), CONNECTIONS, List.of(Load.Request.get("/q/health/live")), 200);
        List<String> until = List.of("-T", "" + (int) Math.ceil(SECONDS));
        warmUp(load, WARM_UP);
        Meter meter = new Meter(service, postgres);
        Rounds rounds = new Rounds()
                .add("decisions", () -> {
                    settle();
                    return meter.measure(1, () -> load.forSeconds(SECONDS));
                })
                .add("pgbench jsonb", () -> {
                    settle();
                    return postgres.pgbench(CONNECTIONS, until, values, asJson);
                })
                .add("pgbench bytea", () -> {
                    settle();
                    return postgres.pgbench(CONNECTIONS, until, values, asBytes);
                })
                .add(
                        "decisions, one at a time",
                        () -> one.forSeconds(SECONDS / 2).perSecond())
                .add(
                        "pgbench jsonb, one at a time",
                        () -> postgres.pgbench(1, List.of("-T", "" + (int) Math.ceil(SECONDS / 2)), values, asJson))
                .add("HTTP floor", () -> floor.forSeconds(SECONDS / 4).perSecond())
                .run(ROUNDS);
        report.aim(
                "Single decisions to one-row jsonb inserts, 64 in flight",
                rounds.ratio("decisions", "pgbench jsonb"),
                0.7);
        report.aim(
                "Single decisions to one-row inserts of compressed bytea, 64 in flight",
                rounds.ratio("decisions", "pgbench bytea"),
                0.7);
        report.figure(
                "Single decisions, one at a time, to one-row jsonb inserts",
                rounds.ratio("decisions, one at a time", "pgbench jsonb, one at a time"));
        report.rates("Single decisions", rounds, "decisions", meter);
        report.rates("One-row inserts, jsonb", rounds, "pgbench jsonb", null);
        report.rates("One-row inserts, compressed bytea", rounds, "pgbench bytea", null);
        report.rates("HTTP floor: /q/health/live", rounds, "HTTP floor", null);
    }

    private static List<Load.Request> decisions() {
        return Documents.all().stream()
                .map(document -> Load.Request.post("/api/v1/decisions", Service.KEY, document))
                .toList();
    }

    private Path insertOne(String kind, String value) throws IOException {
        return Files.writeString(
                files.resolve(kind + value.replace(":", "") + ".sql"), """
                \\set n random(1, 9000000000000000000)
                \\set subject random(1, 100000)
                INSERT INTO plain_%s (id, agent_id, external_id, type, subject_ref, decided_at, document) VALUES (%s,
                    'bench-agent', 'bench-' || :n, 'refund.request', 'cust-' || :subject, now(), %s);
                """.formatted(kind, timeOrderedId(), value));
    }

    /// Like the ids of Redress, so that neither side's index grows at random places.
    private static String timeOrderedId() {
        return "(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7'"
                + " || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid";
    }

    private void batches(Service service) throws Exception {
        say("Batches of " + BATCH + ", beside COPY");
        List<String> documents = Documents.all();
        String body = "{\"decisions\":["
                + String.join(
                        ",",
                        IntStream.range(0, BATCH)
                                .mapToObj(i -> documents.get(i % documents.size()))
                                .toList())
                + "]}";
        Load load = new Load(
                service.port(), 4, List.of(Load.Request.post("/api/v1/decisions/batch", Service.KEY, body)), 200);
        warmUp(load, WARM_UP / BATCH);
        Path lines = files.resolve("copy.txt");
        Meter meter = new Meter(service, postgres);
        Rounds rounds = new Rounds()
                .add("decisions in batches", () -> {
                    settle();
                    return meter.measure(BATCH, () -> load.forSeconds(SECONDS));
                })
                .add("COPY jsonb", () -> {
                    settle();
                    writeLines(lines, documents);
                    long start = System.nanoTime();
                    postgres.script("\\copy plain_jsonb FROM '" + lines + "'");
                    return COPIED / ((System.nanoTime() - start) / 1e9);
                })
                .run(ROUNDS);
        report.aim(
                "Batches of 100 to one session of COPY into jsonb, rows",
                rounds.ratio("decisions in batches", "COPY jsonb"),
                0.4);
        report.rates("Decisions in batches of 100, 4 in flight", rounds, "decisions in batches", meter);
        report.rates("COPY jsonb, one session", rounds, "COPY jsonb", null);
    }

    private static void writeLines(Path file, List<String> documents) throws IOException {
        long first = System.currentTimeMillis() << 20;
        try (var out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < COPIED; i++) {
                var id = new java.util.UUID(System.currentTimeMillis() << 16 | 0x7000, Long.MIN_VALUE | (first + i));
                out.write(String.join(
                        "\t",
                        id.toString(),
                        "bench-agent",
                        "copy-" + (first + i),
                        "refund.request",
                        "cust-" + i,
                        "2026-11-20T09:30:00Z",
                        documents.get(i % documents.size()).replace("\\", "\\\\")));
                out.write('\n');
            }
        }
    }

    private void claims(Service service) throws Exception {
        say("Filling the queue");
        for (int size : new int[] {FEW, MANY}) {
            for (String kind : List.of("redress", "plain")) {
                String table = parked(kind, size);
                postgres.script("CREATE TABLE " + table + " (LIKE queue_entry INCLUDING ALL)");
                postgres.script("ALTER TABLE " + table + " SET ("
                        + postgres.ask(
                                "SELECT array_to_string(reloptions, ', ') FROM pg_class WHERE relname = 'queue_entry'")
                        + ")");
                fill(table, size);
                postgres.script("VACUUM ANALYZE " + table);
            }
        }
        postgres.script(
                "ALTER TABLE queue_entry RENAME TO queue_entry_before_the_bench",
                "CREATE TABLE plain_claim (LIKE claim INCLUDING ALL)",
                // Rulings that the claim must look past; the bench's decisions need no rows of their own for that.
                "SET session_replication_role = replica; INSERT INTO ruling (id, decision_id, case_id, reviewer_id,"
                        + " verdict, reasons, corrected_facts, independence, blind, ruled_at)"
                        + " SELECT gen_random_uuid(), decision_id, gen_random_uuid(), 'somebody-else', 'UPHELD', 'r',"
                        + " '[]', '', true, now() FROM " + parked("redress", MANY) + " LIMIT 100000",
                "VACUUM ANALYZE ruling");
        List<Load.Request> requests = new ArrayList<>();
        for (int i = 0; i < REVIEWERS; i++) {
            requests.add(Load.Request.post("/api/v1/claims", issuer.token("reviewer-" + i, "reviewer"), "{}"));
        }
        Load load = new Load(service.port(), REVIEWERS, requests, 201);
        Meter few = new Meter(service, postgres);
        Meter many = new Meter(service, postgres);
        postgres.script("ALTER TABLE " + parked("redress", MANY) + " RENAME TO queue_entry");
        warmUp(load, WARM_UP / 2);
        postgres.script("ALTER TABLE queue_entry RENAME TO " + parked("redress", MANY));
        say("Claim the next case, " + REVIEWERS + " reviewers");
        Rounds rounds = new Rounds()
                .add("claims of 10,000", () -> claimNext(FEW, few, load))
                .add("pgbench of 10,000", () -> claimByStatement(FEW))
                .add("claims of 1,000,000", () -> claimNext(MANY, many, load))
                .add("pgbench of 1,000,000", () -> claimByStatement(MANY))
                .run(ROUNDS);
        report.aim(
                "Claim-next to the claim statement, 10,000 open",
                rounds.ratio("claims of 10,000", "pgbench of 10,000"),
                0.5);
        report.aim(
                "Claim-next to the claim statement, 1,000,000 open",
                rounds.ratio("claims of 1,000,000", "pgbench of 1,000,000"),
                0.5);
        report.aimBelow(
                "Time of a claim, 1,000,000 open to 10,000 open",
                rounds.ratio("claims of 10,000", "claims of 1,000,000"),
                1.5);
        report.rates("Claim-next, 10,000 open", rounds, "claims of 10,000", few);
        report.rates("Claim-next, 1,000,000 open", rounds, "claims of 1,000,000", many);
        report.rates("Claim statement, 10,000 open", rounds, "pgbench of 10,000", null);
        report.rates("Claim statement, 1,000,000 open", rounds, "pgbench of 1,000,000", null);
    }

    /// The queue of this size takes the name that the service knows, for as long as it is measured.
    private double claimNext(int size, Meter meter, Load load) throws Exception {
        String table = parked("redress", size);
        fill(table, size);
        postgres.script("TRUNCATE claim", "ALTER TABLE " + table + " RENAME TO queue_entry");
        settle();
        try {
            return meter.measure(1, () -> load.times(CLAIMED));
        } finally {
            postgres.script("ALTER TABLE queue_entry RENAME TO " + table);
        }
    }

    private double claimByStatement(int size) throws IOException {
        String table = parked("plain", size);
        fill(table, size);
        postgres.script("TRUNCATE plain_claim");
        settle();
        Path script = Files.writeString(files.resolve("claim.sql"), """
                WITH gone AS (DELETE FROM %1$s WHERE case_id = (SELECT case_id FROM %1$s
                        ORDER BY due_day, hardship_rank, opened_at, case_id LIMIT 1 FOR UPDATE SKIP LOCKED)
                    RETURNING case_id, decision_id, fence)
                INSERT INTO plain_claim (case_id, decision_id, holder, fence, claimed_at, lease_until)
                SELECT case_id, decision_id, 'reviewer-' || :client_id, fence + 1, now(), now() + interval '20 min'
                FROM gone;
                """.formatted(table));
        return postgres.pgbench(REVIEWERS, List.of("-t", "" + CLAIMED / REVIEWERS), List.of(), List.of(script));
    }

    private static String parked(String kind, int size) {
        return kind + "_queue_" + size;
    }

    /// Adds what is missing to this many waiting cases, due within thirty days.
    private void fill(String table, int size) {
        postgres.script("""
                INSERT INTO %1$s (case_id, decision_id, due_at, opened_at, fence, origin, type, agent_id, subject_ref)
                SELECT gen_random_uuid(), gen_random_uuid(), now() + random() * interval '30 days', now(), 0, 'APPEAL',
                    'refund.request', 'bench-agent', 'cust-' || n
                FROM generate_series(1, %2$d - (SELECT count(*) FROM %1$s)) n""".formatted(table, size));
    }

    /// The compilers of the JVM need their time, on a busy machine more of it.
    private static void warmUp(Load load, int requests) throws IOException {
        double last = 0;
        for (int i = 0; i < 4; i++) {
            last = load.times(requests / 4).perSecond();
        }
        System.err.printf("  warm-up ended at %,.0f requests/s%n", last);
    }

    /// No checkpoint that one measurement caused falls into the next.
    private void settle() {
        postgres.script("CHECKPOINT");
    }

    private static void say(String text) {
        System.err.println(text);
    }
}
