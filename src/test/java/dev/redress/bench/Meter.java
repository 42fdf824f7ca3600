package dev.redress.bench;

/// What operations of the service cost: time of the processors and bytes of the write-ahead log, added up over rounds.
final class Meter {

    private final Service service;
    private final Postgres postgres;
    private long operations;
    private long serviceMicros;
    private long postgresMicros;
    private long walBytes;
    private long median;
    private long p99;

    Meter(Service service, Postgres postgres) {
        this.service = service;
        this.postgres = postgres;
    }

    interface Work {
        Load.Result run() throws Exception;
    }

    /// Operations a second.
    ///
    /// @param each operations in one request
    double measure(int each, Work work) throws Exception {
        long wal = postgres.walBytes();
        long ours = service.cpuMicros();
        long theirs = postgres.cpuMicros();
        Load.Result result = work.run();
        operations += (long) result.done() * each;
        serviceMicros += service.cpuMicros() - ours;
        postgresMicros += postgres.cpuMicros() - theirs;
        walBytes += postgres.walBytes() - wal;
        median = result.median();
        p99 = result.p99();
        return result.perSecond() * each;
    }

    String cpu() {
        return "%,d + %,d".formatted(serviceMicros / operations, postgresMicros / operations);
    }

    String wal() {
        return "%,d".formatted(walBytes / operations);
    }

    /// Of the last round, in milliseconds.
    String latency() {
        return "%.1f / %.1f".formatted(median / 1e3, p99 / 1e3);
    }
}
