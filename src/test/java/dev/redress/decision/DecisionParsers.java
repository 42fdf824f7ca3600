package dev.redress.decision;

import dev.redress.platform.Bytes;
import dev.redress.platform.Cursor;
import dev.redress.platform.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The parsers of this package as the fuzzer calls them: whatever they let through must be good for all that follows.
public final class DecisionParsers {

    private static final Instant NOW = Instant.parse("2026-11-25T12:00:00Z");

    /// The MAC of a link cannot be guessed, so no token of the fuzzer gets as far as the database.
    private static final Links LINKS =
            new Links(new LinkKeys(new Config()), null, null, new Config(), "http://localhost");

    private record Config() implements LinkConfig {
        @Override
        public int current() {
            return 1;
        }

        @Override
        public Map<Integer, String> keys() {
            return Map.of(1, "YS1rZXktb2YtdGhpcnR5LXR3by1ieXRlcy1mb3ItZnV6");
        }

        @Override
        public Duration grace() {
            return Duration.ofDays(365);
        }

        @Override
        public Duration renewal() {
            return Duration.ofDays(90);
        }
    }

    private DecisionParsers() {}

    public static void decision(byte[] body) {
        Incoming incoming = Incoming.read(body, 0, body.length, "demo-agent", NOW);
        Delegation.of(incoming, new dev.redress.access.Actor.Agent("demo-agent"));
        HardToRead.in(incoming);
        Json.write(Json.tree(Bytes.unpack(incoming.document())));
        Json.read(Json.tree(body), Document.class);
    }

    public static void batch(byte[] body) {
        within(body, Batch.ofJson(body));
    }

    public static void lines(byte[] body) {
        within(body, Batch.ofLines(body));
    }

    private static void within(byte[] body, List<Batch.Slice> slices) {
        for (Batch.Slice slice : slices) {
            if (slice.from() < 0 || slice.length() < 1 || slice.from() + slice.length() > body.length) {
                throw new AssertionError(slice + " of " + body.length + " bytes");
            }
        }
    }

    public static void token(byte[] body) {
        String token = new String(body, StandardCharsets.ISO_8859_1);
        if (!(LINKS.open(token, NOW) instanceof Links.Opened.Bad)) {
            throw new AssertionError("a link that nobody signed is good: " + token);
        }
        Cursor cursor = Cursor.parse(token, 2);
        if (cursor != null) {
            cursor.read(c -> c.time(0));
            cursor.read(c -> UUID.fromString(c.get(1)));
        }
    }
}
