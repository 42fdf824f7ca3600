package dev.redress.review.desk;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.decision.Document;
import dev.redress.decision.RunSpans;
import io.quarkus.qute.TemplateData;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The spans of a decision as a readable timeline, in the order in which they began.
final class Trace {

    private static final int DETAILS = 100;
    private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000);

    /// One span; `sentBy` is the agent whose credential it came with, null when it came inside the decision. Times
    /// are milliseconds since the first span; null when the agent did not say.
    @TemplateData
    public record Span(
            String name,
            String id,
            String parent,
            Instant at,
            BigDecimal start,
            BigDecimal duration,
            boolean failed,
            List<String> details,
            String sentBy) {}

    private Trace() {}

    /// @param agent    the one that decided
    /// @param received those that came apart from the decision; one that came both ways is shown once, and one that
    ///                 another agent sent under the same id is another
    static List<Span> of(Document document, String agent, List<RunSpans.Found> received) {
        Map<String, JsonNode> byId = new LinkedHashMap<>();
        if (document.trace() != null && document.trace().spans() != null) {
            document.trace().spans().forEach(span -> byId.put(id(span, agent, byId.size()), span));
        }
        Map<JsonNode, String> senders = new IdentityHashMap<>();
        received.forEach(found -> {
            byId.putIfAbsent(id(found.span(), found.sentBy(), byId.size()), found.span());
            senders.put(found.span(), found.sentBy());
        });
        List<JsonNode> spans = new ArrayList<>(byId.values());
        spans.sort(Comparator.comparing(
                span -> nanos(span, "startTimeUnixNano"), Comparator.nullsLast(Comparator.naturalOrder())));
        BigInteger first = spans.isEmpty() ? null : nanos(spans.getFirst(), "startTimeUnixNano");
        return spans.stream().map(span -> span(span, first, senders.get(span))).toList();
    }

    /// A span without an id is like no other.
    private static String id(JsonNode span, String sentBy, int place) {
        String id = span.path("spanId").asText("").toLowerCase(Locale.ROOT);
        return id.isEmpty() ? "#" + place : id + " " + sentBy;
    }

    private static Span span(JsonNode span, BigInteger first, String sentBy) {
        BigInteger start = nanos(span, "startTimeUnixNano");
        BigInteger end = nanos(span, "endTimeUnixNano");
        return new Span(
                span.path("name").asText("(no name)"),
                span.path("spanId").asText(""),
                span.path("parentSpanId").asText(""),
                start == null ? null : instant(start),
                start == null || first == null ? null : millis(start.subtract(first)),
                start == null || end == null ? null : millis(end.subtract(start)),
                span.path("status").path("code").asInt(0) == 2, // STATUS_CODE_ERROR
                details(span),
                sentBy);
    }

    /// What went wrong first, then the attributes, then what happened meanwhile.
    private static List<String> details(JsonNode span) {
        List<String> shown = new ArrayList<>();
        String message = span.path("status").path("message").asText("");
        if (!message.isEmpty()) {
            shown.add("status = " + message);
        }
        events(span, true, shown);
        span.path("attributes").forEach(attribute -> shown.add(attribute(attribute)));
        events(span, false, shown);
        if (shown.size() <= DETAILS) {
            return shown;
        }
        List<String> first = new ArrayList<>(shown.subList(0, DETAILS));
        first.add("… and " + (shown.size() - DETAILS) + " more");
        return first;
    }

    private static void events(JsonNode span, boolean exceptions, List<String> shown) {
        for (JsonNode event : span.path("events")) {
            String name = event.path("name").asText("event");
            if (name.equals("exception") == exceptions) {
                event.path("attributes").forEach(attribute -> shown.add(name + ": " + attribute(attribute)));
                if (event.path("attributes").isEmpty()) {
                    shown.add(name);
                }
            }
        }
    }

    private static String attribute(JsonNode attribute) {
        JsonNode value = attribute.path("value");
        JsonNode inner =
                value.isObject() && value.size() == 1 ? value.elements().next() : value;
        return attribute.path("key").asText("") + " = " + (inner.isValueNode() ? inner.asText() : inner.toString());
    }

    /// OTLP JSON writes 64-bit numbers as decimal strings; plain numbers are read too.
    private static BigInteger nanos(JsonNode span, String member) {
        String text = span.path(member).asText("");
        return text.matches("[0-9]{1,19}") ? new BigInteger(text) : null;
    }

    private static Instant instant(BigInteger nanos) {
        BigInteger[] parts = nanos.divideAndRemainder(SECOND);
        return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
    }

    private static BigDecimal millis(BigInteger nanos) {
        return new BigDecimal(nanos).movePointLeft(6).setScale(0, java.math.RoundingMode.HALF_UP);
    }
}
