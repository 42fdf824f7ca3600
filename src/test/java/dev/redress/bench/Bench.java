package dev.redress.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Redress beside plain PostgreSQL and beside peers: the same server, the same bytes, in turn. Only ratios count.
/// `docs/performance.md` says what is measured and why.
///
/// Arguments: the directory of PostgreSQL's programs, the process id of the server, a directory for files that the
/// server may not need to read, and the `java` command with its flags.
public final class Bench {

    static final Path LOG = Path.of("target/bench-service.log");

    private static final Set<String> PARTS = Set.of(System.getenv()
            .getOrDefault(
                    "REDRESS_BENCH_PARTS", "starts ingest overload batches spans queue claims counts engines labels")
            .trim()
            .split("\\s+"));

    private final Postgres postgres;
    private final Path files;
    private final List<String> java;
    private final Issuer issuer = new Issuer();
    private final Report report = new Report();
    private final List<String> broken = new ArrayList<>();

    private Bench(String[] arguments) throws Exception {
        postgres = new Postgres(Path.of(arguments[0]), Long.parseLong(arguments[1]));
        files = Path.of(arguments[2]);
        java = Arrays.asList(arguments).subList(3, arguments.length);
    }

    public static void main(String[] arguments) throws Exception {
        Locale.setDefault(Locale.ROOT);
        Bench bench = new Bench(arguments);
        try (bench.issuer) {
            bench.run();
        }
    }

    /// The packaged service.
    ///
    /// @param cached whether with its AOT cache
    static List<String> command(List<String> java, boolean cached) {
        List<String> command = new ArrayList<>(java);
        if (cached) {
            command.add("-XX:AOTCache=" + Starts.CACHE);
        }
        command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
        return command;
    }

    private interface Part {
        void run() throws Exception;
    }

    private void run() throws Exception {
        try (Service first = new Service(command(java, false), issuer, LOG)) {
            first.story(issuer);
            report.aimBelow("Resident memory after the first story, MiB", first.residentMib(), 350);
        }
        Starts.Best[] best = new Starts.Best[1];
        part("starts", () -> best[0] = new Starts(java, issuer, report).run());
        try (Service service = new Service(command(java, Files.exists(Starts.CACHE)), issuer, LOG)) {
            Rig rig = new Rig(service, postgres, report, issuer, files);
            Peers peers = new Peers(java.getFirst());
            part("ingest", () -> new Ingest(rig).single());
            part("overload", () -> new Overload(rig).run());
            part("batches", () -> new Ingest(rig).batches());
            part("spans", () -> new SpansIn(rig).run(peers));
            part("queue", () -> new Queues(rig).run());
            part("claims", () -> new Claims(rig).run());
            part("counts", () -> new Counts(rig).run());
            part("engines", () -> new Engines(rig).run(peers, best[0]));
            part("labels", () -> new Exports(rig).run());
            part(
                    "profile",
                    () -> new Profiles(
                                    rig,
                                    () -> new Service(
                                            command(java, Files.exists(Starts.CACHE)),
                                            issuer,
                                            LOG,
                                            Map.of(
                                                    "REDRESS_INTAKE_REQUESTS",
                                                    "0",
                                                    "REDRESS_INTAKE_AGENT",
                                                    "100000000/PT1M")))
                            .run());
            report.fact("Resident memory at the end, MiB", "" + service.residentMib());
        }
        report.print(Path.of("target/bench.md"), postgres.ask("SHOW server_version"), Rig.SECONDS, Rig.ROUNDS);
        if (!broken.isEmpty()) {
            throw new IllegalStateException("these parts broke off: " + String.join(", ", broken));
        }
    }

    /// What the parts before have measured is not lost by one that breaks off.
    private void part(String name, Part part) {
        if (PARTS.contains(name)) {
            long start = System.nanoTime();
            System.err.println("== " + name);
            try {
                part.run();
            } catch (Exception e) {
                broken.add(name);
                e.printStackTrace();
            }
            System.err.printf("== %s took %.0f s%n", name, (System.nanoTime() - start) / 1e9);
        }
    }
}
