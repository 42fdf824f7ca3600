package dev.redress.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Single decisions at three times what the service can take: how much it still takes, how fast it says no, and that
/// nothing it took is missing. Beside it the same at four fifths of what it can take.
final class Overload {

    private static final double COMFORTABLE = 0.8;
    private static final double TOO_MUCH = 3;

    /// Times the length of a measurement, so that queues fill.
    private static final int LONGER = 3;

    private static final int CONNECTIONS = 64;
    private static final int WARM_UP = 20_000;

    private final Rig rig;
    private final Postgres postgres;

    Overload(Rig rig) {
        this.rig = rig;
        this.postgres = rig.postgres();
    }

    void run() throws IOException {
        List<Load.Request> requests = Ingest.requests();
        Load closed = rig.load(CONNECTIONS, requests, 201); // finds the most that the service can take
        rig.warmUp(closed, WARM_UP);
        new OpenLoop(rig.service().port(), requests)
                .run(TOO_MUCH * closed.forSeconds(1).perSecond(), Rig.SECONDS);
        try (var _ = Processors.apart(rig.service().pid(), postgres.pid())) {
            measure(requests, closed);
        }
    }

    private void measure(List<Load.Request> requests, Load closed) throws IOException {
        int port = rig.service().port();
        double seconds = Rig.SECONDS;
        List<Double> goodput = new ArrayList<>();
        List<Double> slower = new ArrayList<>();
        List<Double> refusals = new ArrayList<>();
        List<Double> share = new ArrayList<>();
        List<Double> most = new ArrayList<>();
        int bare = 0;
        int broken = 0;
        int lost = 0;
        for (int round = 0; round < Rig.ROUNDS; round++) {
            rig.settle();
            double max = closed.forSeconds(seconds).perSecond();
            OpenLoop.Result calm = new OpenLoop(port, requests).run(COMFORTABLE * max, seconds);
            OpenLoop.Result over = new OpenLoop(port, requests).run(TOO_MUCH * max, LONGER * seconds);
            System.err.printf(
                    "  most %,.0f/s; at 80%%: %,.0f/s, p99 %.1f ms, %d refused; at 300%%: %,.0f/s, p99 %.1f ms, %,d refused"
                            + " with p99 %.1f ms, %d without Retry-After, %d broken%n",
                    max,
                    calm.acceptedPerSecond(),
                    calm.acceptedP99() / 1e3,
                    calm.refused(),
                    over.acceptedPerSecond(),
                    over.acceptedP99() / 1e3,
                    over.refused(),
                    over.refusedP99() / 1e3,
                    over.bare(),
                    over.broken());
            most.add(max);
            goodput.add(over.acceptedPerSecond() / max);
            slower.add((double) over.acceptedP99() / calm.acceptedP99());
            if (over.refused() > 0) {
                refusals.add(over.refusedP99() / 1e3);
            }
            share.add(over.refused() / (TOO_MUCH * max * LONGER * seconds));
            bare += calm.bare() + over.bare();
            broken += calm.broken() + over.broken();
            lost += missing(calm) + missing(over);
        }
        Report report = rig.report();
        report.atLeast(19, "Three times too much: goodput to the most", Rounds.Spread.of(goodput), 0.9);
        report.atMost(19, "Three times too much: p99 of what is taken to that at 80 %", Rounds.Spread.of(slower), 2);
        if (refusals.isEmpty()) {
            report.missing(19, "Three times too much: p99 of a refusal, ms", "nothing was refused");
        } else {
            report.atMost(19, "Three times too much: p99 of a refusal, ms", Rounds.Spread.of(refusals), 10);
        }
        report.atMost(19, "Three times too much: acknowledged and missing", lost, 0);
        report.atMost(19, "Three times too much: refusals without Retry-After", bare, 0);
        report.atMost(19, "Three times too much: connections that ended without an answer", broken, 0);
        report.fact(
                "Three times too much: refused, as a share",
                "%.2f".formatted(Rounds.Spread.of(share).median()));
        report.fact(
                "The most in a closed loop, decisions/s",
                "%,.0f".formatted(Rounds.Spread.of(most).median()));
    }

    /// How many of the acknowledged are not in the database.
    private int missing(OpenLoop.Result result) throws IOException {
        Path list = rig.files().resolve("acknowledged.txt");
        Files.write(
                list,
                result.acknowledged().stream().map("bench-%016d"::formatted).toList());
        postgres.script(
                "CREATE TABLE IF NOT EXISTS acknowledged (external_id text)",
                "TRUNCATE acknowledged",
                "\\copy acknowledged FROM '" + list + "'");
        return Integer.parseInt(postgres.ask("SELECT count(*) FROM acknowledged AS a WHERE NOT EXISTS (SELECT 1 FROM"
                + " decision AS d WHERE d.agent_id = 'bench-agent' AND d.external_id = a.external_id)"));
    }
}
