package dev.redress.review.quality;

import dev.redress.platform.ProblemType;
import jakarta.inject.Singleton;

/// What the desk asks before a ruling goes out.
public enum QualityProblem implements ProblemType {
    TOO_FAST(
            409,
            "Faster than this can be read",
            "The ruling came sooner than the words on the case can be read. The desk asks whether everything was read; what was typed is kept. The API does not ask: there the ruling is taken and marked.");

    private final int status;
    private final String title;
    private final String explanation;

    QualityProblem(int status, String title, String explanation) {
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
