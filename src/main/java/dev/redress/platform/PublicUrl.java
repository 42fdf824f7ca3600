package dev.redress.platform;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where people reach this service, for what is made before the address is known: a test learns its port late. Looked
/// up at the first use, since every look goes through all sources of the configuration. Production refuses to start
/// with an address that would lead people nowhere, or over which their links would travel for all to read.
@Singleton
public class PublicUrl {

    /// What stands in the configuration until somebody sets it.
    private static final String MISSING = "missing";

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

    void atStart(@Observes @Priority(1) StartupEvent event) {
        if (LaunchMode.current() == LaunchMode.NORMAL) {
            fault(get()).ifPresent(fault -> {
                throw new ConfigurationException(
                        fault + " Set REDRESS_PUBLIC_URL to the address under which people reach"
                                + " this service, such as https://appeals.example.com.");
            });
        }
    }

    /// What is wrong with an address to give to people.
    static Optional<String> fault(String address) {
        if (address.equals(MISSING)) {
            return Optional.of("There is no public address.");
        }
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            return Optional.of("The public address is not an address.");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (uri.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
            return Optional.of("The public address is not one of https: with a host.");
        }
        if (uri.getRawUserInfo() != null
                || uri.getRawQuery() != null
                || uri.getRawFragment() != null
                || address.endsWith("/")) {
            return Optional.of("The public address has more than host, port and path, or ends with a slash.");
        }
        return scheme.equals("http") && !isLoopback(uri.getHost())
                ? Optional.of("The public address is one of http:, and links to people are secrets.")
                : Optional.empty();
    }

    /// By its name: nothing is asked of the network.
    private static boolean isLoopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.toLowerCase(Locale.ROOT).endsWith(".localhost")
                || host.matches("127(\\.\\d{1,3}){3}")
                || host.equals("[::1]");
    }
}
