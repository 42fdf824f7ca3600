package dev.redress.feedback.dataset;

import dev.redress.platform.ProblemType;
import jakarta.inject.Singleton;

/// What can go wrong with datasets.
public enum DatasetProblem implements ProblemType {
    NO_LABEL_FITS(
            422,
            "No label fits the filter",
            "A dataset has at least one label. Widen the filter, or set `includeNotBlind` if the labels of reviewers who knew the agent's outcome first will do.");

    private final Described described;

    DatasetProblem(int status, String title, String explanation) {
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
