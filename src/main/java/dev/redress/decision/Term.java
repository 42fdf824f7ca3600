package dev.redress.decision;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.redress.decision.calendar.LocalDays;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/// A length of time in the unit a rule is written in. A month is a calendar month and not 30 days; a business
/// day is one on which people of the place work.
public record Term(
        @Positive @Max(3_660) int amount, @NotNull Unit unit) {

    /// Three kinds of counting that never turn into one another. The day from which is counted does not count itself
    /// (Regulation (EEC, Euratom) 1182/71, article 3(1)).
    public enum Unit {
        DAYS {
            @Override
            LocalDate after(LocalDate day, int amount, LocalDays place) {
                return day.plusDays(amount);
            }
        },
        /// Days of rest and the public holidays on record are skipped.
        BUSINESS_DAYS {
            @Override
            LocalDate after(LocalDate day, int amount, LocalDays place) {
                return place.plusBusinessDays(day, amount);
            }
        },
        /// The day with the same number; where the month has none, its last day (the same regulation, article
        /// 3(2)(c)): a month after 31 January is 28 or 29 February.
        MONTHS {
            @Override
            LocalDate after(LocalDate day, int amount, LocalDays place) {
                return day.plusMonths(amount);
            }
        };

        abstract LocalDate after(LocalDate day, int amount, LocalDays place);
    }

    /// The day on which it ends at a place.
    public LocalDate after(LocalDate day, LocalDays place) {
        return unit.after(day, amount, place);
    }

    /// The end of the day on which it ends at a place: whoever is told a day has all of it.
    public Instant endAfter(Instant start, LocalDays place) {
        return place.endOf(after(place.dayOf(start), place));
    }

    /// To the second, reckoned in UTC with weekends only: for spans that are no deadline of anybody's law.
    public Instant after(Instant start) {
        ZonedDateTime from = start.atZone(ZoneOffset.UTC);
        return after(from.toLocalDate(), LocalDays.in(ZoneOffset.UTC))
                .atTime(from.toLocalTime())
                .toInstant(ZoneOffset.UTC);
    }

    /// The term that {@link #inWords} says so.
    public static Term ofWords(String words) {
        int end = words.indexOf(' ');
        String unit =
                words.substring(end + 1).toUpperCase(java.util.Locale.ROOT).replace(' ', '_');
        return new Term(
                Integer.parseInt(words.substring(0, end)), Unit.valueOf(unit.endsWith("S") ? unit : unit + "S"));
    }

    /// Such as `1 month` or `10 business days`.
    @JsonIgnore
    public String inWords() {
        String unitName = unit.name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
        return amount + " " + (amount == 1 ? unitName.substring(0, unitName.length() - 1) : unitName);
    }
}
