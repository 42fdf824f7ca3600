package dev.redress.decision.calendar;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.platform.SettingsFile;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// Reads the calendars:
///
/// ```
/// {"calendars": {"DE": {
///    "zone": "Europe/Berlin", "rest": ["SATURDAY", "SUNDAY"],
///    "holidays": {"2026": {"days": ["2026-01-01", …], "source": "…", "checkedOn": "2026-11-25"}}}}}
/// ```
///
/// `source` and `checkedOn` say where the days of a year are from; none are taken without.
final class CalendarsFile extends SettingsFile {

    private static final int DAYS = 60;
    private static final int TEXT = 500;

    private CalendarsFile(String file) {
        super(file, "Deadlines cannot be counted");
    }

    /// @throws ConfigurationException with the place in the file and what belongs there
    static Map<String, LocalDays> read(String file, byte[] json) {
        return new CalendarsFile(file).read(json);
    }

    private Map<String, LocalDays> read(byte[] json) {
        JsonNode tree = tree(json);
        members(tree, "", "calendars");
        Map<String, LocalDays> places = new LinkedHashMap<>();
        object(tree.path("calendars"), "/calendars", false)
                .forEach((name, place) ->
                        places.put(code(name, "/calendars/" + name), place(place, "/calendars/" + name)));
        return places;
    }

    private LocalDays place(JsonNode place, String at) {
        members(place, at, "zone", "rest", "holidays");
        Set<DayOfWeek> rest = isAbsent(place.path("rest")) ? LocalDays.WEEKEND : rest(place.path("rest"), at + "/rest");
        Map<Integer, Set<LocalDate>> holidays = new LinkedHashMap<>();
        object(place.path("holidays"), at + "/holidays", true).forEach((year, days) -> {
            String where = at + "/holidays/" + year;
            require(year.matches("[12][0-9]{3}"), where, "must be a year");
            holidays.put(Integer.valueOf(year), days(days, Integer.parseInt(year), where));
        });
        return new LocalDays(zone(place.path("zone"), at + "/zone"), rest, holidays);
    }

    private Set<DayOfWeek> rest(JsonNode node, String at) {
        Set<DayOfWeek> rest = EnumSet.noneOf(DayOfWeek.class);
        for (JsonNode day : list(node, at, 6)) {
            rest.add(oneOf(DayOfWeek.class, day, at));
        }
        return rest;
    }

    private Set<LocalDate> days(JsonNode node, int year, String at) {
        members(node, at, "days", "source", "checkedOn");
        text(node.path("source"), at + "/source", TEXT);
        require(day(node.path("checkedOn"), at + "/checkedOn") != null, at + "/checkedOn", "is missing");
        Set<LocalDate> days = new LinkedHashSet<>();
        for (JsonNode one : list(node.path("days"), at + "/days", DAYS)) {
            String where = at + "/days/" + days.size();
            LocalDate day = day(one, where);
            require(day != null && day.getYear() == year && days.add(day), where, "must be another day of " + year);
        }
        return days;
    }

    private ZoneId zone(JsonNode node, String at) {
        try {
            return ZoneId.of(text(node, at, 60));
        } catch (DateTimeException e) {
            throw refusal(at, "must be a time zone such as Europe/Berlin");
        }
    }
}
