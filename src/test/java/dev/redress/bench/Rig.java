package dev.redress.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// What a part of the bench works with.
///
/// @param files a directory for files that the server may not need to read
record Rig(Service service, Postgres postgres, Report report, Issuer issuer, Path files) {

    static final int ROUNDS = 4;
    static final double SECONDS = Double.parseDouble(System.getenv().getOrDefault("REDRESS_BENCH_SECONDS", "4"));

    /// What the JVM's compilers may still take of one processor.
    private static final double QUIET = 0.05;

    private static final long LONGEST_WARM_UP = 60_000_000_000L;

    /// No checkpoint that one measurement caused falls into the next.
    void settle() {
        postgres.script("CHECKPOINT");
    }

    Meter meter() {
        return new Meter(service::cpuMicros, postgres);
    }

    /// For what PostgreSQL does alone.
    Meter plainMeter() {
        return new Meter(null, postgres);
    }

    Load load(int connections, List<Load.Request> requests, int status) {
        return new Load(service.port(), connections, requests, status);
    }

    /// For pgbench.
    static List<String> until(double seconds) {
        return List.of("-T", "" + (int) Math.ceil(seconds));
    }

    /// Until what compiles in the process is quiet, at least so many requests and at most a minute: what is measured
    /// then
    /// is the code that runs for days.
    void warmUp(Load load, int requests) throws IOException {
        warmUp(load, requests, service.pid());
    }

    /// @param pid of what answers
    static void warmUp(Load load, int requests, long pid) throws IOException {
        long start = System.nanoTime();
        double last = load.times(requests).perSecond();
        double share = 1;
        while (share > QUIET && System.nanoTime() - start < LONGEST_WARM_UP) {
            long before = Cpu.compilerMicros(pid);
            long from = System.nanoTime();
            last = load.forSeconds(2).perSecond();
            share = (Cpu.compilerMicros(pid) - before) * 1e3 / (System.nanoTime() - from);
            System.err.printf("  warming up: %,.0f requests/s, compilers %.0f %%%n", last, share * 100);
        }
        System.err.printf(
                "  warm-up ended after %.0f s at %,.0f requests/s, compilers at %.0f %%%n",
                (System.nanoTime() - start) / 1e9, last, share * 100);
    }
}
