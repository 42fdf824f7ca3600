package dev.redress.decision;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/// A length of time in the unit a rule is written in. A month is a calendar month and not 30 days; business days skip
/// Saturdays and Sundays. Reckoned in UTC.
public record Term(
        @Positive @Max(3_660) int amount, @NotNull Unit unit) {

    public enum Unit {
        DAYS,
        BUSINESS_DAYS,
        MONTHS
    }

    public Instant after(Instant start) {
        ZonedDateTime from = start.atZone(ZoneOffset.UTC);
        return switch (unit) {
            case DAYS -> from.plusDays(amount).toInstant();
            case MONTHS -> from.plusMonths(amount).toInstant();
            case BUSINESS_DAYS -> businessDaysAfter(from).toInstant();
        };
    }

    private ZonedDateTime businessDaysAfter(ZonedDateTime from) {
        ZonedDateTime day = from;
        for (int left = amount; left > 0; ) {
            day = day.plusDays(1);
            if (day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY) {
                left--;
            }
        }
        return day;
    }
}
