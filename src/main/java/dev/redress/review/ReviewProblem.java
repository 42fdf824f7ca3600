package dev.redress.review;

import dev.redress.platform.ProblemType;
import jakarta.inject.Singleton;

/// What can stand between a reviewer and a ruling.
public enum ReviewProblem implements ProblemType {
    CLAIM_HELD(
            409,
            "Somebody else holds this case",
            "Another reviewer has claimed the case. `leaseUntil` says until when, unless they go on working."),
    CLAIM_LOST(
            409,
            "You do not hold this case",
            "Your claim has ended or another one came after it. What you typed is kept. Claim the case again and send the new `fence`; `leaseUntil` is there when somebody else holds it now."),
    PERSON_ASKED(
            409,
            "The case waits for the person",
            "The person was asked a question. The case comes back to the queue with the answer, or when the question lapses."),
    RULING_WAITS(
            409,
            "A ruling waits",
            "A ruling was sent and is not made yet: it can be undone for a moment, or a second reviewer has to approve it. Until then nobody can take the case."),
    NO_RULING_WAITS(
            409,
            "No ruling waits",
            "No ruling of this case waits: none was sent, or it was made, undone or sent back meanwhile."),
    OWN_RULING(
            403,
            "Somebody else has to approve it",
            "You sent this ruling. A ruling of this kind is made when another reviewer approves it."),
    NOT_LATE(409, "There is nothing to admit", "The appeal came in time, or was admitted before."),
    ADMISSION_NEEDED(
            409,
            "The appeal came late",
            "Say first whether it is admitted: put an admission, with reasons. Without it the only verdict is INADMISSIBLE."),
    RECORD_ANSWERED(409, "It was answered", "The request for a record was answered before, or its case is closed."),
    NO_PERSON(
            409,
            "Nobody can be written to in this case",
            "The case has no appeal of its own, so there is nobody to write to and no clock to move. Rule on what is on record."),
    CASE_CLOSED(
            409,
            "This case is closed",
            "The case was ruled on, the appeal was withdrawn, or the person appealed and that case goes on. Nothing more can be done to it."),
    FIRST_VIEW_NEEDED(
            409,
            "A first view comes first",
            "The agent's outcome is shown, and a ruling is taken, only after you recorded what you think of the facts. Put your first view, then go on."),
    FIRST_VIEW_RECORDED(
            409,
            "Your first view is recorded",
            "A first view is given once, before the agent's outcome is shown, and stays as it is."),
    NOT_INDEPENDENT(
            403,
            "You may not rule on this decision",
            "You acted on this decision before, are its subject, or a conflict is recorded. Somebody else has to take this case."),
    FOR_LEADS(403, "Only leads may take this case", "The person objected to a first ruling. A lead rules on that."),
    NOT_QUALIFIED(
            403,
            "Your training does not cover this case",
            "A lead recorded which decision types, languages and jurisdictions you may take, and until when; this case is outside, or its type asks for a qualification and you have none."),
    OFFERED_TO_OTHERS(
            403,
            "This case was handed to somebody else",
            "It was handed to a colleague, or it belongs to a team that you are not in. A lead can take it back."),
    ON_HOLD(
            409,
            "This case is put aside",
            "A colleague has put the case aside until a date; `until` says which. It comes back by itself. A lead can take it back."),
    NOTHING_TO_TAKE_BACK(
            409, "Nobody has this case", "The case is neither claimed, nor put aside, nor handed to anybody."),
    NOT_ASKED(
            409,
            "You were not asked for an opinion",
            "A second opinion is given once, by a colleague whom the holder asked, while the case is open.");

    private final Described described;

    ReviewProblem(int status, String title, String explanation) {
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
