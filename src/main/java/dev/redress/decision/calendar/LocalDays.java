package dev.redress.decision.calendar;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Set;

/// The days of a place, as deadlines there are counted in.
///
/// @param rest     the days of each week on which nobody works
/// @param holidays by year; a year that is missing is not known, which is not the same as a year without holidays
public record LocalDays(ZoneId zone, Set<DayOfWeek> rest, Map<Integer, Set<LocalDate>> holidays) {

    public static final Set<DayOfWeek> WEEKEND = Set.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

    /// A place of which only the zone is known.
    public static LocalDays in(ZoneId zone) {
        return new LocalDays(zone, WEEKEND, Map.of());
    }

    public LocalDate dayOf(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    /// The last second of the day there, whatever the clocks do on it.
    public Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(zone).toInstant().minusSeconds(1);
    }

    public boolean isBusinessDay(LocalDate day) {
        return !rest.contains(day.getDayOfWeek())
                && !holidays.getOrDefault(day.getYear(), Set.of()).contains(day);
    }

    /// The day itself, or the next one on which people work.
    public LocalDate businessDayFrom(LocalDate day) {
        LocalDate next = day;
        while (!isBusinessDay(next)) {
            next = next.plusDays(1);
        }
        return next;
    }

    /// The day itself does not count.
    public LocalDate plusBusinessDays(LocalDate day, int amount) {
        LocalDate next = day;
        for (int left = amount; left > 0; left--) {
            next = businessDayFrom(next.plusDays(1));
        }
        return next;
    }

    /// Whether the holidays of all the years between are on record.
    public boolean knows(LocalDate from, LocalDate to) {
        for (int year = from.getYear(); year <= to.getYear(); year++) {
            if (!holidays.containsKey(year)) {
                return false;
            }
        }
        return true;
    }
}
