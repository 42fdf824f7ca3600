package dev.redress.feedback.dataset;

import dev.redress.appeal.Verdict;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;

/// Which labels belong into a dataset. What is null or empty does not narrow.
///
/// @param policyVersion   of `policy`
/// @param model           as served
/// @param verdicts        without it, those that say what is right: REMITTED and INADMISSIBLE do not
/// @param selections      how cases came to be reviewed: APPEAL, AUDIT, SWEEP, TRIGGER, SECOND_LEVEL
/// @param includeNotBlind also labels of reviewers who knew the agent's outcome first; null is no
/// @param from            when the label was made, included
/// @param to              when the label was made, excluded
public record Filter(
        @Size(max = 200) String type,
        @Size(max = 200) String policy,
        @Size(max = 200) String policyVersion,
        @Size(max = 200) String model,
        @Size(max = 200) String agent,
        @Size(max = 5) List<Verdict> verdicts,

        @Size(max = 5)
        List<@Pattern(regexp = SELECTIONS, message = "is not how a case comes to be reviewed") String> selections,

        Boolean includeNotBlind,
        Instant from,
        Instant to) {

    static final String SELECTIONS = "APPEAL|AUDIT|SWEEP|TRIGGER|SECOND_LEVEL";
    private static final List<Verdict> TELLING = List.of(Verdict.UPHELD, Verdict.OVERTURNED, Verdict.PARTLY_OVERTURNED);

    public Filter {
        verdicts = verdicts == null || verdicts.isEmpty() ? TELLING : List.copyOf(verdicts);
        selections = selections == null ? List.of() : List.copyOf(selections);
        includeNotBlind = includeNotBlind != null && includeNotBlind;
    }

    static final Filter ALL = new Filter(null, null, null, null, null, null, null, null, null, null);
}
