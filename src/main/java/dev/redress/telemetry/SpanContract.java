package dev.redress.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Version 1 of what Redress understands of spans: OpenTelemetry GenAI under its current and its old names,
/// OpenInference,
/// and the common attributes of OpenTelemetry. What is not understood is kept as it came and counted.
final class SpanContract {

    static final int VERSION = 1;

    /// Old names and what they are called now, from the schema files of OpenTelemetry 1.27.0, 1.30.0 and 1.37.0.
    private static final Map<String, String> RENAMED = Map.of(
            "gen_ai.usage.prompt_tokens", "gen_ai.usage.input_tokens",
            "gen_ai.usage.completion_tokens", "gen_ai.usage.output_tokens",
            "gen_ai.openai.request.seed", "gen_ai.request.seed",
            "gen_ai.system", "gen_ai.provider.name");

    /// The same in the words of OpenInference.
    private static final Map<String, String> OPEN_INFERENCE = Map.of(
            "llm.model_name", "gen_ai.response.model",
            "llm.request.model_name", "gen_ai.request.model",
            "llm.response.model_name", "gen_ai.response.model",
            "llm.provider", "gen_ai.provider.name",
            "llm.token_count.prompt", "gen_ai.usage.input_tokens",
            "llm.token_count.completion", "gen_ai.usage.output_tokens",
            "agent.name", "gen_ai.agent.name",
            "session.id", "gen_ai.conversation.id",
            "tool.name", "gen_ai.tool.name");

    private static final Pattern KNOWN_ATTRIBUTE = Pattern.compile(
            "(?:gen_ai\\.(?:operation|provider|agent|conversation|request|response|usage|tool|prompt|data_source|workflow|input|output|system_instructions|token|evaluation|output)\\b.*"
                    + "|redress\\..*|openinference\\.span\\.kind"
                    + "|(?:llm|input|output|tool|tool_call|embedding|retrieval|reranker|session|user|agent|message|document|metadata|tag)(?:\\..*)?"
                    + "|(?:http|url|server|client|network|error|exception|db|rpc|messaging|code|thread|service|peer|otel|feature_flag|enduser)\\..*)");

    private static final Set<String> KNOWN_NAMES = Set.of(
            "invoke_agent",
            "invoke_workflow",
            "execute_tool",
            "chat",
            "create_agent",
            "embeddings",
            "retrieval",
            "generate_content",
            "text_completion",
            "plan");

    private static final int MOST = 100;
    private static final int LONGEST = 200;

    private SpanContract() {}

    /// Attributes under the names of today; a value that already has today's name stays.
    static Map<String, JsonNode> current(Map<String, JsonNode> attributes) {
        Map<String, JsonNode> current = new LinkedHashMap<>();
        attributes.forEach((key, value) -> current.put(name(key), value));
        attributes.forEach((key, value) -> {
            if (name(key).equals(key)) {
                current.put(key, value);
            }
        });
        return current;
    }

    private static String name(String key) {
        return RENAMED.getOrDefault(key, OPEN_INFERENCE.getOrDefault(key, key));
    }

    /// What this span has that the contract does not know: `SPAN name` or `ATTRIBUTE key`, a hundred at most.
    static List<String> unmapped(Received span) {
        List<String> unmapped = new ArrayList<>();
        Map<String, JsonNode> attributes = span.attributes();
        if (!isKnown(span.name(), attributes)) {
            unmapped.add("SPAN " + cut(span.name()));
        }
        for (String key : attributes.keySet()) {
            if (unmapped.size() < MOST && !isKnown(key) && key.indexOf(0) < 0) {
                unmapped.add("ATTRIBUTE " + cut(key));
            }
        }
        return unmapped;
    }

    static boolean isKnown(String attribute) {
        return RENAMED.containsKey(attribute)
                || KNOWN_ATTRIBUTE.matcher(attribute).matches();
    }

    private static boolean isKnown(String name, Map<String, JsonNode> attributes) {
        String first = name.split(" ", 2)[0];
        return attributes.containsKey("gen_ai.operation.name")
                || attributes.containsKey("openinference.span.kind")
                || KNOWN_NAMES.contains(first)
                || attributes.keySet().stream().anyMatch(key -> key.startsWith("http.") || key.startsWith("db."));
    }

    private static String cut(String name) {
        return name.length() <= LONGEST
                ? name
                : name.substring(0, name.offsetByCodePoints(0, name.codePointCount(0, LONGEST)));
    }
}
