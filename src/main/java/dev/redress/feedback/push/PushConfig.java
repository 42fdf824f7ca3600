package dev.redress.feedback.push;

import io.smallrye.config.ConfigMapping;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Where labels are pushed to; what is not configured gets none.
@ConfigMapping(prefix = "redress.push")
interface PushConfig {

    /// How often the outbox is looked at; read by the scheduler.
    String every();

    Optional<Langfuse> langfuse();

    Optional<Otlp> otlp();

    interface Langfuse {
        URI url();

        String publicKey();

        String secretKey();

        /// The dataset that grows with the labels; `redress`. A default given here would make the group present.
        Optional<String> dataset();

        default String datasetName() {
            return dataset().orElse("redress");
        }
    }

    interface Otlp {
        /// The base; `/v1/traces` and `/v1/logs` are added to it.
        URI url();

        /// Such as `Authorization`.
        Map<String, String> headers();

        /// Whether the evaluation event goes as a log record on the judged span, as it does unless this says no;
        /// else it is on the evaluation span.
        Optional<Boolean> logs();

        default boolean wantsLogs() {
            return logs().orElse(true);
        }
    }
}
