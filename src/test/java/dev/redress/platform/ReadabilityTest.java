package dev.redress.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every number here was counted by hand.
class ReadabilityTest {

    private static final Offset<Double> ROUNDING = within(0.005);

    @Test
    void gradesEnglishAsFleschAndKincaid() {
        Readability cat = Readability.of("en", "The cat sat on the mat.");
        assertThat(cat).isEqualTo(new Readability(Readability.Measure.FLESCH_KINCAID, 1, 6, 6, 0, 6));
        assertThat(cat.score()).isCloseTo(0.39 * 6 + 11.8 - 15.59, ROUNDING);

        // You bought this more than thir-ty days a-go. | We said no.
        Readability refund = Readability.of("en-GB", "You bought this more than thirty days ago. We said no.");
        assertThat(refund).isEqualTo(new Readability(Readability.Measure.FLESCH_KINCAID, 2, 11, 13, 0, 8));
        assertThat(refund.score()).isCloseTo(0.39 * 5.5 + 11.8 * 13 / 11 - 15.59, ROUNDING);
    }

    @Test
    void easesGermanAsAmstad() {
        // Ein Mensch hat das ent-schie-den.
        Readability decided = Readability.of("de", "Ein Mensch hat das entschieden.");
        assertThat(decided).isEqualTo(new Readability(Readability.Measure.AMSTAD, 1, 5, 7, 0, 5));
        assertThat(decided.score()).isCloseTo(180 - 5 - 58.5 * 7 / 5, ROUNDING);
    }

    @Test
    void easesFrenchAsKandelAndMoles() {
        // La rè-gle est in-juste, with a mute e at the end of two words.
        Readability rule = Readability.of("fr", "La règle est injuste.");
        assertThat(rule).isEqualTo(new Readability(Readability.Measure.KANDEL_MOLES, 1, 4, 5, 0, 4));
        assertThat(rule.score()).isCloseTo(207 - 1.015 * 4 - 73.6 * 5 / 4, ROUNDING);
    }

    @Test
    void easesSpanishAsFernandezHuerta() {
        // No le per-ju-di-ca-rá. | Es gra-tis.
        Readability free = Readability.of("es", "No le perjudicará. Es gratis.");
        assertThat(free).isEqualTo(new Readability(Readability.Measure.FERNANDEZ_HUERTA, 2, 5, 10, 1, 3));
        assertThat(free.score()).isCloseTo(206.84 - 1.02 * 2.5 - 60 * 10 / 5.0, ROUNDING);
    }

    @Test
    void measuresTheFogOfPolish() {
        // Czło-wiek zaj-mu-je się Two-ją spra-wą. | To nic nie kosz-tu-je.
        Readability person = Readability.of("pl", "Człowiek zajmuje się Twoją sprawą. To nic nie kosztuje.");
        assertThat(person).isEqualTo(new Readability(Readability.Measure.FOG_PL, 2, 9, 16, 0, 5));
        assertThat(person.score()).isCloseTo(0.4 * 4.5, ROUNDING);

        // Po-in-for-mu-je-my Cię.
        assertThat(Readability.of("pl", "Poinformujemy Cię.").score()).isCloseTo(0.4 * (2 + 50), ROUNDING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ar", "pt-BR", "xx"})
    void countsOnlySentencesWhereNoMeasureIsDefined(String language) {
        Readability state = Readability.of(language, "وصلنا اعتراضك. لم ننسَ حالتك؟");
        assertThat(state).isEqualTo(new Readability(Readability.Measure.SENTENCE_LENGTH, 2, 5, 0, 0, 3));
        assertThat(state.score()).isCloseTo(2.5, ROUNDING);
    }

    @ParameterizedTest
    @CsvSource({
        "refused, 2",
        "decided, 3",
        "table, 2",
        "times, 1",
        "places, 2",
        "here, 1",
        "the, 1",
        "people, 2",
        "accommodation, 5",
        "42, 1"
    })
    void countsSyllablesOfEnglish(String word, int syllables) {
        assertThat(Readability.of("en", word).syllables()).isEqualTo(syllables);
    }

    @ParameterizedTest
    @CsvSource({
        "de, neue, 2",
        "de, Widerspruch, 3",
        "de, Zuständigkeit, 4",
        "de, Theater, 3",
        "fr, contestation, 4",
        "fr, règles, 1",
        "fr, personne, 2",
        "es, reclamación, 4",
        "es, todavía, 4",
        "es, Europa, 3",
        "pl, Ciebie, 2",
        "pl, odwołanie, 4"
    })
    void countsSyllablesOfOtherLanguages(String language, String word, int syllables) {
        assertThat(Readability.of(language, word).syllables()).isEqualTo(syllables);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "It is free. | 1 | 3",
                "Is it free? It is! | 2 | 5",
                "Pay 49.90 EUR by 2026-08-01. | 1 | 5",
                "Write to name@example.com… | 1 | 3",
                "It's not l’école, e-mail it. | 1 | 5",
                "“It is free.” He said so. | 2 | 6",
                "Wait — what | 1 | 2",
                "... | 0 | 0"
            })
    void findsWhereWordsAndSentencesEnd(String text, int sentences, int words) {
        Readability found = Readability.of("en", text);
        assertThat(found.sentences()).isEqualTo(sentences);
        assertThat(found.words()).isEqualTo(words);
    }

    @Test
    void takesEveryLineOfAListForASentence() {
        assertThat(Readability.of("en", "Send us\n- a letter\n- a photo").sentences())
                .isEqualTo(3);
    }

    @Test
    void findsNothingHardInATextWithoutWords() {
        Readability none = Readability.of("de", "😀 …");
        assertThat(none.words()).isZero();
        assertThat(none.isHarderThan(70)).isFalse();
    }

    @Test
    void isHarderAboveAGradeAndBelowAnEase() {
        String hard = "Your reimbursement application necessitates supplementary documentation.";
        assertThat(Readability.of("en", hard).isHarderThan(9)).isTrue();
        assertThat(Readability.of("en", "We need one more letter from you.").isHarderThan(9))
                .isFalse();
        assertThat(Readability.of("de", "Die Rückerstattungsvoraussetzungen sind unzureichend nachgewiesen.")
                        .isHarderThan(50))
                .isTrue();
        assertThat(Readability.of("de", "Uns fehlt noch ein Brief von Ihnen.").isHarderThan(50))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "en, Pursuant to rule 3 we hereby said no, pursuant hereby",
        "en, The remedies were adjudicated, remedies adjudicated",
        "en-GB, We looked again and said yes,",
        "de, Gemäß Regel 3 ist das mittels Brief unzulässige Rechtsmittel verspätet, gemäß mittels unzulässige rechtsmittel",
        "de, Ein mittelständischer Betrieb in gemäßigtem Klima,",
        "fr, L’irrecevabilité est prononcée conformément à la règle, irrecevabilité conformément",
        "es, Se desestima mediante carta, desestima mediante",
        "pl, Niniejszym orzeczono inaczej, niniejszym orzeczono",
        "ar, بموجب القاعدة المذكورة, بموجب المذكورة",
        "pt, Pursuant,"
    })
    void findsTheWordsOfOffices(String language, String text, String found) {
        assertThat(String.join(" ", OfficeWords.in(language, text))).isEqualTo(found == null ? "" : found);
    }
}
