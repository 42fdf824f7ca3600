package dev.redress.feedback.gate;

import dev.redress.feedback.Label;
import io.quarkus.qute.TemplateData;
import java.util.UUID;

/// One case that the report names.
///
/// @param agentOutcome     what the agent decided then
/// @param expected         what is right by the ruling
/// @param candidateOutcome what the candidate makes of it; null when only its correctness was told
@TemplateData
public record Item(
        UUID label,
        UUID decisionId,
        String externalId,
        String type,
        String agentOutcome,
        String expected,
        String candidateOutcome,
        String verdict,
        String cause,
        String clause) {

    static Item of(Label label, String expected, String candidate) {
        return new Item(
                label.id(),
                label.decisionId(),
                label.externalId(),
                label.type(),
                code(label),
                expected,
                candidate,
                label.verdict().name(),
                label.cause() == null ? null : label.cause().name(),
                label.clause());
    }

    static String code(Label label) {
        return label.agentOutcome() == null
                ? null
                : label.agentOutcome().path("code").asText(null);
    }
}
