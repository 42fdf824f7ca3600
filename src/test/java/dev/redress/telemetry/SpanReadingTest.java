package dev.redress.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.decision.SpanReading;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// One run in the words of four generations is one run.
class SpanReadingTest {

    private final SpanReading reading = new ContractReading();

    private static final List<String> SCHEMAS = List.of("1.26.0", "1.29.0", "1.36.0", "1.37.0", "openinference");

    @Test
    void allGenerationsGiveTheSameSums() {
        for (String schema : SCHEMAS) {
            SpanReading.Read read = reading.read(run(schema));
            assertThat(read.inputTokens()).as(schema).isEqualTo(10 + 11 + 12);
            assertThat(read.outputTokens()).as(schema).isEqualTo(15);
            assertThat(read.counted()).as(schema).isEqualTo(3);
            assertThat(read.steps().stream().map(SpanReading.Step::model))
                    .as(schema)
                    .containsOnly(null, "gpt-4o");
            assertThat(read.steps().stream().map(SpanReading.Step::means))
                    .as(schema)
                    .containsExactly(
                            SpanReading.Means.AGENT,
                            SpanReading.Means.MODEL,
                            SpanReading.Means.MODEL,
                            SpanReading.Means.MODEL);
            assertThat(read.unmapped()).as(schema).isEmpty();
        }
    }

    @Test
    void theOriginalStaysAsItCame() {
        List<JsonNode> spans = run("1.26.0");
        String before = spans.toString();
        reading.read(spans);
        assertThat(spans).hasToString(before);
        assertThat(before).contains("gen_ai.usage.prompt_tokens").doesNotContain("gen_ai.usage.input_tokens");
    }

    @Test
    void aSpanThatSumsUpThoseBelowItIsNotCountedBesideThem() {
        List<JsonNode> spans = run("1.37.0");
        attribute((ObjectNode) spans.getFirst(), "gen_ai.usage.input_tokens", 33);
        attribute((ObjectNode) spans.getFirst(), "gen_ai.usage.output_tokens", 15);
        SpanReading.Read read = reading.read(spans);
        assertThat(read.inputTokens()).isEqualTo(33);
        assertThat(read.outputTokens()).isEqualTo(15);
        assertThat(read.counted()).isEqualTo(3);
    }

    @Test
    void spansInACircleEnd() {
        ObjectNode one = span("1", "2", "chat");
        ObjectNode two = span("2", "1", "chat");
        attribute(one, "gen_ai.usage.input_tokens", 1);
        assertThat(reading.read(List.of(one, two)).spans()).isEqualTo(2);
    }

    @Test
    void whatIsNotANumberIsUnknownAndNotZero() {
        ObjectNode span = span("1", "", "chat");
        attribute(span, "gen_ai.usage.input_tokens", "many");
        SpanReading.Read read = reading.read(List.of(span));
        assertThat(read.inputTokens()).isNull();
        assertThat(read.counted()).isZero();
    }

    /// The rename that emptied a dashboard: nobody's name for it, and so told as unmapped with what it has.
    @Test
    void aNameThatNobodyKnowsIsTold() {
        ObjectNode span = span("1", "", "llm.generate.answer");
        attribute(span, "gen_ai.usage.prompts", 7);
        attribute(span, "acme.shelf", "B");
        attribute(span, "http.request.method", "GET");
        assertThat(reading.read(List.of(span, span("2", "", "llm.generate.answer")))
                        .unmapped())
                .contains(
                        new SpanReading.Unmapped("ATTRIBUTE", "gen_ai.usage.prompts", 1),
                        new SpanReading.Unmapped("ATTRIBUTE", "acme.shelf", 1),
                        new SpanReading.Unmapped("SPAN", "llm.generate.answer", 1));
    }

    @Test
    void anOperationThatNobodyKnowsIsToldWhateverTheSpanIsCalled() {
        ObjectNode span = span("1", "", "chat gpt-4o");
        attribute(span, "gen_ai.operation.name", "converse");
        SpanReading.Read read = reading.read(List.of(span));
        assertThat(read.steps().getFirst().means()).isNull();
        assertThat(read.unmapped()).containsExactly(new SpanReading.Unmapped("SPAN", "chat gpt-4o", 1));
    }

    @Test
    void plainSpansOfServersAndDatabasesAreKnown() {
        ObjectNode span = span("1", "", "GET /orders/{id}");
        attribute(span, "http.request.method", "GET");
        assertThat(reading.read(List.of(span)).unmapped()).isEmpty();
    }

    private static List<JsonNode> run(String schema) {
        boolean inference = schema.equals("openinference");
        ObjectNode run = span("1", "", inference ? "support" : "invoke_agent support");
        ObjectNode[] calls = new ObjectNode[3];
        for (int i = 0; i < 3; i++) {
            calls[i] = span(String.valueOf(i + 2), "1", inference ? "ChatCompletion" : "chat gpt-4o");
            Map<String, String> names = switch (schema) {
                case "1.26.0" ->
                    Map.of(
                            "in",
                            "gen_ai.usage.prompt_tokens",
                            "out",
                            "gen_ai.usage.completion_tokens",
                            "by",
                            "gen_ai.system");
                case "1.29.0", "1.36.0" ->
                    Map.of(
                            "in",
                            "gen_ai.usage.input_tokens",
                            "out",
                            "gen_ai.usage.output_tokens",
                            "by",
                            "gen_ai.system");
                case "1.37.0" ->
                    Map.of(
                            "in", "gen_ai.usage.input_tokens",
                            "out", "gen_ai.usage.output_tokens",
                            "by", "gen_ai.provider.name");
                default ->
                    Map.of("in", "llm.token_count.prompt", "out", "llm.token_count.completion", "by", "llm.provider");
            };
            attribute(calls[i], names.get("in"), 10 + i);
            attribute(calls[i], names.get("out"), 5);
            attribute(calls[i], names.get("by"), "openai");
            attribute(calls[i], inference ? "llm.model_name" : "gen_ai.response.model", "gpt-4o");
            attribute(
                    calls[i],
                    inference ? "openinference.span.kind" : "gen_ai.operation.name",
                    inference ? "LLM" : "chat");
        }
        attribute(
                run,
                inference ? "openinference.span.kind" : "gen_ai.operation.name",
                inference ? "AGENT" : "invoke_agent");
        return List.of(run, calls[0], calls[1], calls[2]);
    }

    private static ObjectNode span(String id, String parent, String name) {
        ObjectNode span = Chain.tree("{\"attributes\": []}");
        return span.put("spanId", id).put("parentSpanId", parent).put("name", name);
    }

    /// As OTLP JSON writes them: a whole number as text.
    private static void attribute(ObjectNode span, String key, Object value) {
        span.withArray("attributes")
                .addObject()
                .put("key", key)
                .putObject("value")
                .put(value instanceof Integer ? "intValue" : "stringValue", String.valueOf(value));
    }
}
