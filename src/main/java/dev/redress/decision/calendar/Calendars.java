package dev.redress.decision.calendar;

import dev.redress.platform.SettingsFile;
import io.quarkus.runtime.Startup;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The days of every jurisdiction that is on record. Read at start, so that a list with a fault never runs.
@Startup(1) // before anything else: a refused start should find nothing at work yet
@Singleton
public class Calendars {

    private static final String SHIPPED = "calendars.json";

    private final Map<String, LocalDays> places;
    private final LocalDays here;

    Calendars(
            @ConfigProperty(name = "redress.calendars") Optional<String> file,
            @ConfigProperty(name = "redress.zone") String zone) {
        this.places = CalendarsFile.read(file.orElse(SHIPPED), SettingsFile.bytes(file, "redress.calendars", SHIPPED));
        this.here = LocalDays.in(ZoneId.of(zone));
    }

    /// The days of the region, else of its country, else those of the operator's own zone with weekends only.
    ///
    /// @param jurisdiction as the agent sent it; may be null
    public LocalDays of(String jurisdiction) {
        return Jurisdiction.nearestFirst(jurisdiction, Map.of()).stream()
                .map(places::get)
                .filter(found -> found != null)
                .findFirst()
                .orElse(here);
    }

    List<String> known() {
        return places.keySet().stream().sorted().toList();
    }
}
