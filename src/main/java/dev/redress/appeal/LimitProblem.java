package dev.redress.appeal;

import dev.redress.platform.ProblemType;
import jakarta.inject.Singleton;

/// What a person can meet at a limit.
public enum LimitProblem implements ProblemType {
    SENDING_BLOCKED(
            429,
            "Nothing can be sent with this link for a while",
            "Very much was sent with this link, and a warning came first. `until` says when sending works again, `Retry-After` in how many seconds. Reading goes on. Post to `objectionUrl` to ask a person to lift this; that is never counted."),
    NOT_BLOCKED(409, "Sending is not stopped", "Things can be sent with this link, so there is nothing to lift."),
    LINK_WORKS(409, "This link works", "The link is good and shows what it leads to. A new one is not needed.");

    private final Described described;

    LimitProblem(int status, String title, String explanation) {
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
