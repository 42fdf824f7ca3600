package dev.redress.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.ServiceAttributes;
import io.opentelemetry.semconv.incubating.GenAiIncubatingAttributes;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The published contract against the names that OpenTelemetry itself publishes.
class ContractTest {

    private static final Contract CONTRACT = SpanContract.CONTRACT;

    /// What OpenTelemetry names and describes as structured, which its Java constants leave out.
    private static final Set<String> STRUCTURED = Set.of(
            "gen_ai.tool.call.arguments",
            "gen_ai.tool.call.result",
            "gen_ai.tool.definitions",
            "gen_ai.input.messages",
            "gen_ai.output.messages",
            "gen_ai.system_instructions",
            "gen_ai.retrieval.documents");

    @Test
    void knowsTheNamesOfOpenTelemetryWithTheirTypes() throws IllegalAccessException {
        Map<String, String> published = published();
        assertThat(published).hasSizeGreaterThan(40);
        Map<String, String> ours = new HashMap<>();
        CONTRACT.attributes().stream()
                .filter(one -> one.source().startsWith("OpenTelemetry"))
                .filter(one -> !STRUCTURED.contains(one.name()))
                .forEach(one -> ours.put(one.name(), one.type()));
        CONTRACT.emits().stream()
                .filter(one ->
                        one.source().startsWith("OpenTelemetry") && one.kind().equals("ATTRIBUTE"))
                .forEach(one -> ours.put(one.name(), one.type()));
        ours.forEach(
                (name, type) -> assertThat(published).as(name + " in semconv").containsEntry(name, type));
    }

    /// A new version of the jar with a new name fails here until somebody decides what it means.
    @Test
    void leavesOutNoGenAiName() throws IllegalAccessException {
        Set<String> known = new HashSet<>();
        CONTRACT.attributes().forEach(one -> known.add(one.name()));
        CONTRACT.renames().forEach(one -> known.add(one.from()));
        Set<String> openAi = Set.of( // OpenAI's own, which no part of Redress reads
                "gen_ai.openai.request.service_tier",
                "gen_ai.openai.response.service_tier",
                "gen_ai.openai.response.system_fingerprint");
        assertThat(published().keySet().stream()
                        .filter(name -> name.startsWith("gen_ai."))
                        .filter(name -> !known.contains(name) && !openAi.contains(name)))
                .isEmpty();
    }

    @Test
    void renamesLeadToNamesThatItKnows() {
        Set<String> known = new HashSet<>();
        CONTRACT.attributes().forEach(one -> known.add(one.name()));
        Set<String> old = new HashSet<>();
        CONTRACT.renames().forEach(one -> {
            assertThat(known).contains(one.to());
            assertThat(old.add(one.from())).as(one.from() + " once").isTrue();
        });
        assertThat(CONTRACT.renames().stream().map(Contract.Rename::to)).doesNotContainAnyElementsOf(old);
    }

    @Test
    void knowsTheOperationsOfOpenTelemetry() throws IllegalAccessException {
        Class<?> values = Arrays.stream(GenAiIncubatingAttributes.class.getDeclaredClasses())
                .filter(one -> one.getSimpleName().equals("GenAiOperationNameIncubatingValues"))
                .findFirst()
                .orElseThrow();
        Set<String> known = new HashSet<>();
        CONTRACT.names().forEach(one -> known.add(one.name()));
        for (Field value : values.getDeclaredFields()) {
            if (value.getType() == String.class) {
                assertThat(known).contains((String) value.get(null));
            }
        }
    }

    private static Map<String, String> published() throws IllegalAccessException {
        Map<String, String> published = new HashMap<>();
        List<Field> fields = Stream.of(GenAiIncubatingAttributes.class, ErrorAttributes.class, ServiceAttributes.class)
                .flatMap(one -> Arrays.stream(one.getFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == AttributeKey.class)
                .toList();
        for (Field field : fields) {
            AttributeKey<?> key = (AttributeKey<?>) field.get(null);
            published.put(
                    key.getKey(),
                    switch (key.getType()) {
                        case STRING -> "string";
                        case LONG -> "int";
                        case DOUBLE -> "double";
                        case BOOLEAN -> "boolean";
                        case STRING_ARRAY -> "string[]";
                        default -> key.getType().name();
                    });
        }
        return published;
    }
}
