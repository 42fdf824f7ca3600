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
    NO_APPEAL(404, "There is no appeal", "No appeal against this decision is under way.");

    private final int status;
    private final String title;
    private final String explanation;

    AppealProblem(int status, String title, String explanation) {
        this.status = status;
        this.title = title;
        this.explanation = explanation;
    }

    @Override
    public int status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public String explanation() {
        return explanation;
    }

    @Singleton
    static final class Offered implements Catalogue {
        @Override
        public ProblemType[] types() {
            return values();
        }
    }
}
