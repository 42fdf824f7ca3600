package dev.redress.appeal;

import dev.redress.platform.ProblemType;
import jakarta.inject.Singleton;

/// What can stand between a person and an appeal.
public enum AppealProblem implements ProblemType {
    NOT_APPEALABLE(
            409,
            "This decision cannot be appealed here",
            "Decisions of this kind have no appeal in this service. The detail says why."),
    ALREADY_RULED(
            409,
            "This appeal has been decided",
            "A ruling was made. It can no longer be withdrawn or changed; the status shows the ruling and what can be done next."),
    NO_SECOND_LEVEL(
            409,
            "There is no second look",
            "A second look is possible once, after the first ruling, where decisions of this kind have one."),
    QUESTION_OPEN(
            409,
            "A question is open",
            "The person was asked something and has not answered. Wait for the answer, or for its date."),
    CLOCK_STOPPED(
            409, "The deadline cannot be moved", "A deadline can be moved on before it has passed and while it runs."),
    CLOCK_EXTENDED_ALREADY(
            409, "The deadline was moved on before", "A deadline is moved on once at most, with a reason."),
    NO_PAUSE_REQUESTED(404, "Nobody asked to wait", "There is no open wish that this decision waits."),
    DELEGATION_NEEDED(
            403,
            "An agent needs a delegation",
            "An agent files for a person only with a token in which that person delegates to it: the claim `act` of RFC 8693."),
    NO_APPEAL(404, "There is no appeal", "No appeal against this decision is under way.");

    private final Described described;

    AppealProblem(int status, String title, String explanation) {
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
