package dev.redress.review.ruling;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// What a reviewer asked the operator to show.
///
/// @param lapsed whether its date passed without an answer; an answer after that does not undo it
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RecordRequest(
        UUID id,
        UUID caseId,
        UUID decisionId,
        String what,
        Instant askedAt,
        Instant dueAt,
        String answer,
        Instant answeredAt,
        boolean lapsed) {

    RecordRequest(
            UUID id,
            UUID caseId,
            UUID decisionId,
            String what,
            Instant askedAt,
            Instant dueAt,
            String answer,
            Instant answeredAt,
            Instant now) {
        this(
                id,
                caseId,
                decisionId,
                what,
                askedAt,
                dueAt,
                answer,
                answeredAt,
                dueAt.isBefore(answeredAt == null ? now : answeredAt));
    }

    /// The same in a case that repeats the one it was made in, so much later.
    public RecordRequest repeated(UUID in, Duration later) {
        return new RecordRequest(
                id,
                in,
                decisionId,
                what,
                askedAt.plus(later),
                dueAt.plus(later),
                answer,
                answeredAt == null ? null : answeredAt.plus(later),
                lapsed);
    }
}
