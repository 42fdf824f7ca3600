package dev.redress.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// What operations of the service cost: time of the processors and bytes of the write-ahead log, added up over rounds.
final class Meter {

    private final LongSupplier processor;
    private final Postgres postgres;
    private long operations;
    private long serviceMicros;
    private long postgresMicros;
    private long walBytes;
    private long median;
    private long p99;
    private final List<Double> medians = new ArrayList<>();
    private final List<Double> slowest = new ArrayList<>();
    private final List<Double> slow = new ArrayList<>();
    private final List<Double> wals = new ArrayList<>();

    /// @param processor the time that what is asked has used so far, in microseconds; null for PostgreSQL alone
    Meter(LongSupplier processor, Postgres postgres) {
        this.processor = processor;
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
        long ours = ours();
        long theirs = postgres.cpuMicros();
        Load.Result result = work.run();
        operations += (long) result.done() * each;
        serviceMicros += ours() - ours;
        postgresMicros += postgres.cpuMicros() - theirs;
        walBytes += postgres.walBytes() - wal;
        wals.add((double) (postgres.walBytes() - wal) / result.done() / each);
        medians.add((double) result.median());
        slow.add((double) result.p95());
        slowest.add((double) result.p99());
        median = result.median();
        p99 = result.p99();
        return result.perSecond() * each;
    }

    private long ours() {
        return processor == null ? 0 : processor.getAsLong();
    }

    /// Round by round, how the median times of these two compare.
    static Rounds.Spread times(Meter of, Meter to) {
        return Rounds.Spread.ofRatios(of.medians, to.medians);
    }

    /// Round by round, how the times that one in a hundred exceeds compare.
    static Rounds.Spread slowest(Meter of, Meter to) {
        return Rounds.Spread.ofRatios(of.slowest, to.slowest);
    }

    /// Round by round, how the times that one in twenty exceeds compare.
    static Rounds.Spread slow(Meter of, Meter to) {
        return Rounds.Spread.ofRatios(of.slow, to.slow);
    }

    /// Round by round, how their bytes of write-ahead log compare.
    static Rounds.Spread wals(Meter of, Meter to) {
        return Rounds.Spread.ofRatios(of.wals, to.wals);
    }

    String cpu() {
        String theirs = "%,d".formatted(postgresMicros / operations);
        return processor == null ? theirs : "%,d + ".formatted(serviceMicros / operations) + theirs;
    }

    String wal() {
        return "%,d".formatted(walBytes / operations);
    }

    /// Of the last round, in milliseconds.
    String latency() {
        return "%.1f / %.1f".formatted(median / 1e3, p99 / 1e3);
    }
}
