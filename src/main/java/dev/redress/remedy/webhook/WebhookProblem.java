package dev.redress.remedy.webhook;

import dev.redress.platform.ProblemType;
import jakarta.inject.Singleton;

/// What can stand between an operator and a delivery.
public enum WebhookProblem implements ProblemType {
    WEBHOOK_ENDED(
            409,
            "This webhook has ended",
            "It was removed, or its receiver said that it is gone (410). Nothing more is sent to it. Make a new one for the same address if it should go on."),
    UNDER_WAY(
            409,
            "This delivery is under way",
            "A try is running at this moment. Wait for its end, which is a matter of seconds, and look at the log again."),
    CALLED_OFF(
            409,
            "This delivery was called off",
            "It is an order for something that is done by now, or that must not be done any more. Sending it could do harm. Look at the remedy to see what came of it."),
    TOO_MANY_WEBHOOKS(
            409,
            "There are too many webhooks",
            "A deployment has at most 100 that are alive. Remove one that is no longer needed.");

    private final Described described;

    WebhookProblem(int status, String title, String explanation) {
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
