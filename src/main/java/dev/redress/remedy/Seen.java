package dev.redress.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.platform.Json;
import dev.redress.platform.Outgoing;
import java.io.UncheckedIOException;
import java.util.List;

/// What a look at the system of record showed.
sealed interface Seen {

    /// Characters of a value that are kept.
    int SHORT = 100;

    /// All that was expected stands there.
    record AsOrdered() implements Seen {}

    /// Something else stands there: another amount, a second one.
    record Otherwise(String detail) implements Seen {}

    record Nothing() implements Seen {}

    /// It cannot be told; to be looked at again.
    record NoAnswer(String detail) implements Seen {}

    /// A word for the record.
    default String word() {
        return switch (this) {
            case AsOrdered seen -> "AS_ORDERED";
            case Otherwise seen -> "OTHERWISE";
            case Nothing seen -> "NOTHING";
            case NoAnswer seen -> "NO_ANSWER";
        };
    }

    /// What was there instead, or why it cannot be told.
    default String detail() {
        return "";
    }

    /// @param known what the expected values may name
    static Seen in(Outgoing.Result result, List<Probe.Expectation> expected, JsonNode known) {
        return switch (result) {
            case Outgoing.NotReached(var why) -> new NoAnswer(why);
            case Outgoing.Lost(var why) -> new NoAnswer(why);
            case Outgoing.Answered answer when answer.status() == 404 || answer.status() == 410 -> new Nothing();
            case Outgoing.Answered answer when !answer.isSuccess() -> new NoAnswer("status " + answer.status());
            case Outgoing.Answered answer -> in(answer.body(), expected, known);
        };
    }

    private static Seen in(byte[] body, List<Probe.Expectation> expected, JsonNode known) {
        JsonNode there;
        try {
            there = Json.tree(body);
        } catch (UncheckedIOException e) {
            return new NoAnswer("the answer is not JSON, or too long");
        }
        boolean missing = false;
        for (Probe.Expectation one : expected) {
            JsonNode value = there.at(one.pointer());
            if (Boolean.TRUE.equals(one.absent())) {
                if (!value.isMissingNode() && !value.isNull()) {
                    return new Otherwise(one.pointer() + " should not be there");
                }
                continue;
            }
            JsonNode wanted = Template.value(one.value(), known);
            if (wanted.isMissingNode()) {
                return new NoAnswer("the order says nothing for " + one.pointer());
            }
            if (value.isMissingNode() || value.isNull()) {
                missing = true;
            } else if (!Json.same(value, wanted)) {
                return new Otherwise(one.pointer() + " is " + shortened(value) + " and not " + shortened(wanted));
            }
        }
        return missing ? new Nothing() : new AsOrdered();
    }

    private static String shortened(JsonNode value) {
        String text = value.toString();
        return text.codePointCount(0, text.length()) > SHORT
                ? text.substring(0, text.offsetByCodePoints(0, SHORT)) + "…"
                : text;
    }
}
