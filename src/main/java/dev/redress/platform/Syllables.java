package dev.redress.platform;

import dev.redress.platform.Readability.Measure;

/// Estimates the syllables of a word from its vowels. Nobody can tell them from spelling alone; what counts is that
/// the same word always counts the same, and that a text of some sentences comes out about right.
final class Syllables {

    private static final String STRONG = "aeoáéóíúàèìòùâêîôûäëïö";

    private Syllables() {}

    /// At least one, for numbers too; 0 where the measure of the language asks for none.
    static int of(Measure measure, String text, int from, int to) {
        int count = switch (measure) {
            case FLESCH_KINCAID -> english(text, from, to);
            case AMSTAD -> german(text, from, to);
            case KANDEL_MOLES -> french(text, from, to);
            case FERNANDEZ_HUERTA -> spanish(text, from, to);
            case FOG_PL -> polish(text, from, to);
            case SENTENCE_LENGTH -> 0;
        };
        return measure == Measure.SENTENCE_LENGTH ? 0 : Math.max(1, count);
    }

    /// Groups of vowels, without the silent e of "here", "refused" and "times" (but with that of "table", "decided"
    /// and "places").
    private static int english(String text, int from, int to) {
        int count = groups(text, from, to);
        char last = at(text, to - 1, from);
        char before = at(text, to - 2, from);
        char third = at(text, to - 3, from);
        boolean silent = switch (last) {
            case 'e' -> !isVowel(before) && !(before == 'l' && !isVowel(third));
            case 'd' -> before == 'e' && !isVowel(third) && third != 't' && third != 'd';
            case 's' -> before == 'e' && !isVowel(third) && "szxcgh".indexOf(third) < 0;
            default -> false;
        };
        return silent && count > 1 ? count - 1 : count;
    }

    /// Every vowel, two together where German says them as one: "ei", "au", "ie", "aa".
    private static int german(String text, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            char c = at(text, i, from);
            if (isVowel(c)) {
                count++;
                if (i + 1 < to && isOneInGerman(c, at(text, i + 1, from))) {
                    i++;
                }
            }
        }
        return count;
    }

    private static boolean isOneInGerman(char first, char second) {
        return switch (first) {
            case 'a' -> second == 'i' || second == 'u' || second == 'a' || second == 'y';
            case 'e' -> second == 'i' || second == 'u' || second == 'e' || second == 'y';
            case 'ä' -> second == 'u';
            case 'i' -> second == 'e';
            case 'o' -> second == 'o' || second == 'i' || second == 'u';
            default -> false;
        };
    }

    /// Groups of vowels, without the mute ending of "règle" and "règles".
    private static int french(String text, int from, int to) {
        int count = groups(text, from, to);
        boolean plural = at(text, to - 1, from) == 's';
        char last = at(text, plural ? to - 2 : to - 1, from);
        char before = at(text, plural ? to - 3 : to - 2, from);
        return last == 'e' && !isVowel(before) && count > 1 ? count - 1 : count;
    }

    /// Every strong vowel of a group; weak ones (i, u, y) lean on it, and make one of their own only when alone.
    private static int spanish(String text, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            int strong = 0;
            int start = i;
            while (i < to && isVowel(at(text, i, from))) {
                strong += STRONG.indexOf(at(text, i, from)) >= 0 ? 1 : 0;
                i++;
            }
            count += i == start ? 0 : Math.max(1, strong);
        }
        return count;
    }

    /// Every vowel but an i that only softens what comes before another vowel: "ciebie" has two.
    private static int polish(String text, int from, int to) {
        int count = 0;
        for (int i = from; i < to; i++) {
            char c = at(text, i, from);
            if (isVowel(c) && !(c == 'i' && i + 1 < to && isVowel(at(text, i + 1, from)))) {
                count++;
            }
        }
        return count;
    }

    private static int groups(String text, int from, int to) {
        int count = 0;
        boolean in = false;
        for (int i = from; i < to; i++) {
            boolean vowel = isVowel(at(text, i, from));
            count += vowel && !in ? 1 : 0;
            in = vowel;
        }
        return count;
    }

    /// In small letters; a blank before the word.
    private static char at(String text, int index, int from) {
        return index < from ? ' ' : Character.toLowerCase(text.charAt(index));
    }

    private static boolean isVowel(char c) {
        return switch (c) {
            case 'a', 'e', 'i', 'o', 'u', 'y' -> true;
            case 'ä', 'ö', 'ü', 'á', 'é', 'í', 'ó', 'ú', 'à', 'è', 'ì', 'ò', 'ù' -> true;
            case 'â', 'ê', 'î', 'ô', 'û', 'ë', 'ï', 'ÿ', 'œ', 'æ', 'ą', 'ę' -> true;
            default -> false;
        };
    }
}
