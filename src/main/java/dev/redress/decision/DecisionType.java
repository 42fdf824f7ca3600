package dev.redress.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;

/// The rules for one kind of decision, as operators set them.
///
/// @param code               as decisions name it, such as `refund.request`; taken from the path when sent
/// @param name               a few words for people
/// @param appealable         whether a person can appeal such a decision
/// @param notAppealableBecause why not; needed when it is not appealable
/// @param window             how long a person can appeal, from being told
/// @param ruling             how soon a ruling is promised, from filing
/// @param answerWithin       how long a question to the person waits for an answer
/// @param remedyDue          how soon a remedy is promised, from the ruling
/// @param queue              the queue its cases are in
/// @param remedies           the remedies a reviewer may order; empty for all
/// @param secondLevel        whether a ruling can be appealed once more
/// @param blind              whether reviewers record a first view before they see the agent's outcome
/// @param qualified          whether only reviewers with a recorded qualification may take its cases
/// @param commitments        the evidence that commitments of a type need; others need TOOL_RESPONSE
/// @param secondApproval     whether a ruling is made only when a second reviewer approves it
/// @param recordWithin       how soon the operator has to show a record that a reviewer asks for
/// @param doneOutcomes       codes of outcomes that tell a person that something is done; left out, all that are not
///                           adverse
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DecisionType(
        @Size(max = 200) String code,
        @NotBlank @Size(max = 200) String name,
        @NotNull Boolean appealable,
        @Size(max = 4_000) String notAppealableBecause,
        @Valid Term window,
        @Valid Term ruling,
        @Valid Term answerWithin,
        @Valid Term remedyDue,
        @Size(max = 200) String queue,
        @Size(max = 20) List<@NotNull RemedyType> remedies,
        Boolean secondLevel,
        Boolean blind,
        Boolean secondApproval,
        @Valid Term recordWithin,
        Boolean qualified,
        @Size(max = 100) Map<@NotBlank @Size(max = 200) String, @NotNull Evidence> commitments,
        @Size(max = 100) List<@NotBlank @Size(max = 200) String> doneOutcomes) {

    /// What an unregistered type goes by, and what a registered one falls back to: six months to appeal (the longest
    /// of the common rules, DSA article 20), a ruling within 30 days, an answer and a remedy within 14 each.
    public static DecisionType unregistered(String code) {
        return new DecisionType(
                        code, code, true, null, null, null, null, null, null, null, null, false, null, null, null, null,
                        null)
                .complete(code);
    }

    DecisionType complete(String code) {
        return new DecisionType(
                code,
                name,
                appealable,
                notAppealableBecause,
                window == null ? new Term(6, Term.Unit.MONTHS) : window,
                ruling == null ? new Term(30, Term.Unit.DAYS) : ruling,
                answerWithin == null ? new Term(14, Term.Unit.DAYS) : answerWithin,
                remedyDue == null ? new Term(14, Term.Unit.DAYS) : remedyDue,
                queue == null ? "general" : queue,
                remedies == null ? List.of() : List.copyOf(remedies),
                secondLevel != null && secondLevel,
                blind == null || blind,
                secondApproval != null && secondApproval,
                recordWithin == null ? new Term(7, Term.Unit.DAYS) : recordWithin,
                qualified != null && qualified,
                commitments == null ? Map.of() : Map.copyOf(commitments),
                doneOutcomes == null ? null : List.copyOf(doneOutcomes));
    }

    /// What must be on record for a commitment to count as backed.
    public Evidence needed(Document.Commitment commitment) {
        return commitment.type() == null
                ? Evidence.TOOL_RESPONSE
                : commitments.getOrDefault(commitment.type(), Evidence.TOOL_RESPONSE);
    }

    /// Whether the outcome tells the person that something is done.
    public boolean saysDone(Document.Outcome outcome) {
        return doneOutcomes == null ? !outcome.adverse() : doneOutcomes.contains(outcome.code());
    }
}
