package dev.redress.decision;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.decision.calendar.LocalDays;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Hand-counted days, and the same rules written a second time and compared on many days.
class TermTest {

    private static final LocalDays BERLIN = place("Europe/Berlin", "2026-12-25", "2027-01-01", "2027-03-26");

    @ParameterizedTest
    @CsvSource({
        // days: every day counts but the first
        "2026-11-25, 30, DAYS, 2026-12-25",
        "2024-02-01, 30, DAYS, 2024-03-02", // a leap year
        "2027-02-01, 30, DAYS, 2027-03-03",
        // months: the same number, else the last day of the month
        "2027-01-31, 1, MONTHS, 2027-02-28",
        "2028-01-31, 1, MONTHS, 2028-02-29",
        "2028-01-30, 1, MONTHS, 2028-02-29",
        "2027-02-28, 1, MONTHS, 2027-03-28", // not the last day of March
        "2027-03-31, 1, MONTHS, 2027-04-30",
        "2026-12-31, 2, MONTHS, 2027-02-28",
        "2028-02-29, 12, MONTHS, 2029-02-28",
        // business days: Friday to Monday; over Christmas and New Year
        "2026-11-27, 1, BUSINESS_DAYS, 2026-11-30",
        "2026-11-28, 1, BUSINESS_DAYS, 2026-11-30", // from a Saturday
        "2026-12-24, 1, BUSINESS_DAYS, 2026-12-28",
        "2026-12-23, 10, BUSINESS_DAYS, 2027-01-08",
        "2027-03-25, 1, BUSINESS_DAYS, 2027-03-29" // Good Friday
    })
    void endsOnTheDayThatAHandCounts(LocalDate from, int amount, Term.Unit unit, LocalDate expected) {
        assertThat(new Term(amount, unit).after(from, BERLIN)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-25, Europe/Berlin, 2026-12-25T22:59:59Z",
        "2026-07-01, Europe/Berlin, 2026-07-01T21:59:59Z",
        "2027-03-28, Europe/Berlin, 2027-03-28T21:59:59Z", // 23 hours long
        "2026-10-25, Europe/Berlin, 2026-10-25T22:59:59Z", // 25 hours long
        "2026-11-01, America/New_York, 2026-11-02T04:59:59Z",
        "2026-11-25, Asia/Seoul, 2026-11-25T14:59:59Z",
        "2026-09-05, America/Santiago, 2026-09-06T03:59:59Z" // the next day has no midnight
    })
    void aDayEndsWhereItIsLived(LocalDate day, String zone, Instant expected) {
        assertThat(place(zone).endOf(day)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"Europe/Dublin, 2026-11-25", "Europe/Berlin, 2026-11-26", "America/New_York, 2026-11-25"})
    void aDayBeginsWhereItIsLived(String zone, LocalDate day) {
        assertThat(place(zone).dayOf(Instant.parse("2026-11-25T23:30:00Z"))).isEqualTo(day);
    }

    @Test
    void agreesWithARuleOfItsOwnOnManyDays() {
        Random random = new Random(20_261_125);
        for (int i = 0; i < 5_000; i++) {
            LocalDate from = LocalDate.ofEpochDay(random.nextInt(15_000, 30_000));
            int amount = random.nextInt(1, 60);
            Set<LocalDate> holidays = IntStream.range(0, 40)
                    .mapToObj(_ -> from.plusDays(random.nextInt(0, 120)))
                    .collect(Collectors.toSet());
            LocalDays place = new LocalDays(
                    ZoneId.of("UTC"),
                    Set.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY),
                    holidays.stream().collect(Collectors.groupingBy(LocalDate::getYear, Collectors.toSet())));
            assertThat(new Term(amount, Term.Unit.BUSINESS_DAYS).after(from, place))
                    .as("%d business days from %s", amount, from)
                    .isEqualTo(byCounting(from, amount, holidays));
            assertThat(new Term(amount, Term.Unit.MONTHS).after(from, place))
                    .as("%d months from %s", amount, from)
                    .isEqualTo(byNumber(from, amount));
            assertThat(new Term(amount, Term.Unit.DAYS).after(from, place).toEpochDay())
                    .isEqualTo(from.toEpochDay() + amount);
        }
    }

    private static LocalDate byCounting(LocalDate from, int amount, Set<LocalDate> holidays) {
        return from.datesUntil(from.plusDays(400))
                .skip(1)
                .filter(day -> !day.getDayOfWeek().equals(DayOfWeek.FRIDAY)
                        && !day.getDayOfWeek().equals(DayOfWeek.SATURDAY)
                        && !holidays.contains(day))
                .skip(amount - 1L)
                .findFirst()
                .orElseThrow();
    }

    private static LocalDate byNumber(LocalDate from, int amount) {
        int month = from.getYear() * 12 + from.getMonthValue() - 1 + amount;
        LocalDate first = LocalDate.of(month / 12, month % 12 + 1, 1);
        return first.withDayOfMonth(Math.min(from.getDayOfMonth(), first.lengthOfMonth()));
    }

    private static LocalDays place(String zone, String... holidays) {
        Map<Integer, Set<LocalDate>> years = Set.of(holidays).stream()
                .map(LocalDate::parse)
                .collect(Collectors.groupingBy(LocalDate::getYear, Collectors.toSet()));
        return new LocalDays(ZoneId.of(zone), LocalDays.WEEKEND, years);
    }
}
