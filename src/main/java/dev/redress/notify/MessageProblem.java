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

    private final Described described;

    MessageProblem(int status, String title, String explanation) {
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
