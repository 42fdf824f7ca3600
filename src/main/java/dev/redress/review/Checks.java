package dev.redress.review;

import dev.redress.access.Actor;
import dev.redress.appeal.Verdict;
import java.util.List;
import java.util.Optional;

/// What became of cases that looked at the work of a reviewer.
public interface Checks {

    /// @param accepted the verdicts that were right; for a double review, the one of the first reviewer
    /// @param right    whether the answer is one of them
    /// @param said     what the reviewer answered
    record Checked(Case.Purpose purpose, List<Verdict> accepted, boolean right, CaseView.Ruled said) {}

    /// The answer in a closed case, for whoever gave it and for leads; empty for others.
    Optional<Checked> of(Case closed, Actor.Reviewer reader);
}
