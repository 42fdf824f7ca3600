package dev.redress.bench;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Spans by OTLP/HTTP, answered after the commit, beside Zipkin, which answers before it has stored anything: once with
/// all in its memory, and once on MariaDB, where what counts is what its table holds. All get ten spans a request as
/// JSON, with the same names and values.
final class SpansIn {

    static final int CONNECTIONS = 16;
    private static final int EACH = 10;
    private static final int WARM_UP = 8_000;
    private static final int MARIADB_REQUESTS = 1_000;
    private static final double MARIADB_WARM_UP_NANOS = 20e9;
    private static final double GIVEN_UP_NANOS = 5e9;

    private final Rig rig;

    SpansIn(Rig rig) {
        this.rig = rig;
    }

    void run(Peers peers) throws Exception {
        Load ours = rig.load(CONNECTIONS, requests(), 200);
        rig.warmUp(ours, WARM_UP);
        Meter meter = rig.meter();
        Rounds rounds = new Rounds().add("spans", () -> {
            rig.settle();
            return meter.measure(EACH, () -> ours.forSeconds(Rig.SECONDS));
        });
        try (Peer zipkin = peers.zipkin()) {
            if (zipkin != null) {
                Load theirs = theirs(zipkin);
                Rig.warmUp(theirs, WARM_UP, zipkin.pid());
                rounds.add("Zipkin", () -> theirs.forSeconds(Rig.SECONDS).perSecond() * EACH);
            }
            rounds.run(Rig.ROUNDS);
            if (zipkin != null) {
                rig.report()
                        .atLeast(
                                5,
                                "Spans by OTLP/HTTP, durable, to Zipkin in memory, spans/s",
                                rounds.ratio("spans", "Zipkin"),
                                0.8);
                rig.report().rates("Zipkin in memory, spans", rounds, "Zipkin", null);
            } else {
                rig.report().missing(5, "Spans by OTLP/HTTP to Zipkin in memory", "Zipkin could not be fetched");
            }
        }
        rig.report().rates("Spans by OTLP/HTTP, 10 a request, 16 in flight", rounds, "spans", meter);
        onMariaDb(peers, ours);
    }

    private void onMariaDb(Peers peers, Load ours) throws Exception {
        try (MariaDb maria = peers.mariaDb(rig.files());
                Peer zipkin = peers.zipkin(maria)) {
            if (zipkin == null) {
                rig.report()
                        .missing(
                                5,
                                "Spans by OTLP/HTTP to Zipkin on MariaDB, stored spans/s",
                                "one of them is not installed");
                return;
            }
            Load theirs = theirs(zipkin);
            long start = System.nanoTime();
            while (System.nanoTime() - start < MARIADB_WARM_UP_NANOS) {
                storedPerSecond(maria, theirs);
            }
            Rounds rounds = new Rounds()
                    .add("spans", () -> {
                        rig.settle();
                        return ours.forSeconds(Rig.SECONDS).perSecond() * EACH;
                    })
                    .add("Zipkin", () -> storedPerSecond(maria, theirs))
                    .run(Rig.ROUNDS);
            rig.report()
                    .atLeast(
                            5,
                            "Spans by OTLP/HTTP to Zipkin on MariaDB, stored spans/s",
                            rounds.ratio("spans", "Zipkin"),
                            10);
            rig.report().rates("Zipkin on MariaDB, stored spans", rounds, "Zipkin", null);
        }
    }

    /// Sends a number of spans and waits until all are stored, or until no more come: what it drops does not count.
    private static double storedPerSecond(MariaDb maria, Load theirs) throws Exception {
        long before = maria.storedSpans();
        long start = System.nanoTime();
        theirs.times(MARIADB_REQUESTS);
        long stored = maria.storedSpans();
        long last = System.nanoTime();
        while (stored < before + MARIADB_REQUESTS * EACH && System.nanoTime() - last < GIVEN_UP_NANOS) {
            Thread.sleep(500);
            long now = maria.storedSpans();
            if (now > stored) {
                stored = now;
                last = System.nanoTime();
            }
        }
        return (stored - before) / ((last - start) / 1e9);
    }

    private static Load theirs(Peer zipkin) throws Exception {
        return new Load(
                zipkin.port(),
                CONNECTIONS,
                List.of(Load.Request.post("/api/v2/spans", null, "[%s]".formatted(spans("""
                        {"traceId":"5b8efff798038103%1$s","id":"%1$s","parentId":"eee19b7ec3c1b174",\
                        "name":"chat gpt-4o","kind":"CLIENT","timestamp":%3$d%2$d11,"duration":1000000,\
                        "localEndpoint":{"serviceName":"agent"},"tags":{"gen_ai.operation.name":"chat",\
                        "gen_ai.request.model":"gpt-4o","gen_ai.response.id":"chatcmpl-%2$d",\
                        "gen_ai.usage.input_tokens":"812"}}""")))),
                202);
    }

    /// A request to the receiver of OTLP.
    static List<Load.Request> requests() {
        return List.of(Load.Request.post("/v1/traces", Service.KEY, """
                        {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"agent"}}]},\
                        "scopeSpans":[{"scope":{"name":"bench"},"spans":[%s]}]}]}""".formatted(spans("""
                        {"traceId":"5b8efff798038103%1$s","spanId":"%1$s","parentSpanId":"eee19b7ec3c1b174",\
                        "name":"chat gpt-4o","kind":3,"startTimeUnixNano":"%3$d%2$d11111",\
                        "endTimeUnixNano":"%3$d%2$d99999","attributes":[\
                        {"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},\
                        {"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}},\
                        {"key":"gen_ai.response.id","value":{"stringValue":"chatcmpl-%2$d"}},\
                        {"key":"gen_ai.usage.input_tokens","value":{"intValue":"812"}}]}"""))));
    }

    /// As many as a request has; each gets its own ids.
    private static String spans(String one) {
        return IntStream.range(0, EACH)
                .mapToObj(i -> one.formatted(Load.SLOT, i, System.currentTimeMillis()))
                .collect(Collectors.joining(","));
    }
}
