package dev.redress.notify;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// How mail is sent here. A service that believes it sends mail and cannot does not start.
@Singleton
class MailSettings {

    private final MailConfig config;

    MailSettings(MailConfig config) {
        this.config = config;
    }

    void atStart(
            @Observes @Priority(1) StartupEvent event,
            @ConfigProperty(name = "quarkus.mailer.mock", defaultValue = "false") boolean mock) {
        if (config.enabled() && config.from().isEmpty()) {
            throw new ConfigurationException(
                    "Mail is switched on but has no sender. Set REDRESS_MAIL_FROM to the address it comes from.");
        }
        if (config.enabled() && mock) {
            throw new ConfigurationException(
                    "Mail is switched on but the mailer would throw it away. Remove QUARKUS_MAILER_MOCK.");
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
