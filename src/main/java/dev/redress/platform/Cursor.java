package dev.redress.platform;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/// An opaque place in an ordered list: the sort values of the last item seen. Clients send it back as it came.
public record Cursor(List<String> values) {

    private static final char SEPARATOR = '\u001f'; // never part of an id, a number or a time

    public String encoded() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(String.join(String.valueOf(SEPARATOR), values).getBytes(StandardCharsets.UTF_8));
    }

    public static Cursor of(Object... values) {
        return new Cursor(java.util.Arrays.stream(values).map(String::valueOf).toList());
    }

    /// Null for no cursor; a text that is none, or one of another list, is refused.
    public static Cursor parse(String encoded, int size) {
        if (encoded == null || encoded.isEmpty()) {
            return null;
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(encoded), StandardCharsets.UTF_8);
            List<String> values = List.of(text.split(String.valueOf(SEPARATOR), -1));
            if (values.size() == size) {
                return new Cursor(values);
            }
        } catch (IllegalArgumentException e) {
            // falls through: refused in the same words
        }
        throw unusable();
    }

    /// Runs a conversion of the cursor's values; what does not convert is refused.
    public <T> T read(java.util.function.Function<Cursor, T> reader) {
        try {
            return reader.apply(this);
        } catch (IllegalArgumentException | java.time.DateTimeException e) {
            throw unusable();
        }
    }

    public String get(int index) {
        return values.get(index);
    }

    private static Refusal unusable() {
        return CommonProblem.malformed("The cursor is not one that this list gave out. Start again without it.");
    }
}
