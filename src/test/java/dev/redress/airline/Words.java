package dev.redress.airline;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the assistant's words say: why not, and what it claims to have done. Nothing is said here that it did not say.
final class Words {

    private static final int TEXT = 4_000;
    private static final Pattern REFUSAL = Pattern.compile("(?i)\\b(unfortunately|unable to|cannot|can't|can only"
            + "|not (allowed|possible|eligible|permitted)|(does not|doesn't|do not|don't) (cover|allow|permit)"
            + "|exceeds|no options)\\b");
    /// Without what it asks for, the assistant does not go on.
    private static final Pattern REQUEST = Pattern.compile("(?i)\\b(I need|I'll need|I will need|I would need)\\b");

    private static final String NONE_GIVEN =
            "The assistant did not do what was asked, and said no reason in words that a program can find.";
    private static final Pattern DONE = Pattern.compile("(?i)\\b(successfully|(has|have) (now |also )?been "
            + "(booked|cancel(l)?ed|updated|changed|added|upgraded|downgraded|modified|issued|processed|charged))\\b");

    /// What a heading of the policy is about, by the words used for it.
    private static final Map<String, Pattern> HEADINGS = Map.of(
            "Cancel flight", Pattern.compile("(?i)\\bcancel"),
            "Modify flight", Pattern.compile("(?i)\\b(modif|upgrad|chang(e|ing) (your |the )?(flight|cabin)|remov)"),
            "Book flight", Pattern.compile("(?i)\\b(book a|new booking|booking a)"),
            "Refund", Pattern.compile("(?i)\\b(refund|compensat|certificate)"));

    private Words() {}

    static String cut(String text) {
        return text.codePointCount(0, text.length()) <= TEXT
                ? text
                : text.substring(0, text.offsetByCodePoints(0, TEXT - 1)) + "…";
    }

    /// Why it was not done as asked: the failed change, and the last refusal in words.
    static ArrayNode reasons(Trajectory trajectory) {
        ArrayNode reasons = JsonNodeFactory.instance.arrayNode();
        trajectory.writes().stream()
                .filter(Trajectory.ToolCall::failed)
                .reduce((first, last) -> last)
                .ifPresent(failed -> clause(
                        reasons.addObject()
                                .put("code", "CHANGE_FAILED")
                                .put("text", cut("A change was tried and failed: " + result(failed))),
                        Optional.of(headingOf(failed.tool()))));
        Optional<String> said = refusal(trajectory);
        if (reasons.isEmpty() || trajectory.outcome() == Trajectory.Outcome.ESCALATED) {
            boolean escalated = trajectory.outcome() == Trajectory.Outcome.ESCALATED;
            clause(
                    reasons.addObject()
                            .put("code", escalated ? "TRANSFERRED_TO_HUMAN" : "NOT_CARRIED_OUT")
                            .put("text", said.map(Words::cut).orElse(NONE_GIVEN)),
                    said.flatMap(Words::heading));
        }
        return reasons;
    }

    /// The last thing said that refuses, or else that asks for something without which it could not go on.
    private static Optional<String> refusal(Trajectory trajectory) {
        return last(trajectory, REFUSAL).or(() -> last(trajectory, REQUEST));
    }

    private static Optional<String> last(Trajectory trajectory, Pattern words) {
        return trajectory.spoken().stream()
                .map(trajectory::said)
                .filter(said -> words.matcher(said).find())
                .reduce((first, last) -> last);
    }

    /// What the assistant said it had done, each with the changes it had made since it last spoke.
    static ArrayNode commitments(Trajectory trajectory) {
        ArrayNode commitments = JsonNodeFactory.instance.arrayNode();
        List<Trajectory.ToolCall> calls = trajectory.toolCalls();
        int before = -1;
        for (int at : trajectory.spoken()) {
            Optional<String> done = claim(trajectory.said(at));
            if (done.isPresent()) {
                ObjectNode commitment = commitments
                        .addObject()
                        .put("id", "c" + commitments.size())
                        .put("text", cut(done.get()));
                ArrayNode actions = commitment.putArray("actions");
                for (int i = 0; i < calls.size(); i++) {
                    Trajectory.ToolCall call = calls.get(i);
                    if (call.writes() && !call.failed() && call.at() > before && call.at() < at) {
                        actions.add("a" + (i + 1));
                    }
                }
            }
            before = at;
        }
        return commitments;
    }

    private static Optional<String> claim(String said) {
        return said.lines()
                .map(String::strip)
                .filter(line -> DONE.matcher(line).find())
                .filter(line -> !REFUSAL.matcher(line).find() && !line.endsWith("?"))
                .findFirst();
    }

    /// The heading the refused matter belongs to, when the words point to exactly one.
    private static Optional<String> heading(String said) {
        List<String> headings = new ArrayList<>();
        HEADINGS.forEach((heading, words) -> {
            if (words.matcher(said).find()) {
                headings.add(heading);
            }
        });
        return headings.size() == 1 ? Optional.of(headings.getFirst()) : Optional.empty();
    }

    private static String headingOf(String tool) {
        return switch (tool) {
            case "book_reservation" -> "Book flight";
            case "cancel_reservation" -> "Cancel flight";
            case "send_certificate" -> "Refund";
            default -> "Modify flight";
        };
    }

    private static String result(Trajectory.ToolCall call) {
        return call.result() == null ? "no answer" : call.result().asText();
    }

    private static void clause(ObjectNode reason, Optional<String> heading) {
        heading.ifPresent(one -> reason.put("clause", one));
    }
}
