package dev.redress.notify;

import dev.redress.platform.ProblemType;
import jakarta.inject.Singleton;

/// What can stand between an operator and a message to a person.
public enum MessageProblem implements ProblemType {
    ALREADY_SENT(
            409,
            "This message was sent",
            "A mail server took the message, so it is not sent again. If it came back later, report the bounce first."),
    NEVER_SENT(
            409,
            "This message does not go out",
            "The message was written while mail was switched off, has no address, or was no longer true when its turn came. It never goes out.");

    private final int status;
    private final String title;
    private final String explanation;

    MessageProblem(int status, String title, String explanation) {
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
