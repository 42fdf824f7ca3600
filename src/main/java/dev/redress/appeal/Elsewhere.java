package dev.redress.appeal;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.decision.Decision;
import dev.redress.platform.Help;
import dev.redress.platform.SettingsFile;
import io.quarkus.qute.TemplateData;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where else a person can turn: told on the notice and again with the answer (DSA 17(3)(f) and 20(5), GDPR 12(4)).
/// The places are read at start, so that a list with a fault never runs.
@Startup(1) // before anything else: a refused start should find nothing at work yet
@Singleton
public class Elsewhere {

    private static final String SHIPPED = "jurisdictions.json";

    /// In the order in which they are shown: the gentlest first.
    public enum Kind {
        ADVICE,
        OUT_OF_COURT,
        AUTHORITY,
        COURT
    }

    /// In the language of whoever reads.
    ///
    /// @param note for what the place is there; may be null, as may one of `url` and `phone`
    @TemplateData
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Place(Kind kind, String name, String note, String url, String phone) {

        /// The number as a link dials it.
        @JsonIgnore
        public String dial() {
            return Help.dial(phone);
        }
    }

    private final Jurisdictions jurisdictions;
    private final ZoneId zone;

    Elsewhere(
            @ConfigProperty(name = "redress.jurisdictions") Optional<String> file,
            @ConfigProperty(name = "redress.zone") String zone) {
        this.jurisdictions = JurisdictionsFile.read(
                file.orElse(SHIPPED), SettingsFile.bytes(file, "redress.jurisdictions", SHIPPED));
        this.zone = ZoneId.of(zone);
    }

    /// Empty where nothing is known for the person's jurisdiction: another country's places would lead astray.
    List<Place> of(Decision decision, Locale locale, Instant now) {
        return places(decision.jurisdiction(), decision.type(), locale, now);
    }

    /// In the language that the agent named, English when it named none.
    List<Place> of(Decision decision, Instant now) {
        String named = decision.locale();
        return of(decision, named == null ? Locale.ENGLISH : Locale.forLanguageTag(named.replace('_', '-')), now);
    }

    List<Place> places(String jurisdiction, String type, Locale locale, Instant now) {
        return jurisdictions.places(
                jurisdiction, type, locale.getLanguage(), now.atZone(zone).toLocalDate());
    }
}
