package dev.redress.platform;

import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Makes the frames of pages, with the names and the time zone of this deployment.
@Singleton
public class Frame {

    private static final String SERVICE = "Redress";

    private final String operator;
    private final ZoneId zone;

    Frame(
            @ConfigProperty(name = "redress.operator") String operator,
            @ConfigProperty(name = "redress.zone") String zone) {
        this.operator = operator;
        this.zone = ZoneId.of(zone);
    }

    /// For pages that have no other language yet.
    public Page english() {
        return in(Locale.UK, List.of());
    }

    public Page in(Locale locale, List<Page.Language> languages) {
        return new Page(locale, zone, SERVICE, operator, languages);
    }
}
