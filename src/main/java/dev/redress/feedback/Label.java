package dev.redress.feedback;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.appeal.Cause;
import dev.redress.appeal.Ruling;
import dev.redress.appeal.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// One labelled eval example, as exported. Absent evidence is null, never a default.
///
/// @param position             place in the change feed, from 1
/// @param label                whether the agent's outcome was right: `correct`, `incorrect`, `partly`; null when the
///                             ruling does not say (REMITTED, INADMISSIBLE)
/// @param humanOutcome         what it should have been; null when the agent's outcome stands or none was found
/// @param selection            how the case came to be reviewed: the origin of the case
/// @param inclusionProbability probability with which the decision was drawn; null for appeals, which choose themselves
/// @param blind                whether the reviewer formed a view before seeing the agent's outcome
/// @param reviewerKind         who ruled; a machine never does
/// @param reviewers            how many people have ruled on the decision by now, approved a ruling or repeated one
/// @param agreement            the share of their rulings that come to this verdict; null for one ruling
/// @param redactions           JSON Pointers (RFC 6901): into the decision, of what was erased or masked before it
/// came; below `/input`, `/agentOutcome`, `/humanOutcome` and `/rationale`, of what has a placeholder here
/// @param retracts             the label that this one replaces: a second level came to another verdict, or a second
///                             reviewer looked at the same case
@JsonPropertyOrder({"position", "id"})
public record Label(
        long position,
        UUID id,
        UUID decisionId,
        String externalId,
        UUID caseId,
        String type,
        JsonNode input,
        JsonNode agentOutcome,
        HumanOutcome humanOutcome,
        String label,
        Verdict verdict,
        Cause cause,
        String clause,
        String rationale,
        JsonNode agent,
        JsonNode model,
        JsonNode policy,
        JsonNode prompt,
        String traceId,
        String spanId,
        String selection,
        Double inclusionProbability,
        boolean blind,
        ReviewerKind reviewerKind,
        int reviewers,
        Double agreement,
        List<String> redactions,
        UUID retracts,
        Instant createdAt) {

    /// As annotation tools name it.
    public enum ReviewerKind {
        HUMAN
    }

    public record HumanOutcome(String code, String summary, List<Ruling.CorrectedFact> facts) {}

    /// The label after one more reviewer, who did not know of those before.
    Label seenAgain(long position, UUID id, Verdict second, Instant at) {
        double agreed = (agreement == null ? reviewers : agreement * reviewers) + (second == verdict ? 1 : 0);
        return new Label(
                position,
                id,
                decisionId,
                externalId,
                caseId,
                type,
                input,
                agentOutcome,
                humanOutcome,
                label,
                verdict,
                cause,
                clause,
                rationale,
                agent,
                model,
                policy,
                prompt,
                traceId,
                spanId,
                selection,
                inclusionProbability,
                blind,
                reviewerKind,
                reviewers + 1,
                agreed / (reviewers + 1),
                redactions,
                this.id,
                at);
    }

    static String of(Verdict verdict) {
        return switch (verdict) {
            case UPHELD -> "correct";
            case OVERTURNED -> "incorrect";
            case PARTLY_OVERTURNED -> "partly";
            case REMITTED, INADMISSIBLE -> null;
        };
    }
}
