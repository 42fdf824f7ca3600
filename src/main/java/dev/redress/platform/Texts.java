package dev.redress.platform;

/// What holds for every text that people or agents write.
public final class Texts {

    /// What to say of a text that is not clean.
    public static final String UNCLEAN = "must not contain U+0000 or half of a surrogate pair";

    private Texts() {}

    /// The text with U+FFFD in place of what is not clean.
    public static String cleaned(String text) {
        if (text == null || isClean(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(each -> each == 0 || Character.getType(each) == Character.SURROGATE ? 0xFFFD : each)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /// Whether the text can be stored and shown: no NUL, no half of a surrogate pair.
    public static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /// Null for a text of nothing but space; forms send those for fields left empty.
    public static String orNull(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
