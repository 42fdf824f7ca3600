package dev.redress.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;

/// A decision's document as pages and labels read it. Every member may be null: absent means the agent did not say,
/// and is shown as that.
public record Document(
        Outcome outcome,
        String automation,
        Versioned agent,
        Model model,
        Policy policy,
        JsonNode prompt,
        Subject subject,
        List<Fact> facts,
        List<Reason> reasons,
        JsonNode inputSnapshot,
        List<String> erased,
        List<String> masked,
        List<Counterfactual> counterfactuals,
        Effect effect,
        Ground ground,
        List<Commitment> commitments,
        List<Action> actions,
        List<Call> calls,
        List<Hop> hops,
        Target target,
        Trace trace) {

    public record Outcome(String code, boolean adverse, String summary) {}

    public record Versioned(String id, String version) {}

    public record Model(String provider, String requested, String served) {}

    public record Policy(String id, String version, String digest, String text) {}

    public record Subject(
            String ref, String locale, String jurisdiction, JsonNode contact, Verification verification) {}

    public record Verification(String hint, String digest) {}

    public record Fact(
            String id, String name, JsonNode value, String source, OffsetDateTime observedAt, Boolean correctable) {

        /// The value in words: a text as it is, anything else as JSON.
        public String shown() {
            return value == null || value.isNull() ? "" : value.isTextual() ? value.textValue() : value.toString();
        }

        /// Name and value on one line.
        public String line() {
            return name + ": " + shown();
        }
    }

    public record Reason(String code, String text, List<String> facts, String clause) {}

    public record Counterfactual(String change, String result) {}

    public record Effect(String type, List<String> territorialScope, OffsetDateTime startsAt, OffsetDateTime endsAt) {}

    public record Ground(String kind, String reference, String url) {}

    public record Commitment(
            String id, String type, String text, String amount, OffsetDateTime dueAt, List<String> actions) {}

    public record Action(
            String id,
            String tool,
            JsonNode arguments,
            JsonNode result,
            String system,
            String resourceId,
            String status,
            OffsetDateTime at,
            String etag,
            JsonNode readBack,
            String countersignature) {

        /// An action that did not work shows nothing, whatever else is said of it.
        public Evidence evidence() {
            if (!"OK".equals(status)) {
                return Evidence.NONE;
            }
            if (countersignature != null) {
                return Evidence.COUNTERSIGNED;
            }
            if (readBack != null && !readBack.isNull()) {
                return Evidence.READ_BACK;
            }
            return result != null && !result.isNull() ? Evidence.TOOL_RESPONSE : Evidence.SELF_REPORTED;
        }
    }

    public record Call(
            String id,
            String step,
            Boolean essential,
            Long attempt,
            String hedgeOf,
            String provider,
            String model,
            OffsetDateTime startedAt,
            OffsetDateTime endedAt,
            String status,
            String errorType,
            List<String> finishReasons,
            Boolean used,
            JsonNode usage) {}

    public record Hop(
            String role, String operator, String homeJurisdiction, String region, String country, JsonNode proof) {}

    /// What the decision is about in its own system, and which version of it the agent saw (RFC 9110 section 8.8.3).
    public record Target(String uri, String etagAtPlan, String etagAtDecision) {}

    public record Trace(String traceId, String spanId, String schemaUrl, List<JsonNode> spans) {}

    public Document {
        facts = orEmpty(facts);
        reasons = orEmpty(reasons);
        counterfactuals = orEmpty(counterfactuals);
        commitments = orEmpty(commitments);
        actions = orEmpty(actions);
        calls = orEmpty(calls);
        hops = orEmpty(hops);
        erased = orEmpty(erased);
        masked = orEmpty(masked);
    }

    /// The facts that a reason rests on and that the agent sent.
    public List<Fact> factsOf(Reason reason) {
        List<String> ids = orEmpty(reason.facts());
        return facts.stream().filter(fact -> ids.contains(fact.id())).toList();
    }

    /// The best evidence among the actions that a commitment names.
    public Evidence evidence(Commitment commitment) {
        return backing(commitment).stream()
                .map(Action::evidence)
                .max(Comparator.naturalOrder())
                .orElse(Evidence.NONE);
    }

    /// The actions on record that a commitment names.
    public List<Action> backing(Commitment commitment) {
        List<String> ids = orEmpty(commitment.actions());
        return actions.stream().filter(action -> ids.contains(action.id())).toList();
    }

    public String nameOf(String factId) {
        return facts.stream()
                .filter(fact -> fact.id().equals(factId))
                .map(Fact::name)
                .findFirst()
                .orElse(factId);
    }

    /// The recorded value of a fact in words.
    public String shownOf(String factId) {
        return facts.stream()
                .filter(fact -> fact.id().equals(factId))
                .map(Fact::shown)
                .findFirst()
                .orElse("");
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
