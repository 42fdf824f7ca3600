package dev.redress.appeal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.decision.RemedyType;
import java.time.Instant;
import java.util.List;

/// How far an appeal is, for the person. No reviewer is named in it.
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatusView(
        State state,
        String reference,
        Instant filedAt,
        boolean late,
        List<Deadline> clocks,
        List<Event> timeline,
        Outcome outcome,
        List<Remedy> remedies,
        boolean secondLevel) {

    @JsonIgnore
    public boolean waiting() {
        return state == State.RECEIVED || state == State.IN_REVIEW;
    }

    /// The colour of the headline: good news are not claimed by it, they stand in the answer.
    @JsonIgnore
    public String panelKind() {
        return state == State.WITHDRAWN ? "plain" : "info";
    }

    public enum State {
        NOT_APPEALED,
        RECEIVED,
        /// A person holds the case.
        IN_REVIEW,
        RULED,
        WITHDRAWN
    }

    /// What happened, in words that a page translates.
    public enum What {
        DECIDED,
        FILED,
        TAKEN_UP,
        RULED,
        REMEDY_ORDERED,
        REMEDY_DONE,
        REMEDY_FAILED,
        WITHDRAWN
    }

    public record Event(What what, Instant at) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Deadline(
            String regime, CaseClock.Kind kind, Instant startedAt, Instant dueAt, Instant stoppedAt, boolean overdue) {}

    /// @param independence the checks that the reviewer passed, as codes
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Outcome(
            Verdict verdict,
            String reasons,
            String clause,
            CorrectedOutcome correctedOutcome,
            List<Ruling.CorrectedFact> correctedFacts,
            List<String> independence,
            Instant ruledAt) {}

    public record CorrectedOutcome(String code, String summary) {}

    /// @param overdue whether the time for it has passed and it is not confirmed
    public record Remedy(
            RemedyType type,
            String description,
            RemedyProgress.State state,
            Instant orderedAt,
            Instant dueAt,
            Instant stateAt,
            boolean overdue) {}
}
