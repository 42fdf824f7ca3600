package dev.redress.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.decision.Decision;
import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.UUID;

/// Another decision about the same person: of the same run, or before or after it.
///
/// @param sameRun     whether an agent made both in one run
/// @param covered     whether the appeal of this case is about it too
/// @param outcome     its code; null while the reviewer may not see what the agent decided
/// @param adverse     null as `outcome`
/// @param contradicts whether the same run answered the same kind of question otherwise; null as `outcome`
@TemplateData
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Related(
        UUID decisionId,
        String externalId,
        String type,
        Instant decidedAt,
        boolean sameRun,
        boolean covered,
        String outcome,
        Boolean adverse,
        Boolean contradicts) {

    static Related of(Decision other, Decision decided, boolean covered, boolean revealed) {
        boolean sameRun = decided.runId() != null && decided.runId().equals(other.runId());
        boolean otherwise = !other.outcomeCode().equals(decided.outcomeCode()) || other.adverse() != decided.adverse();
        return new Related(
                other.id(),
                other.externalId(),
                other.type(),
                other.decidedAt(),
                sameRun,
                covered,
                revealed ? other.outcomeCode() : null,
                revealed ? other.adverse() : null,
                revealed ? sameRun && other.type().equals(decided.type()) && otherwise : null);
    }
}
