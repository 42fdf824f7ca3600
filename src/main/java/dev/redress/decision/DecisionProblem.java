package dev.redress.decision;

import dev.redress.platform.ProblemType;
import jakarta.inject.Singleton;

/// What can go wrong between an agent and the record.
public enum DecisionProblem implements ProblemType {
    CONTENT_DIFFERS(
            409,
            "Another decision has this external id",
            "This agent has already recorded a decision under the same `externalId`, with other content. The first record stays as it is. Give the new decision an id of its own, with `supersedes` if it corrects the first."),
    REMOVED(
            410,
            "This decision was removed",
            "The decision was on record and its time is over, so it was removed. Its external id is not used again: give another decision an id of its own."),
    OTHER_AGENT(
            403,
            "The decision names another agent",
            "`agent.id` is not the agent that this credential belongs to. An agent records its own decisions only."),
    DELEGATION_DIFFERS(
            403,
            "The credential tells of another delegation",
            "`actor` is not what the credential says of who acts for whom. Leave `actor` out: what a signed token says is recorded without it."),
    HOLD_NOT_YOURS(
            409,
            "This hold ends by itself",
            "The legal hold was set by an appeal or a ruling and lasts as long as they need it. An operator sets and ends holds with other ids."),
    LINK_NOT_GOOD(
            404,
            "This link does not work",
            "The link is wrong, has ended or was withdrawn. Check that it was copied whole, or ask whoever sent it for a new one."),
    VERIFICATION_NEEDED(
            403,
            "A question comes first",
            "Whoever sent this decision asked for one more proof. Post the `answer` to the link's `verification` and use the link in the reply."),
    VERIFICATION_WRONG(
            422,
            "That answer is not right",
            "The answer does not match what is on record. After a few wrong answers the link rests for an hour."),
    VERIFICATION_LOCKED(
            429,
            "Too many wrong answers",
            "Too many wrong answers were given. Wait as long as `Retry-After` says, or ask whoever sent the link for help.");

    private final Described described;

    DecisionProblem(int status, String title, String explanation) {
        described = new Described(status, title, explanation);
    }

    @Override
    public Described described() {
        return described;
    }

    @Singleton
    static final class Offered implements Catalogue {
        @Override
        public ProblemType[] types() {
            return values();
        }
    }
}
