package dev.redress.access;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Without an identity provider nobody could review. OIDC only falls silent then; production refuses to start.
@Singleton
class SignIn {

    void atStart(
            @Observes @Priority(1) StartupEvent event,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "true") boolean enabled,
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> provider) {
        if (LaunchMode.current() != LaunchMode.NORMAL) {
            return;
        }
        if (!enabled) {
            throw new ConfigurationException(
                    "Sign-in is switched off. Redress does not run without it: remove QUARKUS_OIDC_TENANT_ENABLED.");
        }
        if (provider.filter(url -> !url.isBlank()).isEmpty()) {
            throw new ConfigurationException("There is no identity provider to sign in with. "
                    + "Set QUARKUS_OIDC_AUTH_SERVER_URL to the address of yours.");
        }
    }
}
