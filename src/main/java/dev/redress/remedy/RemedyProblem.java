package dev.redress.remedy;

import dev.redress.platform.ProblemType;
import jakarta.inject.Singleton;

/// What can stand between an order and its confirmation.
public enum RemedyProblem implements ProblemType {
    ALREADY_DONE(
            409,
            "This remedy is done",
            "The remedy was confirmed as done, with evidence. That cannot be taken back here; tell the operator."),
    WITH_A_REVIEWER(
            409,
            "This remedy is with a reviewer",
            "What it was to change had changed since the decision. A reviewer sees both versions and rules again; wait for the remedy that comes of it."),
    NOTHING_TO_APPROVE(
            409,
            "Nothing waits for a second person",
            "Only what an operator entered as done by hand is approved by a second person, and only once."),
    SECOND_PERSON_NEEDED(
            409,
            "A second person is needed",
            "Whoever entered that something was done by hand cannot also approve it. Another operator or a lead looks at the evidence."),
    PROBE_EXISTS(
            409,
            "There is a probe for these remedies",
            "For one decision type and one remedy type there is one probe. Change that one, or remove it first.");

    private final Described described;

    RemedyProblem(int status, String title, String explanation) {
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
