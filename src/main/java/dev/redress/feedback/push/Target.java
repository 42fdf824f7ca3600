package dev.redress.feedback.push;

import dev.redress.feedback.Label;

/// Where labels are pushed to.
enum Target {
    LANGFUSE {
        @Override
        boolean wants(Label label, PushConfig config) {
            return config.langfuse().isPresent();
        }
    },
    /// An evaluation span is about another span, so that one has to be on record.
    OTLP {
        @Override
        boolean wants(Label label, PushConfig config) {
            return config.otlp().isPresent() && Evaluation.isAbout(label);
        }
    };

    abstract boolean wants(Label label, PushConfig config);
}
