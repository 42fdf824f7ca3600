package dev.redress.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// How long the service takes from its start to its first good answer, on a database whose schema is there, and what it
/// then keeps in memory: with the AOT cache of the package and without, in turn.
final class Starts {

    static final Path CACHE = Path.of("target/quarkus-app/app.aot");
    private static final int TIMES = 3;
    private static final int CLASS_MIB = 271;

    /// Medians of the starts with the cache, to be compared with a peer's; null when there is no cache.
    record Best(double millis, double mib) {}

    private final List<String> java;
    private final Issuer issuer;
    private final Report report;

    Starts(List<String> java, Issuer issuer, Report report) {
        this.java = java;
        this.issuer = issuer;
        this.report = report;
    }

    Best run() throws Exception {
        if (!Files.exists(CACHE)) {
            report.missing(17, "First answer with the AOT cache to without", "there is no " + CACHE);
            return null;
        }
        List<Double> with = new ArrayList<>();
        List<Double> without = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        List<Double> memoryWithout = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i <= TIMES; i++) { // the first pair reads the files from the disk and does not count
            double plain = start(Bench.command(java, false), i == 0 ? new ArrayList<>() : memoryWithout);
            double cached = start(Bench.command(java, true), i == 0 ? new ArrayList<>() : memory);
            if (i > 0) {
                without.add(plain);
                with.add(cached);
                ratios.add(cached / plain);
            }
        }
        report.atMost(17, "First answer with the AOT cache to without", Rounds.Spread.of(ratios), 0.45);
        Rounds.Spread resident = Rounds.Spread.of(memory);
        report.atMost(
                18,
                "Resident memory after the first answer to the published %d MiB".formatted(CLASS_MIB),
                resident.median() / CLASS_MIB,
                1);
        report.fact(
                "First answer with / without the AOT cache, ms",
                "%.0f / %.0f"
                        .formatted(
                                Rounds.Spread.of(with).median(),
                                Rounds.Spread.of(without).median()));
        report.fact(
                "Resident memory after it, MiB",
                "%.0f / %.0f"
                        .formatted(
                                resident.median(),
                                Rounds.Spread.of(memoryWithout).median()));
        return new Best(Rounds.Spread.of(with).median(), resident.median());
    }

    private double start(List<String> command, List<Double> memory) throws Exception {
        try (Service service = new Service(command, issuer, Bench.LOG)) {
            memory.add((double) service.residentMib());
            return service.toReady().toMillis();
        }
    }
}
