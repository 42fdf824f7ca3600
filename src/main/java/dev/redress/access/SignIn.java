package dev.redress.access;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Without sign-in nobody could review. OIDC itself insists on the address of a provider, but falls silent when it is
/// switched off; production refuses to start then.
@Singleton
class SignIn {

    void atStart(
            @Observes @Priority(1) StartupEvent event,
            @ConfigProperty(name = "quarkus.oidc.tenant-enabled", defaultValue = "true") boolean enabled) {
        if (!enabled && LaunchMode.current() == LaunchMode.NORMAL) {
            throw new ConfigurationException(
                    "Sign-in is switched off. Redress does not run without it: remove QUARKUS_OIDC_TENANT_ENABLED.");
        }
    }
}
