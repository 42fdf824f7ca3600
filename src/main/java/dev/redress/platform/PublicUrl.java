package dev.redress.platform;

import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where people reach this service, for what is made before the address is known: a test learns its port late. Looked
/// up at the first use, since every look goes through all sources of the configuration.
@Singleton
public class PublicUrl {

    private final Provider<String> configured;
    private volatile String found;

    PublicUrl(@ConfigProperty(name = "redress.public-url") Provider<String> configured) {
        this.configured = configured;
    }

    public String get() {
        if (found == null) {
            found = configured.get();
        }
        return found;
    }
}
