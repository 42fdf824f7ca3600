package dev.redress.review.desk;

import dev.redress.decision.Document;
import dev.redress.decision.Retention;
import dev.redress.decision.RunSpans;
import dev.redress.decision.SpanReading;
import dev.redress.platform.Json;
import io.quarkus.qute.TemplateData;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What the agent did, step by step: calls of models, actions of tools and spans of its trace in the order in which
/// they began. What carries no time comes last.
///
/// @param told what the spans say all together; null when there are none
@TemplateData
public record Run(List<Moment> moments, List<String> failedSteps, List<Retention.Gone> gone, SpanReading.Read told) {

    public enum Kind {
        CALL,
        ACTION,
        SPAN,
        GONE
    }

    /// One step of the run.
    ///
    /// @param at      when it began; null when the agent did not say
    /// @param status  as the agent sent it; null when it did not
    /// @param failed  whether it went wrong
    /// @param notes   tries, hedges, what it backs and the like, in words
    /// @param details what went in and came out
    @TemplateData
    public record Moment(
            Kind kind,
            Instant at,
            String title,
            String status,
            boolean failed,
            List<String> notes,
            List<String> details) {

        public boolean gone() {
            return kind == Kind.GONE;
        }

        /// From the first moment of the run, in seconds; null when the time is unknown.
        public String after(Instant first) {
            return at == null || first == null
                    ? null
                    : String.format(
                            Locale.ROOT, "+%.1f s", Duration.between(first, at).toMillis() / 1000.0);
        }
    }

    /// @param agent    the one that decided; what others sent is named as theirs
    /// @param received spans that came apart from the decision
    /// @param gone     spans that were removed
    /// @param told     what all spans say
    static Run of(
            Document document,
            String agent,
            List<RunSpans.Found> received,
            List<Retention.Gone> gone,
            SpanReading.Read told) {
        Map<String, SpanReading.Step> steps = told == null
                ? Map.of()
                : told.steps().stream()
                        .collect(Collectors.toMap(SpanReading.Step::spanId, step -> step, (first, _) -> first));
        List<Trace.Span> spans = Trace.of(document, agent, received);
        Set<String> own = spans.stream()
                .filter(span -> isOf(agent, span))
                .map(span -> span.id().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        List<Moment> moments = Stream.of(
                        document.calls().stream().map(Run::call),
                        document.actions().stream().map(action -> action(action, document)),
                        spans.stream().map(span -> {
                            String id = span.id().toLowerCase(Locale.ROOT);
                            boolean another = own.contains(id) && !isOf(agent, span); // the step is the agent's own
                            return span(span, agent, another ? null : steps.get(id));
                        }),
                        gone.stream().map(Run::gone))
                .flatMap(each -> each)
                .sorted(Comparator.comparing(Moment::at, Comparator.nullsLast(Comparator.naturalOrder())))
                .toList();
        return new Run(moments, failedSteps(document.calls()), gone, told);
    }

    /// When the first step began; null when no time is known.
    public Instant first() {
        return moments.isEmpty() ? null : moments.getFirst().at();
    }

    /// Essential steps whose last try did not end well: an outcome that was issued all the same rests on an incomplete
    /// run.
    private static List<String> failedSteps(List<Document.Call> calls) {
        Map<String, Boolean> well = new TreeMap<>();
        Set<String> essential = new HashSet<>();
        for (Document.Call call : calls) {
            String step = call.step() == null ? call.id() : call.step();
            if (Boolean.TRUE.equals(call.essential())) {
                essential.add(step);
            }
            well.merge(step, !failed(call), Boolean::logicalOr); // a retry or a hedge may have saved it
        }
        return well.entrySet().stream()
                .filter(one -> !one.getValue() && essential.contains(one.getKey()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static boolean failed(Document.Call call) {
        boolean cut = call.finishReasons() != null
                && !call.finishReasons().isEmpty()
                && call.finishReasons().stream().allMatch(Set.of("length", "error", "content_filter")::contains);
        return call.errorType() != null
                || (call.status() != null && !call.status().equals("OK"))
                || cut;
    }

    private static Moment call(Document.Call call) {
        List<String> notes = notes(
                Boolean.TRUE.equals(call.essential()) ? "essential" : null,
                call.attempt() != null && call.attempt() > 1 ? "try " + call.attempt() : null,
                call.hedgeOf() == null ? null : "in case " + call.hedgeOf() + " fails",
                Boolean.FALSE.equals(call.used()) ? "not used" : null,
                call.errorType(),
                call.finishReasons() == null ? null : "ended by " + String.join(", ", call.finishReasons()),
                call.model() == null ? "model unknown" : call.model());
        List<String> details = call.usage() == null ? List.of() : List.of(Json.pretty(call.usage()));
        return new Moment(
                Kind.CALL,
                instant(call.startedAt()),
                call.step() == null ? call.id() : call.step(),
                call.status(),
                failed(call),
                notes,
                details);
    }

    private static Moment action(Document.Action action, Document document) {
        List<String> backs = document.commitments().stream()
                .filter(one -> one.actions() != null && one.actions().contains(action.id()))
                .map(Document.Commitment::text)
                .toList();
        List<String> notes = notes(
                action.system() == null ? "system unknown" : "in " + action.system(),
                action.resourceId(),
                backs.isEmpty() ? null : "for the promise: " + String.join("; ", backs));
        List<String> details = Stream.of(action.arguments(), action.result(), action.readBack())
                .filter(one -> one != null && !one.isNull())
                .map(Json::pretty)
                .toList();
        return new Moment(
                Kind.ACTION,
                instant(action.at()),
                action.tool() == null ? action.id() : action.tool(),
                action.status(),
                action.status() != null && !action.status().equals("OK"),
                notes,
                details);
    }

    private static boolean isOf(String agent, Trace.Span span) {
        return span.sentBy() == null || span.sentBy().equals(agent);
    }

    /// @param step null when nothing is understood of it
    private static Moment span(Trace.Span span, String agent, SpanReading.Step step) {
        List<String> notes = notes(
                step == null || step.means() == null ? null : words(step.means()),
                step == null ? null : named("agent ", step.agent(), span.name()),
                step == null ? null : named("model ", step.model(), span.name()),
                step == null ? null : named("tool ", step.tool(), span.name()),
                step == null ? null : tokens(step.inputTokens(), step.outputTokens()),
                span.duration() == null ? null : "took " + took(span.duration()),
                isOf(agent, span) ? null : "sent by another agent: " + span.sentBy());
        List<String> details = span.details().isEmpty() ? List.of() : List.of(String.join("\n", span.details()));
        return new Moment(
                Kind.SPAN, span.at(), span.name(), span.failed() ? "ERROR" : null, span.failed(), notes, details);
    }

    /// What is gone is said exactly: how much, when, by which rule.
    private static Moment gone(Retention.Gone gone) {
        return new Moment(
                Kind.GONE,
                gone.at(),
                gone.spans() + (gone.spans() == 1 ? " span" : " spans") + " removed",
                gone.expired() ? "EXPIRED" : "NOT DRAWN",
                true,
                notes(
                        gone.bytes() + " bytes",
                        "stratum " + gone.stratum() + " of sampling policy " + gone.policyVersion(),
                        "drawn with probability " + gone.shownProbability(),
                        "rule: " + gone.rule()),
                List.of(gone.digest()));
    }

    /// In seconds, when it is long.
    private static String took(BigDecimal milliseconds) {
        return milliseconds.compareTo(BigDecimal.valueOf(1_000)) < 0
                ? milliseconds.toPlainString() + " ms"
                : String.format(Locale.ROOT, "%.1f s", milliseconds.movePointLeft(3));
    }

    private static String words(SpanReading.Means means) {
        return switch (means) {
            case MODEL -> "asks a model";
            case TOOL -> "uses a tool";
            case AGENT -> "an agent at work";
            case WORKFLOW -> "a step of the workflow";
            case RETRIEVAL -> "looks something up";
            case CHECK -> "checks";
            case OTHER -> null; // its name says it
        };
    }

    /// What the name of the span says already is not said again.
    private static String named(String what, String name, String span) {
        return name == null || span.contains(name) ? null : what + name;
    }

    private static String tokens(Long in, Long out) {
        return in == null && out == null
                ? null
                : (in == null ? "unknown" : in) + " tokens in, " + (out == null ? "unknown" : out) + " out";
    }

    private static List<String> notes(String... notes) {
        return new ArrayList<>(Stream.of(notes).filter(Objects::nonNull).toList());
    }

    private static Instant instant(OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
