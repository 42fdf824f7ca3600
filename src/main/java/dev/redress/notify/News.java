package dev.redress.notify;

import dev.redress.appeal.CaseClock;
import dev.redress.appeal.Pauses;
import dev.redress.appeal.Verdict;
import java.time.Instant;

/// What there is to tell a person, with no more of the matter than the message says.
sealed interface News {

    /// The appeal is here.
    ///
    /// @param until when an answer comes at the latest
    record Received(Instant until) implements News {}

    /// Whoever reviews asked something. The question itself stays behind the link.
    ///
    /// @param until when an answer is waited for
    record Question(Instant until) implements News {}

    /// Whoever reviews wrote something that needs no answer.
    record Written(Instant at) implements News {}

    /// The question is still open.
    record Reminder(Instant until) implements News {}

    /// Nobody answered; the review goes on without.
    record QuestionLapsed(Instant since) implements News {}

    /// Whoever carries the decision out said whether it waits.
    ///
    /// @param until the day to which it waits; null for no day, and when it does not
    record PauseAnswered(boolean granted, Instant until, Instant at) implements News {

        /// Whether this is what was said last.
        boolean isSaidBy(Pauses.Answer last) {
            return last.at().equals(at);
        }
    }

    /// The answer comes later than promised.
    ///
    /// @param reason as the reviewer wrote it for the person
    record Extension(Instant until, String reason) implements News {}

    record Outcome(Verdict verdict) implements News {}

    /// What was ordered is done, and shown to be.
    record RemedyDone(Instant at) implements News {}

    /// A date was missed.
    ///
    /// @param what the answer, or what was ordered
    record Overdue(CaseClock.Kind what, Instant due) implements News {}

    record Withdrawn(Instant at) implements News {}

    /// Somebody looks at the decision again, though nobody asked.
    record LookingAgain(Instant at) implements News {}

    /// Somebody looked at the decision again, though nobody asked.
    record LookedAgain(Verdict verdict) implements News {}

    /// The link that was asked for.
    ///
    /// @param verified whether it carries the answer to the verification question
    record Link(boolean verified) implements News {}
}
