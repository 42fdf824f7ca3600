package dev.redress.decision;

import dev.redress.platform.OfficeWords;
import dev.redress.platform.Readability;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A text for the person that is hard to read, told to the agent beside its receipt; never a reason to refuse. The
/// limits are more lenient than those for our own texts.
///
/// @param pointer JSON Pointer of the text: `/outcome/summary` or `/reasons/N/text`
public record HardToRead(String pointer, String detail) {

    private static final int SENTENCE_WORDS = 30;
    private static final int MOST_NAMED = 5;
    /// A score of a handful of words is chance.
    private static final int LEAST_WORDS = 8;

    /// In the language of `subject.locale`, English when the agent did not say; adverse decisions only.
    static List<HardToRead> in(Incoming sent) {
        if (!sent.adverse()) {
            return List.of();
        }
        String language = sent.get("locale") == null ? "en" : sent.get("locale");
        List<HardToRead> found = new ArrayList<>();
        look(found, language, "/outcome/summary", sent.get("/outcome/summary"));
        for (int i = 0; i < DecisionShape.REASONS; i++) {
            String pointer = "/reasons/" + i + "/text";
            look(found, language, pointer, sent.get(pointer));
        }
        return List.copyOf(found);
    }

    /// What a reviewer is about to send to the person.
    ///
    /// @param texts by what they are called
    public static List<HardToRead> in(String language, Map<String, String> texts) {
        List<HardToRead> found = new ArrayList<>();
        texts.forEach((name, text) -> look(found, language, name, text));
        return List.copyOf(found);
    }

    private static void look(List<HardToRead> found, String language, String pointer, String text) {
        if (text == null) {
            return;
        }
        Readability readability = Readability.of(language, text);
        double limit = limit(readability.measure());
        if (readability.words() >= LEAST_WORDS && readability.isHarderThan(limit)) {
            found.add(new HardToRead(
                    pointer,
                    String.format(
                            Locale.ROOT,
                            "is hard to read: %s %.1f, where %.0f is the limit",
                            readability.measure().title(),
                            readability.score(),
                            limit)));
        }
        if (readability.longestSentence() > SENTENCE_WORDS
                && readability.measure() != Readability.Measure.SENTENCE_LENGTH) {
            found.add(new HardToRead(
                    pointer,
                    "has a sentence of " + readability.longestSentence() + " words, where " + SENTENCE_WORDS
                            + " is the limit"));
        }
        Set<String> words = OfficeWords.in(language, text);
        if (!words.isEmpty()) {
            found.add(new HardToRead(
                    pointer,
                    "uses words of law and offices: "
                            + String.join(", ", words.stream().limit(MOST_NAMED).toList())));
        }
    }

    private static double limit(Readability.Measure measure) {
        return switch (measure) {
            case FLESCH_KINCAID -> 9;
            case AMSTAD, KANDEL_MOLES, FERNANDEZ_HUERTA -> 50;
            case FOG_PL -> 12;
            case SENTENCE_LENGTH -> 20;
        };
    }
}
