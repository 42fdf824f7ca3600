package dev.redress.remedy;

import dev.redress.platform.ProblemType;
import jakarta.inject.Singleton;

/// What can stand between an order and its confirmation.
public enum RemedyProblem implements ProblemType {
    ALREADY_DONE(
            409,
            "This remedy is done",
            "The remedy was confirmed as done, with evidence. That cannot be taken back here; tell the operator.");

    private final int status;
    private final String title;
    private final String explanation;

    RemedyProblem(int status, String title, String explanation) {
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
