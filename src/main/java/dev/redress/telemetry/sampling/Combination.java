package dev.redress.telemetry.sampling;

/// How a sender's own sampling and ours become one. Either way a later stage only lowers the probability.
enum Combination {
    /// The larger threshold: what was sampled harder already is kept.
    EQUALIZING {
        @Override
        Threshold of(Threshold head, Threshold ours) {
            return head.value() > ours.value() ? head : ours;
        }
    },
    /// The product of the probabilities.
    PROPORTIONAL {
        @Override
        Threshold of(Threshold head, Threshold ours) {
            if (ours.value() == 0) {
                return head;
            }
            long kept = (long) ((Threshold.ALL - head.value()) * ours.probability());
            return new Threshold(Threshold.ALL - Math.max(1, kept));
        }
    };

    abstract Threshold of(Threshold head, Threshold ours);
}
