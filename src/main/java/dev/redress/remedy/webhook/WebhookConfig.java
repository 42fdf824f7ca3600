package dev.redress.remedy.webhook;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.List;

@ConfigMapping(prefix = "redress.webhooks")
interface WebhookConfig {

    /// Whether receivers may lie in private networks; for tests and for platforms behind the same wall.
    boolean allowPrivate();

    /// How long a receiver may take to answer.
    Duration patience();

    /// How long to wait after each try that failed, before it is spread by a fifth; after the last one, it is given up.
    List<Duration> waits();

    /// How long the secret before the current one still signs.
    Duration overlap();
}
