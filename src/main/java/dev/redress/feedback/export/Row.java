package dev.redress.feedback.export;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.feedback.Label;
import dev.redress.platform.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// A label as one row of a table; what has a shape of its own is JSON text. The components are the columns of CSV,
/// Parquet and the Hugging Face folder.
public record Row(
        long place,
        String split,
        long position,
        String id,
        String decisionId,
        String externalId,
        String type,
        String input,
        String agentOutcome,
        String agentSummary,
        String humanOutcome,
        String humanSummary,
        String correctedFacts,
        String label,
        String verdict,
        String cause,
        String clause,
        String rationale,
        String agent,
        String agentVersion,
        String model,
        String policy,
        String policyVersion,
        String prompt,
        String traceId,
        String spanId,
        String selection,
        Double inclusionProbability,
        boolean blind,
        int reviewers,
        Double agreement,
        String redactions,
        String retracts,
        Instant createdAt) {

    static Row of(Example example) {
        Label label = example.label();
        Label.HumanOutcome human = label.humanOutcome();
        return new Row(
                example.place(),
                example.split(),
                label.position(),
                label.id().toString(),
                label.decisionId().toString(),
                label.externalId(),
                label.type(),
                json(label.input()),
                Example.code(label.agentOutcome()),
                Example.text(label.agentOutcome(), "summary"),
                human == null ? null : human.code(),
                human == null ? null : human.summary(),
                human == null ? null : json(human.facts()),
                label.label(),
                label.verdict().name(),
                label.cause() == null ? null : label.cause().name(),
                label.clause(),
                label.rationale(),
                Example.text(label.agent(), "id"),
                Example.text(label.agent(), "version"),
                Example.text(label.model(), "served"),
                Example.text(label.policy(), "id"),
                Example.text(label.policy(), "version"),
                json(label.prompt()),
                label.traceId(),
                label.spanId(),
                label.selection(),
                label.inclusionProbability(),
                label.blind(),
                label.reviewers(),
                label.agreement(),
                json(label.redactions()),
                label.retracts() == null ? null : label.retracts().toString(),
                label.createdAt());
    }

    private static String json(Object value) {
        return value == null || value instanceof JsonNode node && node.isNull()
                ? null
                : new String(Json.write(value), StandardCharsets.UTF_8);
    }
}
