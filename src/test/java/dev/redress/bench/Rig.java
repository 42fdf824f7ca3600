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

    /// The compilers of the JVM need their time, on a busy machine more of it.
    static void warmUp(Load load, int requests) throws IOException {
        double last = 0;
        for (int i = 0; i < 4; i++) {
            last = load.times(requests / 4).perSecond();
        }
        System.err.printf("  warm-up ended at %,.0f requests/s%n", last);
    }
}
