package dev.redress.appeal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class JurisdictionsTest {

    private static final LocalDate TODAY = LocalDate.parse("2026-11-25");

    private static final String ODR = "European Online Dispute Resolution platform";

    private static final String OWN = """
            {"groups": {"EU": ["DE", "BE"]},
             "jurisdictions": {
               "EU": [{"kind": "COURT", "name": {"own": "Court of all"}, "phone": "+352 1",
                       "source": "https://example.com/", "checkedOn": "2026-11-25"},
                      {"kind": "AUTHORITY", "name": {"own": "Authority of all"}, "url": "https://eu.example/",
                       "source": "https://example.com/", "checkedOn": "2026-11-25"}],
               "DE": [{"kind": "AUTHORITY", "name": {"own": "Amt", "en": "Office", "ar": "مكتب"},
                       "note": {"en": "For all.", "de": "Für alle."},
                       "url": "https://de.example/", "phone": "+49 30 1-2",
                       "validFrom": "2026-01-01", "validUntil": "2026-12-31",
                       "source": "https://example.com/", "checkedOn": "2026-11-25"},
                      {"kind": "ADVICE", "name": {"own": "Rat"}, "url": "https://rat.example/",
                       "decisionTypes": ["refund.request", "loan"],
                       "source": "https://example.com/", "checkedOn": "2026-11-25"}],
               "DE-BY": [{"kind": "AUTHORITY", "name": {"own": "Landesamt"}, "url": "https://by.example/",
                          "source": "https://example.com/", "checkedOn": "2026-11-25"}]}}""";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"2016-02-14, false", "2016-02-15, true", "2025-07-19, true", "2025-07-20, false", "2026-11-25, false"})
    void aPlaceIsShownFromItsFirstDayToItsLast(LocalDate day, boolean shown) {
        assertThat(names(shipped().places("DE", "refund.request", "en", day)).contains(ODR))
                .isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"2025-12-31, Authority of all", "2026-01-01, Amt", "2026-12-31, Amt", "2027-01-01, Authority of all"})
    void thoseOfTheGroupStandInWhereTheCountryHasNoneOfTheKindOnThatDay(LocalDate day, String authority) {
        assertThat(names(own().places("DE", "other", "xx", day))).containsExactly(authority, "Court of all");
    }

    @ParameterizedTest
    @CsvSource({"refund.request, 3", "loan, 3", "loan.extended, 2", "REFUND.REQUEST, 2"})
    void aPlaceForSomeTypesIsShownForThoseOnly(String type, int places) {
        List<Elsewhere.Place> found = own().places("DE", type, "de", TODAY);
        assertThat(found).hasSize(places);
        assertThat(names(found).contains("Rat")).isEqualTo(places == 3);
    }

    @ParameterizedTest
    @CsvSource({"DE-BY, Landesamt", "DE-BE, Amt", "de, Amt", "BE, Authority of all", "EU, Authority of all"})
    void theNearestPlaceIsTheOneThatIsShown(String jurisdiction, String authority) {
        assertThat(own().places(jurisdiction, "other", "xx", TODAY).getFirst().name())
                .isEqualTo(authority);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "XX", "US", "CH", "D", "DEU", "Germany", "-", "-DE", "\u0130", "DE OR EU"})
    void anUnknownJurisdictionHasNoPlaceAndNeverThoseOfAnother(String jurisdiction) {
        assertThat(shipped().places(jurisdiction, "refund.request", "en", TODAY))
                .isEmpty();
    }

    @Test
    void outsideTheGroupItsPlacesAreNotShown() {
        assertThat(names(shipped().places("GB", "refund.request", "en", TODAY)))
                .containsExactly("ICO, the UK’s data protection regulator");
    }

    @ParameterizedTest
    @CsvSource({"en, Office, For all.", "de, Amt, Für alle.", "ar, مكتب, For all.", "pl, Amt, For all."})
    void aNameIsInTheReadersLanguageOrElseItsOwn(String language, String name, String note) {
        assertThat(own().places("DE", "other", language, TODAY).getFirst())
                .isEqualTo(
                        new Elsewhere.Place(Elsewhere.Kind.AUTHORITY, name, note, "https://de.example/", "+49 30 1-2"));
    }

    @Test
    void thoseOfOneKindStandTogetherAndTheGentlestFirst() {
        assertThat(own().places("DE", "loan", "de", TODAY))
                .extracting(Elsewhere.Place::kind)
                .containsExactly(Elsewhere.Kind.ADVICE, Elsewhere.Kind.AUTHORITY, Elsewhere.Kind.COURT);
    }

    @Test
    void theListThatComesWithRedressHasNotesInEveryLanguage() {
        Jurisdictions shipped = shipped();
        assertThat(shipped.places().values().stream().flatMap(List::stream))
                .isNotEmpty()
                .allSatisfy(place -> {
                    assertThat(place.url()).startsWith("https://");
                    assertThat(place.note()).containsOnlyKeys("en", "de", "fr", "es", "pl", "ar");
                });
        assertThat(shipped.groups().get("EU")).hasSize(27);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"kind\": \"ADVICE\" | \"kind\": \"LAWYER\" | /jurisdictions/DE/1/kind must be one of ADVICE, OUT_OF_COURT, AUTHORITY, COURT",
                "\"own\": \"Rat\" | \"de\": \"Rat\" | /jurisdictions/DE/1/name/own is missing",
                "\"own\": \"Rat\" | \"own\": 7 | /jurisdictions/DE/1/name/own must be a text",
                "\"own\": \"Rat\" | \"own\": \"\\u0000\" | /jurisdictions/DE/1/name/own must",
                "https://rat.example/ | javascript:alert(1) | /jurisdictions/DE/1/url must be an address that begins with https://",
                "https://rat.example/ | rat.example | /jurisdictions/DE/1/url must be an address",
                "\"phone\": \"+352 1\", | | /jurisdictions/EU/0 must have a url or a phone",
                "+352 1 | call us | /jurisdictions/EU/0/phone must be a phone number",
                "\"validUntil\": \"2026-12-31\" | \"validUntil\": \"soon\" | /jurisdictions/DE/0/validUntil must be a day such as",
                "\"validUntil\": \"2026-12-31\" | \"validUntil\": \"2025-12-31\" | /jurisdictions/DE/0/validUntil must not be before validFrom",
                "\"note\": | \"hint\": | /jurisdictions/DE/0/hint is not a member here",
                "[\"refund.request\", \"loan\"] | [] | /jurisdictions/DE/1/decisionTypes must name a type",
                "[\"DE\", \"BE\"] | [\"de\"] | /groups/EU must be a code in capitals",
                "\"groups\": {\"EU\": [\"DE\", \"BE\"]} | \"groups\": 1 | /groups must be an object",
                "\"DE-BY\": [ | \"Bayern\": [ | /jurisdictions/Bayern must be a code in capitals",
                "\"jurisdictions\" | \"places\" | /places is not a member here",
                "\"DE-BY\": [ | \"DE\": [ | line 15, column 8 is not JSON from here on",
                "\"DE-BY\": [ | \"DE-BY\": | line 16"
            })
    void aFileWithAFaultIsRefusedWithItsPlace(String good, String bad, String sentence) {
        assertThat(OWN).contains(good);
        assertRefused(
                OWN.replaceFirst(
                        java.util.regex.Pattern.quote(good),
                        java.util.regex.Matcher.quoteReplacement(bad == null ? "" : bad)),
                sentence);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "7", "{}", "{\"groups\": {}}", "{\"jurisdictions\": []}", "{} {}"})
    void aFileOfAnotherKindIsRefused(String text) {
        assertRefused(text, "own.json");
    }

    @Test
    void anEntryThatNobodyVouchesForIsRefused() {
        assertRefused(
                OWN.replaceFirst("\"source\": \"https://example.com/\",", ""),
                "/jurisdictions/EU/0/source must be a text");
        assertRefused(
                OWN.replaceFirst(", \"checkedOn\": \"2026-11-25\"", ""), "/jurisdictions/EU/0/checkedOn is missing");
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertThatThrownBy(() ->
                        new Elsewhere(Optional.of(folder.resolve("none.json").toString()), "UTC"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("none.json, which cannot be read");
        assertThatThrownBy(() -> new Elsewhere(Optional.of("a\u0000b"), "UTC"))
                .isInstanceOf(ConfigurationException.class);
    }

    @Test
    void anOwnFileTakesThePlaceOfOurs() throws IOException {
        Path file = Files.writeString(folder.resolve("own.json"), OWN);
        assertThat(names(new Elsewhere(Optional.of(file.toString()), "UTC")
                        .places("DE", "other", Locale.GERMAN, Instant.parse("2026-11-25T00:00:00Z"))))
                .containsExactly("Amt", "Court of all");
    }

    private static void assertRefused(String text, String sentence) {
        assertThatThrownBy(() -> JurisdictionsFile.read("own.json", text.getBytes(UTF_8)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("The places to turn to cannot be shown: in own.json, ")
                .hasMessageContaining(sentence);
    }

    private static List<String> names(List<Elsewhere.Place> places) {
        return places.stream().map(Elsewhere.Place::name).toList();
    }

    private static Jurisdictions own() {
        return JurisdictionsFile.read("own.json", OWN.getBytes(UTF_8));
    }

    private static Jurisdictions shipped() {
        try {
            return JurisdictionsFile.read(
                    "jurisdictions.json", Files.readAllBytes(Path.of("src/main/resources/jurisdictions.json")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
