package dev.redress.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/// Decisions of about 8 KB, as an agent with tools sends them: a conversation, tool calls, spans. Always the same ones.
///
/// Random words and ids make them shrink about as far as real ones do (level 1: to two fifths).
final class Documents {

    /// Stands for the external id and is as long as one, so that a sender overwrites it in place.
    static final String SLOT = "bench-" + Load.SLOT;

    static final int SIZE = 8_192;
    private static final int HOW_MANY = 8;
    private static final String[] WORDS = """
            the customer order refund policy account flight booking passenger requested reservation cabin economy \
            payment certificate insurance baggage change cancel within hours because eligible delayed compensation \
            membership regular silver gold travel date airport transfer agent please confirm details reason provide \
            user number total amount credit card original method days business process denied approved exception \
            documented evidence receipt window after before purchase delivery address item shipped returned damaged""".split(" ");

    private Documents() {}

    static List<String> all() {
        return IntStream.range(0, HOW_MANY).mapToObj(Documents::one).toList();
    }

    static byte[] deflated(String document) throws java.io.IOException {
        var bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try (var out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(document.getBytes(StandardCharsets.UTF_8));
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private static String one(int seed) {
        Random random = new Random(seed);
        String facts = list(6, i -> """
                {"id":"f%d","name":"%s","value":"%s","source":"orders","observedAt":"2026-11-20T09:%02d:00Z","correctable":true}""".formatted(i, words(random, 3), words(random, 4), random.nextInt(60)));
        String actions = list(3, i ->
                """
                {"id":"a%d","tool":"orders.read","arguments":{"orderId":"%s"},"result":{"status":"shipped","lines":[%d,%d],"note":"%s"},"system":"orders","status":"OK","at":"2026-11-20T09:30:%02dZ"}""".formatted(i, hex(random, 12), random.nextInt(900), random.nextInt(900), words(random, 12), i));
        String calls = list(2, i -> """
                {"id":"k%d","step":"decide","essential":true,"attempt":1,"provider":"openai","model":"gpt-4o-2024-08-06","startedAt":"2026-11-20T09:30:0%d.120Z","endedAt":"2026-11-20T09:30:0%d.940Z","status":"OK","finishReasons":["stop"],"used":true,"usage":{"inputTokens":%d,"outputTokens":%d}}""".formatted(i, i, i, random.nextInt(4_000), random.nextInt(400)));
        String spans = list(
                5, _ -> """
                {"traceId":"%s","spanId":"%s","parentSpanId":"%s","name":"chat gpt-4o","kind":3,"startTimeUnixNano":"17000%d","attributes":[{"key":"gen_ai.operation.name","value":{"stringValue":"chat"}},{"key":"gen_ai.request.model","value":{"stringValue":"gpt-4o"}}]}""".formatted(hex(random, 32), hex(random, 16), hex(random, 16), random.nextLong(1L << 40)));
        String frame = """
                {"externalId":"%s","type":"refund.request","outcome":{"code":"denied","adverse":true,"summary":"Your refund was refused."},"decidedAt":"2026-11-20T09:30:00Z","automation":"FULLY","agent":{"id":"bench-agent","version":"2026.11.1"},"model":{"provider":"openai","requested":"gpt-4o","served":"gpt-4o-2024-08-06"},"policy":{"id":"refunds","version":"7"},"prompt":{"name":"support-system","version":"41"},"subject":{"ref":"cust-%s","locale":"en","jurisdiction":"DE"},"facts":%s,"reasons":[{"code":"OUTSIDE_WINDOW","text":"%s","facts":["f1"],"clause":"3.2"}],"actions":%s,"calls":%s,"trace":{"traceId":"%s","spanId":"%s","spans":%s},"inputSnapshot":{"messages":%s}}""";
        StringBuilder messages = new StringBuilder("[");
        String document;
        do {
            messages.append(messages.length() > 1 ? "," : "")
                    .append("{\"role\":\"%s\",\"content\":\"%s\"}"
                            .formatted(random.nextBoolean() ? "user" : "assistant", words(random, 20)));
            Random fixed = new Random(seed); // the frame does not change while messages are added
            document = frame.formatted(
                    SLOT,
                    hex(fixed, 6),
                    facts,
                    words(fixed, 15),
                    actions,
                    calls,
                    hex(fixed, 32),
                    hex(fixed, 16),
                    spans,
                    messages + "]");
        } while (document.length() < SIZE - 100);
        return document;
    }

    private static String list(int size, java.util.function.IntFunction<String> item) {
        return IntStream.range(0, size).mapToObj(item).collect(Collectors.joining(",", "[", "]"));
    }

    private static String words(Random random, int count) {
        return IntStream.range(0, count)
                .mapToObj(_ -> WORDS[random.nextInt(WORDS.length)])
                .collect(Collectors.joining(" "));
    }

    private static String hex(Random random, int length) {
        return IntStream.range(0, length)
                .mapToObj(_ -> Integer.toHexString(random.nextInt(16)))
                .collect(Collectors.joining());
    }
}
