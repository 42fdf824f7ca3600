package dev.redress.decision.calendar;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarsTest {

    @TempDir
    Path folder;

    private final Calendars shipped = new Calendars(Optional.empty(), "Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "DE, 2026-04-03", // Good Friday
        "DE-BY, 2026-10-03", // the region has none of its own: its country's
        "DE, 2027-05-17", // Whit Monday
        "FR, 2026-07-14",
        "FR, 2026-05-14", // Ascension
        "PL, 2026-06-04", // Corpus Christi
        "PL, 2025-12-24",
        "IE, 2026-02-02", // St Brigid's
        "IE, 2026-10-26",
        "GB, 2026-12-28", // for Boxing Day on a Saturday
        "GB, 2027-12-27", // for Christmas Day on a Saturday
        "GB, 2027-12-28",
        "US, 2026-07-03", // for 4 July on a Saturday
        "US, 2027-12-31", // for New Year on a Saturday
        "us-ca, 2026-11-26"
    })
    void aPublicHolidayIsNoBusinessDay(String jurisdiction, LocalDate day) {
        assertThat(shipped.of(jurisdiction).isBusinessDay(day)).isFalse();
        assertThat(shipped.of(jurisdiction).knows(day, day)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "DE, 2026-12-24, true",
        "FR, 2026-04-03, true", // Good Friday is a working day in most of France
        "GB, 2026-12-29, true",
        "US, 2026-07-04, false", // a Saturday
        "ES, 2026-08-15, false" // a Saturday as well
    })
    void otherDaysAreWhatTheWeekSays(String jurisdiction, LocalDate day, boolean works) {
        assertThat(shipped.of(jurisdiction).isBusinessDay(day)).isEqualTo(works);
    }

    @Test
    void whatIsNotOnRecordIsNotKnownAndOnlyWeekendsAreSkipped() {
        LocalDays spain = shipped.of("ES");
        assertThat(spain.zone()).isEqualTo(ZoneId.of("Europe/Madrid"));
        assertThat(spain.knows(LocalDate.parse("2026-12-01"), LocalDate.parse("2026-12-31")))
                .isFalse();
        assertThat(spain.isBusinessDay(LocalDate.parse("2026-12-25"))).isTrue();
        assertThat(shipped.of("DE").knows(LocalDate.parse("2028-12-20"), LocalDate.parse("2029-01-10")))
                .isFalse();
        assertThat(shipped.of(null).zone()).isEqualTo(ZoneId.of("Europe/Berlin"));
        assertThat(shipped.of("XX").holidays()).isEmpty();
    }

    @Test
    void theOperatorsOwnFileHoldsAlone() throws IOException {
        Calendars own = own("""
                {"calendars": {"IL": {"zone": "Asia/Jerusalem", "rest": ["FRIDAY", "SATURDAY"], "holidays": {
                  "2026": {"days": ["2026-04-02"], "source": "a list", "checkedOn": "2026-11-25"}}}}}""");
        assertThat(own.of("IL").isBusinessDay(LocalDate.parse("2026-11-29"))).isTrue(); // a Sunday
        assertThat(own.of("IL").isBusinessDay(LocalDate.parse("2026-11-27"))).isFalse(); // a Friday
        assertThat(own.of("IL").isBusinessDay(LocalDate.parse("2026-04-02"))).isFalse();
        assertThat(own.known()).containsExactly("IL");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|/calendars must be an object",
                "{\"calendars\": {\"de\": {}}}|/calendars/de must be a code",
                "{\"calendars\": {\"DE\": {\"zone\": \"Berlin\"}}}|/calendars/DE/zone must be a time zone",
                "{\"calendars\": {\"DE\": {\"zone\": \"UTC\", \"rest\": [\"SUN\"]}}}|/calendars/DE/rest must be one of MONDAY",
                "{\"calendars\": {\"DE\": {\"zone\": \"UTC\", \"holidays\": {\"2026\": {\"days\": [], \"source\": \"x\"}}}}}|/calendars/DE/holidays/2026/checkedOn is missing",
                "{\"calendars\": {\"DE\": {\"zone\": \"UTC\", \"holidays\": {\"2026\": {\"days\": [\"2027-01-01\"], \"source\": \"x\", \"checkedOn\": \"2026-11-25\"}}}}}|/calendars/DE/holidays/2026/days/0 must be another day of 2026"
            })
    void aFaultIsNamedAndStopsTheStart(String json, String sentence) {
        assertThatThrownBy(() -> own(json))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(sentence);
    }

    private Calendars own(String json) throws IOException {
        Path file = Files.write(folder.resolve("calendars.json"), json.getBytes(UTF_8));
        return new Calendars(Optional.of(file.toString()), "Europe/Berlin");
    }
}
