package dev.redress.platform;

import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Makes the frames of pages, with the names, the time zone and the help of this deployment.
@Startup(1) // before anything else: a refused start should find nothing at work yet
@Singleton
public class Frame {

    /// The languages that persons can read everything in, by their own names.
    public static final Map<String, String> LANGUAGES = languages();

    private static final String SERVICE = "Redress";

    private final String operator;
    private final ZoneId zone;
    private final Help help;

    Frame(
            @ConfigProperty(name = "redress.operator") String operator,
            @ConfigProperty(name = "redress.zone") String zone,
            @ConfigProperty(name = "redress.help.url") Optional<String> helpUrl,
            @ConfigProperty(name = "redress.help.phone") Optional<String> helpPhone,
            @ConfigProperty(name = "redress.help.email") Optional<String> helpEmail) {
        this.operator = operator;
        this.zone = ZoneId.of(zone);
        this.help = Help.of(helpUrl, helpPhone, helpEmail);
    }

    /// For pages that have no other language yet.
    public Page english() {
        return in(Locale.UK, List.of());
    }

    public Page in(Locale locale, List<Page.Language> languages) {
        return new Page(locale, zone, SERVICE, operator, languages, help);
    }

    private static Map<String, String> languages() {
        Map<String, String> languages = new LinkedHashMap<>();
        languages.put("en", "English");
        languages.put("de", "Deutsch");
        languages.put("fr", "Français");
        languages.put("es", "Español");
        languages.put("pl", "Polski");
        languages.put("ar", "العربية");
        return java.util.Collections.unmodifiableMap(languages);
    }
}
