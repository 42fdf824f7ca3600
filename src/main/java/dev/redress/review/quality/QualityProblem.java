package dev.redress.review.quality;

import dev.redress.platform.ProblemType;
import jakarta.inject.Singleton;

/// What the desk asks before a ruling goes out.
public enum QualityProblem implements ProblemType {
    TOO_FAST(
            409,
            "Faster than this can be read",
            "The ruling came sooner than the words on the case can be read. The desk asks whether everything was read; what was typed is kept. The API does not ask: there the ruling is taken and marked.");

    private final Described described;

    QualityProblem(int status, String title, String explanation) {
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
