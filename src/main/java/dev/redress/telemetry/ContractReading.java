package dev.redress.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.decision.SpanReading;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads the spans of a run by the contract.
@Singleton
class ContractReading implements SpanReading {

    @Override
    public Read read(List<JsonNode> spans) {
        List<Step> steps = new ArrayList<>();
        Map<String, String> parents = new HashMap<>();
        Map<SpanContract.Unmapped, Integer> unmapped = new LinkedHashMap<>();
        for (JsonNode span : spans) {
            String id = span.path("spanId").asText("").toLowerCase(Locale.ROOT);
            String name = span.path("name").asText("");
            Map<String, JsonNode> attributes = Received.attributes(span.path("attributes"));
            steps.add(SpanContract.step(id, name, attributes));
            parents.putIfAbsent(id, span.path("parentSpanId").asText("").toLowerCase(Locale.ROOT));
            SpanContract.unmapped(name, attributes).forEach(one -> unmapped.merge(one, 1, Integer::sum));
        }
        Set<String> sums = sums(steps, parents);
        List<Step> counted = steps.stream()
                .filter(ContractReading::tells)
                .filter(step -> !sums.contains(step.spanId()))
                .toList();
        return new Read(
                SpanContract.CONTRACT.version(),
                spans.size(),
                counted.size(),
                sum(counted.stream().map(Step::inputTokens).toList()),
                sum(counted.stream().map(Step::outputTokens).toList()),
                steps,
                unmapped.entrySet().stream()
                        .map(one ->
                                new Unmapped(one.getKey().kind(), one.getKey().name(), one.getValue()))
                        .toList());
    }

    /// Spans above one that tells its tokens: what they tell is the sum of it.
    private static Set<String> sums(List<Step> steps, Map<String, String> parents) {
        Set<String> above = new HashSet<>();
        for (Step step : steps) {
            String id = tells(step) ? parents.get(step.spanId()) : null;
            while (id != null && !id.isEmpty() && above.add(id)) { // also ends where spans name each other in a circle
                id = parents.get(id);
            }
        }
        return above;
    }

    private static boolean tells(Step step) {
        return step.inputTokens() != null || step.outputTokens() != null;
    }

    private static Long sum(List<Long> values) {
        Long sum = null;
        for (Long value : values) {
            if (value != null) {
                sum = (sum == null ? 0 : sum) + value;
            }
        }
        return sum;
    }
}
