package dev.redress.notify;

import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// How mail is sent here. Read at start, so that a service that believes it sends mail really can.
@Startup
@Singleton
class MailSettings {

    private final MailConfig config;

    MailSettings(MailConfig config, @ConfigProperty(name = "quarkus.mailer.mock") boolean mock) {
        this.config = config;
        if (config.enabled() && config.from().isEmpty()) {
            throw new ConfigurationException(
                    "Mail is switched on but has no sender. Set REDRESS_MAIL_FROM to the address it comes from.");
        }
        if (config.enabled() && mock) {
            throw new ConfigurationException(
                    "Mail is switched on but would be thrown away, and its links written to the"
                            + " log. Remove QUARKUS_MAILER_MOCK.");
        }
    }

    boolean enabled() {
        return config.enabled();
    }

    String from() {
        return config.from().orElseThrow();
    }

    /// Null when answers go to the sender.
    String replyTo() {
        return config.replyTo().orElse(null);
    }

    Duration firstPause() {
        return config.retry();
    }
}
