package dev.redress.platform;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/// An opaque place in an ordered list: the sort values of the last item seen. Clients send it back as it came.
public record Cursor(List<String> values) {

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");
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
            if (values.size() == size && text.indexOf(0) < 0) { // which the database refuses
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
        } catch (IllegalArgumentException | DateTimeException e) {
            throw unusable();
        }
    }

    /// A time that the database can compare with.
    public Instant time(int index) {
        Instant time = Instant.parse(values.get(index));
        if (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST)) {
            throw new DateTimeException("no time of a list");
        }
        return time;
    }

    public String get(int index) {
        return values.get(index);
    }

    private static Refusal unusable() {
        return CommonProblem.malformed("The cursor is not one that this list gave out. Start again without it.");
    }
}
