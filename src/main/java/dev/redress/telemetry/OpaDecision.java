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
/// | `policy` | `id` and `version`: name and `revision` of the bundle; of the first, when there are several |
/// | `outcome` | adverse when `result` is `false`, or an object whose `allow` is `false` |
/// | `subject.ref` | the value of `input` at the configured JSON Pointer, or else `unknown` |
/// | `inputSnapshot` | `input`; `erased` and `masked` as they are |
/// | `model` | OPA itself and its version: no model took part |
/// | `extensions.opa` | the whole event, as it came |
final class OpaDecision {

    private OpaDecision() {}

    /// @param subject JSON Pointer into the input
    static byte[] of(JsonNode event, String subject) {
        if (!event.isObject()) {
            throw CommonProblem.malformed("An event of a decision log is an object.");
        }
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        String path = event.path("path").asText("").replaceFirst("^/", "").replace('/', '.');
        boolean denied = denied(event.get("result"));
        body.set("externalId", event.get("decision_id"));
        body.put("type", path.isEmpty() ? "opa.query" : "opa." + path);
        body.putObject("outcome")
                .put("code", event.get("result") == null ? "undefined" : denied ? "denied" : "allowed")
                .put("adverse", denied)
                .put("summary", denied ? "Your request was not allowed." : "Your request was allowed.");
        body.set("decidedAt", event.get("timestamp"));
        body.put("automation", "FULLY");
        String version = event.path("labels").path("version").asText("unknown");
        body.putObject("model").put("provider", "opa").put("requested", "opa").put("served", "opa " + version);
        bundle(event.path("bundles"), body);
        JsonNode ref = event.path("input").at(subject);
        body.putObject("subject").put("ref", ref.isValueNode() && !ref.asText().isBlank() ? ref.asText() : "unknown");
        if (denied) {
            body.putArray("reasons")
                    .addObject()
                    .put("code", "NOT_ALLOWED")
                    .put("text", "The rule did not allow this request.")
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

    private static void bundle(JsonNode bundles, ObjectNode body) {
        for (Map.Entry<String, JsonNode> bundle : bundles.properties()) {
            body.putObject("policy")
                    .put("id", bundle.getKey())
                    .put("version", bundle.getValue().path("revision").asText("unknown"));
            return;
        }
    }

    private static boolean denied(JsonNode result) {
        if (result == null) {
            return false;
        }
        JsonNode allow = result.isObject() ? result.path("allow") : result;
        return allow.isBoolean() ? !allow.booleanValue() : allow.asText().equals("false");
    }
}
