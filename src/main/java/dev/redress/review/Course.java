package dev.redress.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.appeal.Rulings;
import dev.redress.review.ruling.Admission;
import dev.redress.review.ruling.Proposal;
import dev.redress.review.ruling.RecordRequest;
import dev.redress.review.ruling.Seen;
import java.time.Instant;
import java.util.List;

/// What stands before the ruling of a case, as one reviewer sees it.
///
/// @param waiting       the ruling that was sent and is not made; null when there is none
/// @param returned      why the ruling that was sent last came back; null when none did
/// @param mayApprove    whether this reviewer may be the second person
/// @param admissionOpen whether the appeal came late and nobody admitted it yet
/// @param admission     how it was admitted; null when it was not, or needed not be
/// @param records       what was asked of the operator, oldest first
/// @param seen          how far this reviewer has looked; null before they claim the case
/// @param news          what others did since then
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Course(
        Waiting waiting,
        Returned returned,
        boolean mayApprove,
        boolean admissionOpen,
        Admission admission,
        List<RecordRequest> records,
        Seen seen,
        List<Change> news) {

    /// @param secondsLeft whole seconds until the undo window ends, one at least; null where none runs
    /// @param said        null for a reader who may not see the agent's outcome yet
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Waiting(
            Proposal.Wait waitsFor, boolean mine, Instant sentAt, Instant dueAt, Long secondsLeft, Rulings.Said said) {}

    /// @param reasons of the second person who did not approve; null when the case had changed
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Returned(String reasons, Instant at) {}

    /// Whether a record was asked for in vain, so that the person wins by default.
    public boolean recordLapsed() {
        return records.stream().anyMatch(RecordRequest::lapsed);
    }
}
