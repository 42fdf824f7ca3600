package dev.redress.review;

import dev.redress.platform.Refusal;
import io.quarkus.qute.TemplateData;

/// What stands between a reviewer and a waiting case.
@TemplateData
public enum Obstacle {
    NOT_INDEPENDENT("you acted on the decision before, or a tie is recorded"),
    NOT_QUALIFIED("your recorded training does not cover it"),
    FOR_LEADS("second level: for leads only"),
    OFFERED_TO_OTHERS("handed to a colleague or to another team"),
    SKIPPED("you skipped it, and nobody has had it since; you can still choose it");

    private final String words;

    Obstacle(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }

    Refusal refusal() {
        return switch (this) {
            case NOT_INDEPENDENT -> new Refusal(ReviewProblem.NOT_INDEPENDENT, "Somebody else has to take this case.");
            case FOR_LEADS -> new Refusal(ReviewProblem.FOR_LEADS, "A lead has to take this case.");
            case NOT_QUALIFIED ->
                new Refusal(ReviewProblem.NOT_QUALIFIED, "Your recorded training does not cover this case.");
            case OFFERED_TO_OTHERS ->
                new Refusal(ReviewProblem.OFFERED_TO_OTHERS, "This case was handed to somebody else.");
            case SKIPPED -> throw new IllegalStateException("a skipped case can be claimed");
        };
    }
}
