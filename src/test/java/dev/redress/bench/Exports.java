package dev.redress.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A million labels, read as a feed, frozen into a dataset and exported, beside COPY of the same JSON. What the service
/// keeps of it in memory is asked after a full collection, every two seconds of the stream.
final class Exports {

    private static final int ALL = 1_000_000;
    private static final int ROUND = 200_000;
    private static final int SAMPLES = 1_000;
    private static final int HEAP_AIM = 64;
    /// What the last full collection left; what was allocated since is not in it.
    private static final Pattern LIVE = Pattern.compile("(?m)^jvm_gc_live_data_size_bytes(?:\\{.*\\})? ([0-9.E+]+)$");

    private final Service service;
    private final Postgres postgres;
    private final Report report;
    private final String analyst;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Path files;

    Exports(Rig rig) throws Exception {
        this.files = rig.files();
        this.service = rig.service();
        this.postgres = rig.postgres();
        this.report = rig.report();
        this.analyst = rig.issuer().token("analyst", "analyst");
    }

    void run() throws Exception {
        fill();
        long start = System.nanoTime();
        String dataset = member(service.call(
                        "POST",
                        "/api/v1/datasets",
                        analyst,
                        "{\"name\":\"bench\",\"filter\":{\"includeNotBlind\":true},\"splits\":{\"all\":100}}")
                .body());
        report.fact("Freezing 1,000,000 labels, s", "%.0f".formatted((System.nanoTime() - start) / 1e9));
        String export = "/api/v1/datasets/" + dataset + "/export?format=";
        double copied =
                Double.parseDouble(postgres.ask("SELECT sum(octet_length(document::text) + 1) FROM plain_label"));
        Rounds measured = new Rounds()
                .add("labels as NDJSON", () -> perSecond(() -> read("/api/v1/labels?limit=" + ROUND)))
                .add(
                        "COPY",
                        () -> perSecond(() -> {
                            postgres.script(
                                    "\\copy (SELECT document FROM plain_label ORDER BY position) TO '/dev/null'");
                            return copied;
                        }))
                .run(Rig.ROUNDS);
        report.atLeast(
                15,
                "Labels as NDJSON to COPY TO STDOUT of the same JSON, MB/s",
                measured.ratio("labels as NDJSON", "COPY"),
                0.5);
        report.rates("Labels as NDJSON, bytes", measured, "labels as NDJSON", null);
        report.rates("COPY TO STDOUT of their JSON, bytes", measured, "COPY", null);
        for (String format : new String[] {"jsonl", "csv", "parquet", "huggingface"}) {
            long before = liveHeapMib();
            long began = System.nanoTime();
            CompletableFuture<Long> reading = CompletableFuture.supplyAsync(() -> readAll(export + format));
            List<Long> looks = new ArrayList<>();
            while (!reading.isDone()) {
                looks.add(liveHeapMib() - before);
                Thread.sleep(2_000);
            }
            long bytes = reading.join();
            double seconds = (System.nanoTime() - began) / 1e9;
            long most = looks.stream().mapToLong(Long::longValue).max().orElseThrow();
            System.err.printf(
                    "  %-12s %,d MiB in %.0f s, %d looks, at most %d MiB more on the heap%n",
                    format, bytes >> 20, seconds, looks.size(), most);
            report.atMost(15, "Heap growth while 1,000,000 labels are exported as " + format + ", MiB", most, HEAP_AIM);
            report.fact("1,000,000 labels as " + format + ", MiB in s", "%,d in %.0f".formatted(bytes >> 20, seconds));
        }
    }

    /// Like the label of the first story, each of a thousand with its own reasons: what compresses too well measures
    /// nothing.
    private void fill() throws IOException {
        String json = label().strip();
        Random random = new Random(1);
        StringBuilder sql = new StringBuilder(
                "CREATE TABLE sample (n integer PRIMARY KEY, packed bytea NOT NULL, plain jsonb NOT NULL);\n");
        for (int n = 0; n < SAMPLES; n++) {
            byte[] words = new byte[600];
            random.nextBytes(words);
            String one = json.replaceFirst(
                    "\"rationale\":\"", "\"rationale\":\"" + HexFormat.of().formatHex(words) + " ");
            sql.append("INSERT INTO sample VALUES (%d, '\\x%s', '%s');%n"
                    .formatted(n, HexFormat.of().formatHex(Documents.deflated(one)), one.replace("'", "''")));
        }
        postgres.script("\\i " + Files.writeString(files.resolve("samples.sql"), sql));
        postgres.script(
                "SET session_replication_role = replica; INSERT INTO label (position, id, ruling_id, decision_id,"
                        + " created_at, document, type, agent_id, subject_ref, policy_id, policy_version, model, verdict,"
                        + " selection, blind) SELECT (SELECT max(position) FROM label) + g, gen_random_uuid(), gen_random_uuid(),"
                        + " gen_random_uuid(), l.created_at, s.packed, l.type, l.agent_id, 'cust-' || g % 100000,"
                        + " l.policy_id, l.policy_version, l.model, l.verdict, l.selection, l.blind"
                        + " FROM (SELECT * FROM label ORDER BY position LIMIT 1) l, generate_series(1, " + ALL + ") g"
                        + " JOIN sample s ON s.n = g % " + SAMPLES,
                "UPDATE label_position SET position = (SELECT max(position) FROM label)",
                "CREATE TABLE plain_label (position bigint PRIMARY KEY, document jsonb NOT NULL)",
                "INSERT INTO plain_label SELECT g, s.plain FROM generate_series(1, " + ROUND
                        + ") g JOIN sample s ON s.n = g % " + SAMPLES,
                "VACUUM ANALYZE label",
                "VACUUM ANALYZE plain_label");
    }

    private String label() {
        try {
            return service.call("GET", "/api/v1/labels?limit=1", analyst, null, "Accept", "application/x-ndjson")
                    .body();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Stream {
        /// Bytes.
        double run() throws Exception;
    }

    private static double perSecond(Stream stream) throws Exception {
        long start = System.nanoTime();
        return stream.run() / ((System.nanoTime() - start) / 1e9);
    }

    private long readAll(String path) {
        try {
            return read(path);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Bytes read.
    private long read(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                .header("Authorization", "Bearer " + analyst)
                .build();
        HttpResponse<InputStream> answer = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            throw new IOException(path + ": " + answer.statusCode());
        }
        try (InputStream in = answer.body()) {
            return in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /// After a full collection, which `jcmd` asks for.
    private long liveHeapMib() throws Exception {
        Process collect = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/jcmd", "" + service.pid(), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!collect.waitFor(60, TimeUnit.SECONDS) || collect.exitValue() != 0) {
            throw new IOException("jcmd cannot reach the service");
        }
        Matcher live =
                LIVE.matcher(service.call("GET", "/q/metrics", null, null).body());
        if (!live.find() || Double.parseDouble(live.group(1)) == 0) {
            throw new IOException("the service does not say what a collection left on its heap");
        }
        return (long) (Double.parseDouble(live.group(1)) / (1 << 20));
    }

    private static String member(String json) {
        Matcher id = Pattern.compile("\"id\":\"([0-9a-f-]+)\"").matcher(json);
        if (!id.find()) {
            throw new IllegalStateException(json);
        }
        return id.group(1);
    }
}
