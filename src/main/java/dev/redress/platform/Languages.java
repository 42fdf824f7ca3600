package dev.redress.platform;

import java.util.Locale;

/// What language tags and words are made of, as far as counting needs it.
final class Languages {

    private Languages() {}

    /// `de` for `de-AT` and `DE_at`; empty for null.
    static String primary(String tag) {
        if (tag == null) {
            return "";
        }
        int end = 0;
        while (end < tag.length() && tag.charAt(end) != '-' && tag.charAt(end) != '_') {
            end++;
        }
        return tag.substring(0, end).toLowerCase(Locale.ROOT);
    }

    /// Letters, digits and the marks above and below letters.
    static boolean isPartOfWord(char c) {
        return c < 128
                ? c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
                : Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
    }

    /// Where the word that begins at `from` ends. One sign between two letters or digits belongs to the word: `it's`,
    /// `e-mail`, `49.90`, `name@example.com`.
    static int endOfWord(String text, int from) {
        int end = from + 1;
        while (end < text.length()) {
            if (isPartOfWord(text.charAt(end))) {
                end++;
            } else if (end + 1 < text.length() && joins(text.charAt(end)) && isPartOfWord(text.charAt(end + 1))) {
                end += 2;
            } else {
                return end;
            }
        }
        return end;
    }

    private static boolean joins(char c) {
        return switch (c) {
            case '\'', '’', '-', '‐', '‑', '.', ',', ':', '@', '_', '/' -> true;
            default -> false;
        };
    }
}
