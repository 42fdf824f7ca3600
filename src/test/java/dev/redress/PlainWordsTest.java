package dev.redress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.platform.Json;
import dev.redress.platform.OfficeWords;
import dev.redress.platform.Readability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What persons read from us is easy: in every bundle and every language.
class PlainWordsTest {

    private static final double MEAN_WORDS = 15;
    private static final int SENTENCE_WORDS = 25;

    /// `{name}` and `{name.of(it)}` are one word; `{#if …}` and `{/if}` are none.
    private static final Pattern SECTION = Pattern.compile("\\{[#/!][^}]*}");

    private static final Pattern PLACE = Pattern.compile("\\{[^}]*}");

    /// Titles and labels are no sentences and would make any text look easy.
    private static final Pattern PROSE = Pattern.compile(".*[.!?:؟]\\s*", Pattern.DOTALL);

    static Stream<Arguments> bundles() {
        return Bundles.names().stream()
                .flatMap(name -> Bundles.LANGUAGES.stream().map(language -> Arguments.of(name, language)));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void areEasyToRead(String bundle, String language) {
        Map<String, String> texts = Bundles.texts(bundle, language);
        assertThat(texts).as("%s in %s", bundle, language).isNotEmpty();
        assertThat(faults(language, texts.values()))
                .as("%s in %s", bundle, language)
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "pl", "ar"})
    void areEasyToReadInTheListOfPlacesToo(String language) throws IOException {
        JsonNode places = Json.tree(Files.readAllBytes(Path.of("src/main/resources/jurisdictions.json")));
        List<String> notes = new ArrayList<>();
        places.findValues("note").forEach(note -> notes.add(note.path(language).asText()));
        assertThat(notes).hasSizeGreaterThan(5).doesNotContain("");
        assertThat(faults(language, notes)).isEmpty();
    }

    @Test
    void areFoundByTheirFiles() {
        assertThat(Bundles.names()).contains("person", "ui");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | Pursuant to this you win. | word of law: pursuant",
                "de | Sie erhalten hiermit Post. | word of law: hiermit",
                "fr | Vous avez raison nonobstant tout. | word of law: nonobstant",
                "es | Se lo decimos mediante carta. | word of law: mediante",
                "pl | Niniejszym masz rację. | word of law: niniejszym",
                "ar | كان الحق معك بموجب القاعدة. | word of law: بموجب",
                "en | Your application necessitates supplementary documentation. | hard: Flesch-Kincaid grade",
                "de | Die Rückerstattungsvoraussetzungen sind unzureichend. | hard: reading ease (Amstad)",
                "fr | La réglementation applicable exige des justifications complémentaires. | hard: reading ease (Kandel-Moles)",
                "es | La documentación complementaria resulta indispensable. | hard: reading ease (Fernández-Huerta)",
                "pl | Zakwestionowane rozstrzygnięcie wymaga uzupełnienia dokumentacji. | hard: FOG-PL index"
            })
    void areNotWhenTheyAreHard(String language, String text, String fault) {
        assertThat(faults(language, List.of(text))).anyMatch(found -> found.startsWith(fault));
    }

    @ParameterizedTest
    @CsvSource({"en", "de", "fr", "es", "pl", "ar"})
    void areNotWhenASentenceIsTooLong(String language) {
        assertThat(faults(language, List.of("no ".repeat(SENTENCE_WORDS) + "no.")))
                .contains("sentence of 26 words: " + "no ".repeat(SENTENCE_WORDS) + "no.");
    }

    @ParameterizedTest
    @CsvSource({"en", "de", "fr", "es", "pl", "ar"})
    void areNotWhenTheSentencesAreTooLongOnTheWhole(String language) {
        List<String> texts = List.of("no ".repeat(15) + "no.", "no ".repeat(15) + "no.");
        assertThat(faults(language, texts)).anyMatch(fault -> fault.startsWith("mean sentence of 16.0 words"));
    }

    @Test
    void areNotMadeEasyByManyTitles() {
        String hard = "Your application necessitates supplementary documentation.";
        assertThat(faults("en", List.of(hard, "Why", "What", "Who", "You", "No", "Yes", "It", "We")))
                .isNotEmpty();
    }

    private static List<String> faults(String language, Collection<String> texts) {
        List<String> faults = new ArrayList<>();
        Readability whole = Readability.of(language, "");
        for (String text : texts) {
            String said = PLACE.matcher(SECTION.matcher(text).replaceAll("")).replaceAll("it");
            Readability one = Readability.of(language, said);
            if (one.longestSentence() > SENTENCE_WORDS) {
                faults.add("sentence of " + one.longestSentence() + " words: " + text);
            }
            OfficeWords.in(language, said).forEach(word -> faults.add("word of law: " + word + " in: " + text));
            whole = PROSE.matcher(said).matches() ? whole.with(one) : whole;
        }
        if (whole.sentenceLength() > MEAN_WORDS) {
            faults.add("mean sentence of " + whole.sentenceLength() + " words");
        }
        if (whole.isHarderThan(limit(whole.measure()))) {
            faults.add("hard: " + whole.measure().title() + " " + whole.score());
        }
        return faults;
    }

    /// "Fairly easy" on the scale of Flesch, which those for German, French and Spanish share; for Polish what a
    /// primary school ends with.
    private static double limit(Readability.Measure measure) {
        return switch (measure) {
            case FLESCH_KINCAID -> 6;
            case AMSTAD, KANDEL_MOLES, FERNANDEZ_HUERTA -> 70;
            case FOG_PL -> 8;
            case SENTENCE_LENGTH -> MEAN_WORDS;
        };
    }
}
