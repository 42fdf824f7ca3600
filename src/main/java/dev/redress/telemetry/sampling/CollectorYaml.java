package dev.redress.telemetry.sampling;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// The policy for the `tail_sampling` processor of the OpenTelemetry Collector. It compares the randomness of
/// the trace id with the threshold, as Redress does, so what it keeps is kept by Redress as well and stands
/// for as many.
final class CollectorYaml {

    private static final String HEAD = """
            # Sampling policy %s of %s, for the OpenTelemetry Collector (contrib).
            # It knows of a decision only what redress.* attributes of a span tell. Agents that post decisions themselves
            # send the spans of those whose answer says "traceRequested": true past this collector.
            receivers:
              otlp:
                protocols: {grpc: {endpoint: 0.0.0.0:4317}, http: {endpoint: 0.0.0.0:4318}}
            processors:
              tail_sampling:
                decision_wait: 30s
                policies:
                  - name: explicit-randomness
                    type: ottl_condition
                    ottl_condition: {error_mode: ignore, span: ['IsMatch(trace_state["ot"], "(^|;)rv:")']}
            """;

    private static final String TAIL = """
            exporters:
              otlphttp/redress:
                traces_endpoint: %s/v1/traces
                headers: {Authorization: "Bearer ${env:REDRESS_AGENT_KEY}"}
            service:
              pipelines:
                traces: {receivers: [otlp], processors: [tail_sampling], exporters: [otlphttp/redress]}
            """;

    private CollectorYaml() {}

    /// @param closed codes of the registered types that have no appeal; all others have one
    static String of(SamplingPolicy policy, Collection<String> closed, String publicUrl) {
        StringBuilder yaml = new StringBuilder(HEAD.formatted(policy.version(), publicUrl));
        for (Stratum stratum : policy.strata()) {
            if (Boolean.FALSE.equals(stratum.appealable()) && closed.isEmpty()) {
                continue; // there is nothing it could fit
            }
            List<String> parts = parts(stratum, closed);
            yaml.append("      - name: ").append(stratum.name()).append('\n');
            if (parts.size() == 1) {
                yaml.append(parts.getFirst().indent(8));
            } else if (parts.isEmpty()) {
                yaml.append("        type: always_sample\n");
            } else {
                yaml.append("        type: and\n        and:\n          and_sub_policy:\n");
                for (int i = 0; i < parts.size(); i++) {
                    yaml.append("            - name: part-").append(i + 1).append('\n');
                    yaml.append(parts.get(i).indent(14));
                }
            }
        }
        return yaml.append(TAIL.formatted(publicUrl)).toString();
    }

    /// What all must hold of a trace. A run without failures cannot be asked for: then more is kept, and
    /// Redress draws.
    private static List<String> parts(Stratum stratum, Collection<String> closed) {
        List<String> parts = new ArrayList<>();
        List<String> told = told(stratum, closed);
        if (!told.isEmpty()) {
            String condition = quoted(String.join(" and ", told));
            parts.add("type: ottl_condition\nottl_condition: {error_mode: ignore, span: [%s], spanevent: [%s]}"
                    .formatted(condition, condition));
        }
        if (Boolean.TRUE.equals(stratum.failed())) {
            parts.add("type: status_code\nstatus_code: {status_codes: [ERROR]}");
        }
        if (!stratum.isCertain()) {
            parts.add("type: ottl_condition\nottl_condition: {error_mode: ignore, span: [%s]}"
                    .formatted(quoted("Substring(trace_id.string, 18, 14) >= \"%s\""
                            .formatted(stratum.threshold().hex()))));
        }
        return parts;
    }

    private static List<String> told(Stratum stratum, Collection<String> closed) {
        List<String> told = new ArrayList<>();
        if (stratum.asksForDecision()) {
            told.add("attributes[\"redress.externalId\"] != nil");
        }
        if (stratum.adverse() != null) {
            told.add("attributes[\"redress.outcome.adverse\"] %s true".formatted(stratum.adverse() ? "==" : "!="));
        }
        if (stratum.appealable() != null && !closed.isEmpty()) {
            told.add((stratum.appealable() ? "not " : "") + isMatch("redress.type", oneOf(closed) + "$"));
        }
        if (!stratum.decisionTypes().isEmpty()) {
            told.add(isMatch("redress.type", oneOf(stratum.decisionTypes()) + "$"));
        }
        if (!stratum.jurisdictions().isEmpty()) {
            told.add(isMatch("redress.subject.jurisdiction", "(?i)" + oneOf(stratum.jurisdictions()) + "(-|$)"));
        }
        return told;
    }

    private static String isMatch(String attribute, String pattern) {
        return "IsMatch(attributes[\"%s\"], \"%s\")"
                .formatted(attribute, pattern.replace("\\", "\\\\").replace("\"", "\\\""));
    }

    private static String oneOf(Collection<String> codes) {
        return codes.stream().sorted().map(CollectorYaml::pattern).collect(Collectors.joining("|", "^(", ")"));
    }

    /// A code as a regular expression of Go; `credit.*` stands for all that begin so.
    private static String pattern(String code) {
        boolean open = code.endsWith(".*");
        String fixed = open ? code.substring(0, code.length() - 1) : code;
        return fixed.replaceAll("([\\\\.+*?()|\\[\\]{}^$])", "\\\\$1") + (open ? ".*" : "");
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
