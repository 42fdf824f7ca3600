package dev.redress.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Takes personal data out of one record before it is kept as a label. Each value gets a typed placeholder such as
/// `[EMAIL_1]`, the same wherever the value occurs in the record; where it stood is remembered as a JSON Pointer
/// (RFC 6901), the value nowhere.
final class Redaction {

    /// A first name shorter than this is too likely to be part of another word.
    private static final int NAME = 3;

    /// Digits of the shortest number that leads to a person.
    private static final int NUMBER = 7;

    /// Longer ones are no names of people.
    private static final int NAME_WORDS = 8;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}_]++");

    private final String jurisdiction;
    private final Map<PersonalData.Kind, Map<String, String>> placeholders = new EnumMap<>(PersonalData.Kind.class);
    private final Map<String, String> names = new HashMap<>();
    private final List<String> pointers = new ArrayList<>();
    /// Words of the longest name.
    private int longestName;

    /// @param jurisdiction of the person; null when not known
    Redaction(String jurisdiction) {
        this.jurisdiction = jurisdiction;
    }

    /// Notes the names that members of this tree give, so that they are found in running text too.
    Redaction knowing(JsonNode tree) {
        if (tree == null) {
            return this;
        }
        tree.properties().forEach(member -> {
            JsonNode value = member.getValue();
            knowing(member.getKey(), value);
            knowing(value);
        });
        if (tree.isArray()) {
            tree.forEach(this::knowing);
        }
        return this;
    }

    /// The same for a value that has its name beside it.
    Redaction knowing(String called, JsonNode value) {
        if (PersonalData.ofMember(called) == PersonalData.Kind.NAME && value != null && value.isTextual()) {
            String said = value.textValue().strip();
            List<MatchResult> words = words(said);
            if (!words.isEmpty() && words.size() <= NAME_WORDS) {
                String name =
                        said.substring(words.getFirst().start(), words.getLast().end());
                if (name.length() >= NAME) {
                    String placeholder = placeholder(PersonalData.Kind.NAME, said);
                    names.put(name, placeholder);
                    names.putIfAbsent(name.toUpperCase(Locale.ROOT), placeholder);
                    longestName = Math.max(longestName, words.size());
                }
            }
        }
        return this;
    }

    /// The tree without what is personal in it; null stays null.
    JsonNode of(String pointer, JsonNode tree) {
        return switch (tree) {
            case null -> null;
            case ObjectNode members -> {
                ObjectNode kept = JsonNodeFactory.instance.objectNode();
                members.properties().forEach(member -> {
                    String name = without(member.getKey());
                    String at = pointer + "/" + name.replace("~", "~0").replace("/", "~1");
                    if (!name.equals(member.getKey())) {
                        pointers.add(at);
                    }
                    kept.set(name, of(at, member.getKey(), member.getValue()));
                });
                yield kept;
            }
            case ArrayNode items -> {
                ArrayNode kept = JsonNodeFactory.instance.arrayNode(items.size());
                for (int i = 0; i < items.size(); i++) {
                    kept.add(of(pointer + "/" + i, items.get(i)));
                }
                yield kept;
            }
            case TextNode text -> TextNode.valueOf(of(pointer, text.textValue()));
            case JsonNode number
            when number.isIntegralNumber() && number.asText().length() >= NUMBER -> {
                String kept = of(pointer, number.asText());
                yield kept.equals(number.asText()) ? number : TextNode.valueOf(kept);
            }
            case JsonNode other -> other;
        };
    }

    /// The text without what is personal in it; null stays null.
    String of(String pointer, String text) {
        if (text == null) {
            return null;
        }
        String kept = without(text);
        if (!kept.equals(text)) {
            pointers.add(pointer);
        }
        return kept;
    }

    /// The value of something called this, such as a fact, without what is personal in it.
    JsonNode of(String pointer, String called, JsonNode value) {
        PersonalData.Kind kind = PersonalData.ofMember(called);
        return kind == null || value == null ? of(pointer, value) : whole(pointer, kind, value);
    }

    /// Where something was taken out, in the order in which it was.
    List<String> pointers() {
        return List.copyOf(pointers);
    }

    /// A member that is personal as a whole, whatever it looks like; lists and objects are looked into instead.
    private JsonNode whole(String pointer, PersonalData.Kind kind, JsonNode value) {
        if (value.isContainerNode()) {
            return of(pointer, value);
        }
        String said = value.asText().strip();
        if (value.isNull() || value.isBoolean() || said.isEmpty()) {
            return value;
        }
        pointers.add(pointer);
        return TextNode.valueOf(placeholder(kind, PersonalData.same(kind, said, jurisdiction)));
    }

    private String without(String text) {
        StringBuilder kept = new StringBuilder(text.length());
        int from = 0;
        for (PersonalData.Found found : PersonalData.in(text, jurisdiction)) {
            kept.append(text, from, found.start()).append(placeholder(found.kind(), found.same()));
            from = found.end();
        }
        return withoutNames(kept.append(text, from, text.length()).toString());
    }

    private String withoutNames(String text) {
        if (names.isEmpty()) {
            return text;
        }
        List<MatchResult> words = words(text);
        StringBuilder kept = new StringBuilder(text.length());
        int from = 0;
        for (int i = 0; i < words.size(); ) {
            int named = 0;
            for (int n = Math.min(longestName, words.size() - i); n > 0 && named == 0; n--) {
                int start = words.get(i).start();
                int end = words.get(i + n - 1).end();
                String placeholder = names.get(text.substring(start, end));
                if (placeholder != null) {
                    kept.append(text, from, start).append(placeholder);
                    from = end;
                    named = n;
                }
            }
            i += Math.max(named, 1);
        }
        return kept.append(text, from, text.length()).toString();
    }

    private static List<MatchResult> words(String text) {
        return WORD.matcher(text).results().toList();
    }

    private String placeholder(PersonalData.Kind kind, String same) {
        Map<String, String> ofKind = placeholders.computeIfAbsent(kind, _ -> new HashMap<>());
        return ofKind.computeIfAbsent(same, _ -> "[" + kind + "_" + (ofKind.size() + 1) + "]");
    }
}
