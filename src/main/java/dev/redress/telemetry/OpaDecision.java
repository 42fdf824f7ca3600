package dev.redress.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Json;
import java.util.Map;

/// One event of an OPA decision log as a decision (openpolicyagent.org, Decision Logs).
///
/// | decision | event |
/// |---|---|
/// | `externalId` | `decision_id`: OPA sends an event again until it was taken |
/// | `type` | `opa.` and `path` with dots: `opa.http.example.authz.allow` |
/// | `policy` | `id` and `version`: name and `revision` of the bundle; of the first, when there are several; `opa` and
/// its `revision` before there were bundles; what is not told is `unknown` |
/// | `outcome` | not adverse when `result`, or its `allow`, is `true`, and adverse in all other cases: see {@link
/// Answer} |
/// | `subject.ref` | the value of `input` at the configured JSON Pointer, or else `unknown` |
/// | `inputSnapshot` | `input`; `erased` and `masked` as they are |
/// | `model` | OPA itself and its version: no model took part |
/// | `extensions.opa` | the whole event, as it came |
final class OpaDecision {

    /// What the rules said of a request. Only a plain yes is one: a caller of OPA lets nothing through without it, and
    /// whoever was turned away without a reason has all the more to ask.
    private enum Answer {
        ALLOWED("allowed", "Your request was allowed."),
        DENIED("denied", "Your request was not allowed."),
        /// OPA leaves `result` out when no rule applied.
        UNDEFINED("undefined", "No rule gave an answer to your request."),
        FAILED("error", "The rules could not be applied to your request."),
        UNCLEAR("unclear", "The rules gave an answer to your request that is neither yes nor no.");

        private final String code;
        private final String summary;

        Answer(String code, String summary) {
            this.code = code;
            this.summary = summary;
        }

        static Answer of(JsonNode event) {
            JsonNode result = event.get("result");
            if (result == null || result.isNull()) {
                return event.hasNonNull("error") ? FAILED : UNDEFINED;
            }
            JsonNode allow = result.isObject() ? result.path("allow") : result;
            return switch (allow.asText()) {
                case "true" -> ALLOWED;
                case "false" -> DENIED;
                default -> UNCLEAR;
            };
        }
    }

    private OpaDecision() {}

    /// @param subject JSON Pointer into the input
    static byte[] of(JsonNode event, String subject) {
        if (!event.isObject()) {
            throw CommonProblem.malformed("An event of a decision log is an object.");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        String path = event.path("path").asText("").replaceFirst("^/", "").replace('/', '.');
        Answer answer = Answer.of(event);
        body.set("externalId", event.get("decision_id"));
        body.put("type", path.isEmpty() ? "opa.query" : "opa." + path);
        body.putObject("outcome")
                .put("code", answer.code)
                .put("adverse", answer != Answer.ALLOWED)
                .put("summary", answer.summary);
        body.set("decidedAt", event.get("timestamp"));
        body.put("automation", "FULLY");
        String version = event.path("labels").path("version").asText("unknown");
        body.putObject("model").put("provider", "opa").put("requested", "opa").put("served", "opa " + version);
        bundle(event, body);
        JsonNode ref = event.path("input").at(subject);
        body.putObject("subject").put("ref", ref.isValueNode() && !ref.asText().isBlank() ? ref.asText() : "unknown");
        if (answer != Answer.ALLOWED) {
            body.putArray("reasons")
                    .addObject()
                    .put("code", answer == Answer.DENIED ? "NOT_ALLOWED" : "NO_CLEAR_ANSWER")
                    .put("text", answer == Answer.DENIED ? "The rule did not allow this request." : answer.summary)
                    .put("clause", path.isEmpty() ? null : path);
        }
        if (event.has("input")) {
            body.set("inputSnapshot", event.get("input"));
        } else {
            body.putObject("inputSnapshot").put("erased", true);
        }
        for (String member : new String[] {"erased", "masked"}) {
            if (event.has(member)) {
                body.set(member, event.get(member));
            }
        }
        String trace = event.path("trace_id").asText("");
        if (!trace.isEmpty()) {
            body.putObject("trace")
                    .put("traceId", trace)
                    .put("spanId", event.path("span_id").asText());
        }
        body.putObject("extensions").set("opa", event);
        return Json.write(body);
    }

    private static void bundle(JsonNode event, ObjectNode body) {
        Map.Entry<String, JsonNode> bundle =
                event.path("bundles").properties().stream().findFirst().orElse(Map.entry("opa", event));
        String revision = bundle.getValue().path("revision").asText("");
        body.putObject("policy").put("id", bundle.getKey()).put("version", revision.isEmpty() ? "unknown" : revision);
    }
}
