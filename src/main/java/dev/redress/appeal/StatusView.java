package dev.redress.appeal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.appeal.evidence.EvidenceView;
import dev.redress.decision.Decision;
import dev.redress.decision.RemedyType;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// How far an appeal is, for the person. No reviewer is named in it.
///
/// @param filedBy the agent that filed under a delegation, and for whom; null when a person filed
/// @param representative who filed for the person; null when they filed themselves
/// @param covers what else the appeal is about
/// @param unasked what we found when we looked at the decision without being asked; null for most
/// @param unreachable whether the latest mail to the person came back
@JsonInclude(JsonInclude.Include.NON_NULL)
public record StatusView(
        State state,
        String reference,
        int level,
        Instant filedAt,
        boolean late,
        Appeal.Delegate filedBy,
        Representative representative,
        List<Deadline> clocks,
        List<MessageView> thread,
        List<EvidenceView> evidence,
        Pause pause,
        boolean unreachable,
        List<Event> timeline,
        Outcome outcome,
        Outcome unasked,
        List<Outcome> earlierOutcomes,
        List<Remedy> remedies,
        boolean secondLevel,
        List<Also> covers) {

    /// The question that waits for the person; null when none does.
    @JsonIgnore
    public MessageView question() {
        return thread.stream()
                .filter(one -> one.question() != null && one.question().state() == MessageView.State.OPEN)
                .findFirst()
                .orElse(null);
    }

    /// The day by which the person gets an answer: the earliest, and of two on one day the one that runs. Null once
    /// it was given or when nothing runs.
    @JsonIgnore
    public Deadline answerClock() {
        return clocks.stream()
                .filter(one -> one.kind() == CaseClock.Kind.RULING && one.stoppedAt() == null)
                .min(Comparator.comparing(Deadline::dueAt).thenComparing(Deadline::paused))
                .orElse(null);
    }

    /// Whether a clock of the answer stands still for the open question while the one that counts for the person goes
    /// on: not every law knows a pause.
    @JsonIgnore
    public boolean otherClockPaused() {
        Deadline shown = answerClock();
        return question() != null
                && shown != null
                && !shown.paused()
                && clocks.stream()
                        .anyMatch(
                                one -> one.kind() == CaseClock.Kind.RULING && one.stoppedAt() == null && one.paused());
    }

    @JsonIgnore
    public boolean waiting() {
        return state == State.RECEIVED || state == State.IN_REVIEW || state == State.ASKED;
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
        /// The person was asked something.
        ASKED,
        RULED,
        WITHDRAWN
    }

    /// What happened, in words that a page translates.
    public enum What {
        DECIDED,
        FILED,
        FILED_AGAIN,
        TAKEN_UP,
        ASKED,
        ANSWERED,
        QUESTION_LAPSED,
        EVIDENCE_ADDED,
        EXTENDED,
        ADMITTED,
        PAUSE_GRANTED,
        PAUSE_REFUSED,
        RULED,
        REMEDY_ORDERED,
        REMEDY_DONE,
        REMEDY_FAILED,
        WITHDRAWN
    }

    /// Another decision of the same run that the appeal is about too.
    ///
    /// @param summary what was decided, as the person was told
    public record Also(String summary, Instant decidedAt) {
        static Also of(Decision decision) {
            return new Also(decision.document().outcome().summary(), decision.decidedAt());
        }
    }

    public record Event(What what, Instant at) {}

    /// @param title what people call the regime
    /// @param zone  the time zone whose day the deadline ends with; null for a date that was given
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Deadline(
            String regime,
            String title,
            CaseClock.Kind kind,
            String zone,
            Instant startedAt,
            Instant dueAt,
            Instant stoppedAt,
            boolean overdue,
            boolean paused,
            List<ClockPause> pauses,
            CaseClocks.Extension extension) {}

    /// What the person was told about their wish that the decision waits.
    ///
    /// @param granted null as long as nobody answered
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Pause(Boolean granted, String reason, Instant until, Instant answeredAt) {}

    /// @param inadmissible why the appeal was not taken; null when it was
    /// @param byDefault    whether the person wins because the record of the decision could not be shown
    /// @param independence the checks that the reviewer passed, as codes
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Outcome(
            Verdict verdict,
            Inadmissible inadmissible,
            boolean byDefault,
            String reasons,
            List<Ruling.Answer> answers,
            String clause,
            CorrectedOutcome correctedOutcome,
            List<Ruling.CorrectedFact> correctedFacts,
            List<String> independence,
            Instant ruledAt,
            List<Elsewhere.Place> elsewhere) {}

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
