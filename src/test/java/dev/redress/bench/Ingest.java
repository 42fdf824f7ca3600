package dev.redress.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/// Decisions, one a request and in batches, beside plain tables with the columns that Redress indexes, and their
/// indexes.
final class Ingest {

    private static final int CONNECTIONS = 64;
    private static final int WARM_UP = 20_000;
    private static final int BATCH = 100;
    private static final int COPIED = 4_000;

    private final Rig rig;
    private final List<String> documents = Documents.all();

    Ingest(Rig rig) {
        this.rig = rig;
        for (String kind : List.of("jsonb", "bytea")) {
            String table = "plain_" + kind;
            rig.postgres()
                    .script(
                            "CREATE TABLE IF NOT EXISTS " + table
                                    + " (id uuid PRIMARY KEY, agent_id text NOT NULL, external_id text NOT NULL,"
                                    + " type text NOT NULL, subject_ref text NOT NULL, trace_id text, decided_at timestamptz NOT NULL,"
                                    + " document " + kind + " NOT NULL, UNIQUE (agent_id, external_id))",
                            "CREATE INDEX IF NOT EXISTS " + table + "_agent ON " + table + " (agent_id, id)",
                            "CREATE INDEX IF NOT EXISTS " + table + "_subject ON " + table + " (subject_ref, id)",
                            "CREATE INDEX IF NOT EXISTS " + table + "_trace ON " + table + " (lower(trace_id))");
        }
        rig.postgres().script("ALTER TABLE plain_bytea ALTER document SET STORAGE EXTERNAL");
    }

    static List<Load.Request> requests() {
        return Documents.all().stream()
                .map(document -> Load.Request.post("/api/v1/decisions", Service.KEY, document))
                .toList();
    }

    void single() throws Exception {
        List<String> values = new ArrayList<>();
        List<Path> asJson = new ArrayList<>();
        List<Path> asBytes = new ArrayList<>();
        for (int i = 0; i < documents.size(); i++) {
            values.add("json" + i + "=" + documents.get(i));
            values.add("bytes" + i + "=\\x" + HexFormat.of().formatHex(Documents.deflated(documents.get(i))));
            asJson.add(insertOne("jsonb", ":json" + i));
            asBytes.add(insertOne("bytea", ":bytes" + i));
        }
        Load load = rig.load(CONNECTIONS, requests(), 201);
        Load one = rig.load(1, requests(), 201);
        Load floor = rig.load(CONNECTIONS, List.of(Load.Request.get("/q/health/live")), 200);
        Load oneFloor = rig.load(1, List.of(Load.Request.get("/q/health/live")), 200);
        rig.warmUp(load, WARM_UP);
        Meter many = rig.meter();
        Meter plain = rig.plainMeter();
        Meter bytes = rig.plainMeter();
        Meter single = rig.meter();
        Meter plainSingle = rig.plainMeter();
        Meter singleFloor = rig.meter();
        Postgres postgres = rig.postgres();
        Rounds rounds = new Rounds()
                .add("decisions", () -> settled(many, () -> load.forSeconds(Rig.SECONDS)))
                .add(
                        "pgbench jsonb",
                        () -> settled(
                                plain, () -> postgres.pgbench(CONNECTIONS, Rig.until(Rig.SECONDS), values, asJson)))
                .add(
                        "pgbench bytea",
                        () -> settled(
                                bytes, () -> postgres.pgbench(CONNECTIONS, Rig.until(Rig.SECONDS), values, asBytes)))
                .add("decisions, one at a time", () -> settled(single, () -> one.forSeconds(Rig.SECONDS / 2)))
                .add(
                        "pgbench jsonb, one at a time",
                        () -> settled(
                                plainSingle, () -> postgres.pgbench(1, Rig.until(Rig.SECONDS / 2), values, asJson)))
                .add(
                        "HTTP floor, one at a time",
                        () -> singleFloor.measure(1, () -> oneFloor.forSeconds(Rig.SECONDS / 4)))
                .add("HTTP floor", () -> floor.forSeconds(Rig.SECONDS / 4).perSecond())
                .run(Rig.ROUNDS);
        Report report = rig.report();
        report.atLeast(
                1, "Single decisions to one-row jsonb, 64 in flight", rounds.ratio("decisions", "pgbench jsonb"), 1);
        report.atMost(
                2,
                "Median time of a single decision to a one-row jsonb, one at a time",
                Meter.times(single, plainSingle),
                1.4);
        report.atLeast(
                3,
                "Single decisions to one-row compressed bytea, 64 in flight",
                rounds.ratio("decisions", "pgbench bytea"),
                0.7);
        report.atMost(
                23,
                "WAL bytes of a single decision to those of a one-row jsonb, 64 in flight",
                Meter.wals(many, plain),
                0.8);
        report.rates("Single decisions, 64 in flight", rounds, "decisions", many);
        report.rates("One-row inserts, jsonb, 64", rounds, "pgbench jsonb", plain);
        report.rates("One-row inserts, compressed bytea, 64", rounds, "pgbench bytea", bytes);
        report.rates("Single decisions, one at a time", rounds, "decisions, one at a time", single);
        report.rates("One-row inserts, jsonb, one at a time", rounds, "pgbench jsonb, one at a time", plainSingle);
        report.rates("HTTP floor: /q/health/live", rounds, "HTTP floor", null);
        report.rates("HTTP floor, one at a time", rounds, "HTTP floor, one at a time", singleFloor);
    }

    private double settled(Meter meter, Meter.Work work) throws Exception {
        rig.settle();
        return meter.measure(1, work);
    }

    private Path insertOne(String kind, String value) throws IOException {
        return Files.writeString(rig.files().resolve(kind + value.replace(":", "") + ".sql"), """
                \\set n random(1, 9000000000000000000)
                \\set subject random(1, 100000)
                INSERT INTO plain_%s (id, agent_id, external_id, type, subject_ref, trace_id, decided_at, document)
                    VALUES (%s, 'bench-agent', 'bench-' || :n, 'refund.request', 'cust-' || :subject,
                    md5(:n::text), now(), %s);
                """.formatted(
                        kind, timeOrderedId(), value));
    }

    /// Like the ids of Redress, so that neither side's index grows at random places.
    private static String timeOrderedId() {
        return "(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7'"
                + " || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid";
    }

    void batches() throws Exception {
        String body = "{\"decisions\":["
                + String.join(
                        ",",
                        IntStream.range(0, BATCH)
                                .mapToObj(i -> documents.get(i % documents.size()))
                                .toList())
                + "]}";
        Load load = rig.load(4, List.of(Load.Request.post("/api/v1/decisions/batch", Service.KEY, body)), 200);
        rig.warmUp(load, WARM_UP / BATCH);
        Path lines = rig.files().resolve("copy.txt");
        Meter meter = rig.meter();
        Rounds rounds = new Rounds()
                .add("decisions in batches", () -> {
                    rig.settle();
                    return meter.measure(BATCH, () -> load.forSeconds(Rig.SECONDS));
                })
                .add("COPY jsonb", () -> {
                    rig.settle();
                    writeLines(lines, documents);
                    long start = System.nanoTime();
                    rig.postgres().script("\\copy plain_jsonb FROM '" + lines + "'");
                    return COPIED / ((System.nanoTime() - start) / 1e9);
                })
                .run(Rig.ROUNDS);
        Report report = rig.report();
        report.atLeast(
                4,
                "Batches of 100 to one session of COPY into jsonb, rows",
                rounds.ratio("decisions in batches", "COPY jsonb"),
                0.7);
        report.rates("Decisions in batches of 100, 4 in flight", rounds, "decisions in batches", meter);
        report.rates("COPY jsonb, one session", rounds, "COPY jsonb", null);
    }

    private static void writeLines(Path file, List<String> documents) throws IOException {
        long first = System.currentTimeMillis() << 20;
        try (var out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < COPIED; i++) {
                var id = new UUID(System.currentTimeMillis() << 16 | 0x7000, Long.MIN_VALUE | (first + i));
                out.write(String.join(
                        "\t",
                        id.toString(),
                        "bench-agent",
                        "copy-" + (first + i),
                        "refund.request",
                        "cust-" + i,
                        "%016x%016x".formatted(first + i, 0xcbf29ce484222325L * (first + i)),
                        "2026-11-20T09:30:00Z",
                        documents.get(i % documents.size()).replace("\\", "\\\\")));
                out.write('\n');
            }
        }
    }
}
