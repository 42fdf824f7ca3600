package dev.redress.feedback.push;

import dev.redress.feedback.Label;

/// Where labels are pushed to.
enum Target {
    LANGFUSE {
        @Override
        boolean isConfigured(PushConfig config) {
            return config.langfuse().isPresent();
        }

        @Override
        boolean isAbout(Label label) {
            return true;
        }
    },
    /// An evaluation span is about another span, so that one has to be on record.
    OTLP {
        @Override
        boolean isConfigured(PushConfig config) {
            return config.otlp().isPresent();
        }

        @Override
        boolean isAbout(Label label) {
            return Evaluation.isAbout(label);
        }
    };

    abstract boolean isConfigured(PushConfig config);

    abstract boolean isAbout(Label label);

    boolean wants(Label label, PushConfig config) {
        return isConfigured(config) && isAbout(label);
    }
}
