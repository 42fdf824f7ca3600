package dev.redress.decision;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Texts;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The form a JSON value must have, checked while the bytes stream by: nothing is built but the few values asked for
/// by {@link #kept}. Faults are collected with their JSON Pointers, so that the sender learns of all of them at once.
sealed interface Shape {

    /// Checks the value whose first token is current, and leaves the parser on its last token.
    void check(Walk walk) throws IOException;

    /// Where the walk is, what it found wrong and what it kept.
    final class Walk {
        final JsonParser parser;
        final Faults faults;
        final Map<String, String> kept;
        private final StringBuilder pointer = new StringBuilder();

        Walk(JsonParser parser, Faults faults, Map<String, String> kept) {
            this.parser = parser;
            this.faults = faults;
            this.kept = kept;
        }

        void fault(String detail) {
            faults.add(pointer.toString(), detail);
        }

        /// Skips a value of the wrong type and says what belongs here.
        void wrong(String expected) throws IOException {
            fault("must be " + expected);
            parser.skipChildren();
        }

        int enter(Object step) {
            int before = pointer.length();
            pointer.append('/').append(String.valueOf(step).replace("~", "~0").replace("/", "~1"));
            return before;
        }

        void leave(int before) {
            pointer.setLength(before);
        }

        String pointer() {
            return pointer.toString();
        }
    }

    /// A text of 1 to `max` characters that can be stored and shown: no NUL, no half of a surrogate pair.
    record Text(int max) implements Shape {
        @Override
        public void check(Walk walk) throws IOException {
            if (walk.parser.currentToken() != JsonToken.VALUE_STRING) {
                walk.wrong("a text");
                return;
            }
            String text = walk.parser.getText();
            if (text.isBlank()) {
                walk.fault("must not be empty");
            } else if (text.length() > max && text.codePointCount(0, text.length()) > max) {
                walk.fault("must have at most " + max + " characters");
            } else if (!Texts.isClean(text)) {
                walk.fault(Texts.UNCLEAN);
            }
        }
    }

    /// A text of a fixed form.
    record Form(Pattern pattern, String expected) implements Shape {
        @Override
        public void check(Walk walk) throws IOException {
            if (walk.parser.currentToken() != JsonToken.VALUE_STRING) {
                walk.wrong(expected);
            } else if (!pattern.matcher(walk.parser.getText()).matches()) {
                walk.fault("must be " + expected);
            }
        }
    }

    record OneOf(Set<String> values) implements Shape {
        @Override
        public void check(Walk walk) throws IOException {
            if (walk.parser.currentToken() != JsonToken.VALUE_STRING || !values.contains(walk.parser.getText())) {
                walk.wrong(
                        "one of " + String.join(", ", values.stream().sorted().toList()));
            }
        }
    }

    /// A time with an offset (RFC 3339), in the years 1 to 9999.
    record Time() implements Shape {
        @Override
        public void check(Walk walk) throws IOException {
            if (walk.parser.currentToken() != JsonToken.VALUE_STRING || parse(walk.parser.getText()) == null) {
                walk.wrong("a time such as 2026-11-23T09:30:00Z");
            }
        }

        /// A time of a query; null when it was not asked for.
        static Instant asked(String name, String text) {
            if (text == null) {
                return null;
            }
            Instant time = parse(text);
            if (time == null) {
                throw CommonProblem.malformed(name + " is a time such as 2026-11-23T09:30:00Z.");
            }
            return time;
        }

        static Instant parse(String text) {
            if (text.length() < 17 || text.length() > 40 || text.charAt(4) != '-') {
                return null;
            }
            try {
                return isPlain(text) ? plain(text) : OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                return null;
            }
        }

        /// The form that nearly every program writes: `2026-11-23T09:30:00Z`, with a fraction of up to nine digits.
        private static boolean isPlain(String text) {
            return text.length() >= 20
                    && text.length() <= 30
                    && text.length() != 21
                    && text.charAt(4) == '-'
                    && text.charAt(7) == '-'
                    && text.charAt(10) == 'T'
                    && text.charAt(13) == ':'
                    && text.charAt(16) == ':'
                    && (text.length() == 20 || text.charAt(19) == '.')
                    && text.charAt(text.length() - 1) == 'Z';
        }

        /// Eight times as fast as the general parser, which a trace with its many times would keep busy.
        private static Instant plain(String text) {
            int nanos = 0;
            if (text.length() > 21) {
                nanos = number(text, 20, text.length() - 1);
                for (int i = text.length() - 1; i < 29; i++) {
                    nanos *= 10;
                }
            }
            return LocalDateTime.of(
                            number(text, 0, 4),
                            number(text, 5, 7),
                            number(text, 8, 10),
                            number(text, 11, 13),
                            number(text, 14, 16),
                            number(text, 17, 19),
                            nanos)
                    .toInstant(ZoneOffset.UTC);
        }

        private static int number(String text, int from, int to) {
            int number = 0;
            for (int i = from; i < to; i++) {
                char digit = text.charAt(i);
                if (digit < '0' || digit > '9') {
                    throw new DateTimeException("not a digit");
                }
                number = number * 10 + digit - '0';
            }
            return number;
        }
    }

    record Truth() implements Shape {
        @Override
        public void check(Walk walk) throws IOException {
            if (!walk.parser.currentToken().isBoolean()) {
                walk.wrong("true or false");
            }
        }
    }

    /// A whole number that is not negative.
    record Count() implements Shape {
        @Override
        public void check(Walk walk) throws IOException {
            if (walk.parser.currentToken() != JsonToken.VALUE_NUMBER_INT
                    || walk.parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
                    || walk.parser.getLongValue() < 0) {
                walk.wrong("a whole number, 0 or more");
            }
        }
    }

    /// Any JSON value but null, with numbers that can be read again.
    record Any() implements Shape {
        @Override
        public void check(Walk walk) throws IOException {
            int depth = 0;
            do {
                JsonToken token = walk.parser.currentToken();
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.VALUE_NUMBER_FLOAT && !canBeKept(walk.parser.getText())) {
                    walk.fault("must not contain a number as great or small as " + walk.parser.getText());
                }
            } while (depth > 0 && walk.parser.nextToken() != null);
        }

        /// Only an exponent of many digits can be beyond what a decimal holds.
        private static boolean canBeKept(String number) {
            try {
                return number.length() < 10 || new BigDecimal(number).scale() > Integer.MIN_VALUE;
            } catch (NumberFormatException e) {
                return false;
            }
        }
    }

    /// Who acts for whom (RFC 8693 section 4.1): `{"sub": …, "act": {…}}`, whoever acts now outermost. Kept as
    /// `actor.0`, `actor.1` and so on.
    record Actors(Shape sub, int most) implements Shape {
        @Override
        public void check(Walk walk) throws IOException {
            check(walk, 0);
        }

        private void check(Walk walk, int depth) throws IOException {
            if (walk.parser.currentToken() != JsonToken.START_OBJECT) {
                walk.wrong("an object with sub");
                return;
            }
            boolean named = false;
            while (walk.parser.nextToken() != JsonToken.END_OBJECT) {
                String name = walk.parser.currentName();
                walk.parser.nextToken();
                int before = walk.enter(name);
                if (walk.parser.currentToken() == JsonToken.VALUE_NULL) {
                    walk.leave(before);
                    continue;
                }
                switch (name) {
                    case "sub" -> {
                        named = true;
                        sub.kept("actor." + depth).check(walk);
                    }
                    case "act" -> {
                        if (depth + 1 < most) {
                            check(walk, depth + 1);
                        } else {
                            walk.wrong("left out: at most " + most + " act for one person");
                        }
                    }
                    default -> new Any().check(walk);
                }
                walk.leave(before);
            }
            if (!named) {
                int before = walk.enter("sub");
                walk.fault("is missing");
                walk.leave(before);
            }
        }
    }

    record ListOf(Shape item, int min, int max, String uniqueMember) implements Shape {
        @Override
        public void check(Walk walk) throws IOException {
            if (walk.parser.currentToken() != JsonToken.START_ARRAY) {
                walk.wrong("a list");
                return;
            }
            int size = 0;
            Set<String> seen = new HashSet<>();
            String outer = walk.kept.get(UNIQUE);
            while (walk.parser.nextToken() != JsonToken.END_ARRAY) {
                int before = walk.enter(size);
                if (walk.parser.currentToken() == JsonToken.VALUE_NULL) {
                    walk.fault("must not be null");
                } else if (size >= max) {
                    walk.parser.skipChildren();
                } else {
                    walk.kept.remove(UNIQUE);
                    item.check(walk);
                    String id = walk.kept.remove(UNIQUE);
                    if (uniqueMember != null && id != null && !seen.add(id)) {
                        walk.fault(uniqueMember + " must be unique in this list");
                    }
                }
                walk.leave(before);
                size++;
            }
            if (outer != null) {
                walk.kept.put(UNIQUE, outer);
            }
            if (size < min || size > max) {
                walk.fault("must have " + min + " to " + max + " entries");
            }
        }

        /// Where an item leaves its own id for the list around it.
        static final String UNIQUE = "#unique";
    }

    /// An object. Optional members may be null, which is the same as absent. Members that are not listed are kept as
    /// sent, unless the object is `closed`.
    record Members(Map<String, Shape> members, List<String> required, boolean closed) implements Shape {
        @Override
        public void check(Walk walk) throws IOException {
            if (walk.parser.currentToken() != JsonToken.START_OBJECT) {
                walk.wrong("an object");
                return;
            }
            Set<String> seen = new HashSet<>();
            while (walk.parser.nextToken() != JsonToken.END_OBJECT) {
                String name = walk.parser.currentName();
                walk.parser.nextToken();
                Shape shape = members.get(name);
                if (shape != null) {
                    int before = walk.enter(name);
                    if (walk.parser.currentToken() != JsonToken.VALUE_NULL) {
                        seen.add(name);
                        shape.check(walk);
                    }
                    walk.leave(before);
                } else if (closed) {
                    int before = walk.enter(name);
                    walk.wrong("left out: it is not a member here (put it in extensions)");
                    walk.leave(before);
                } else {
                    int before = walk.enter(name);
                    new Any().check(walk);
                    walk.leave(before);
                }
            }
            for (String name : required) {
                if (!seen.contains(name)) {
                    int before = walk.enter(name);
                    walk.fault("is missing");
                    walk.leave(before);
                }
            }
        }
    }

    /// A value that is kept under `name` for the row of the decision.
    record Kept(Shape shape, String name) implements Shape {
        @Override
        public void check(Walk walk) throws IOException {
            int faults = walk.faults.count();
            JsonToken token = walk.parser.currentToken();
            String text = token.isScalarValue() ? walk.parser.getText() : "";
            shape.check(walk);
            if (walk.faults.count() == faults) {
                walk.kept.put(name, text);
            }
        }
    }

    /// A text that is told to the person, kept under its JSON Pointer.
    record Told(Shape shape) implements Shape {
        @Override
        public void check(Walk walk) throws IOException {
            int faults = walk.faults.count();
            shape.check(walk);
            if (walk.faults.count() == faults) {
                walk.kept.put(walk.pointer(), walk.parser.getText());
            }
        }
    }

    /// Puts a name to the value for the row.
    default Shape kept(String name) {
        return new Kept(this, name);
    }

    /// Keeps the text to see whether the person can read it.
    default Shape told() {
        return new Told(this);
    }
}
