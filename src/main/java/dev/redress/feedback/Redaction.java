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
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Takes personal data out of one record before it is kept as a label. Each value gets a typed placeholder such as
/// `[EMAIL_1]`, the same wherever the value occurs in the record; where it stood is remembered as a JSON Pointer
/// (RFC 6901), the value nowhere.
final class Redaction {

    /// A first name shorter than this is too likely to be part of another word.
    private static final int NAME = 3;

    private final String jurisdiction;
    private final Map<PersonalData.Kind, Map<String, String>> placeholders = new EnumMap<>(PersonalData.Kind.class);
    private final Map<String, String> names = new HashMap<>();
    private final List<String> pointers = new ArrayList<>();
    private Pattern anyName;

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
            if (PersonalData.ofMember(member.getKey()) == PersonalData.Kind.NAME
                    && value.isTextual()
                    && value.textValue().strip().length() >= NAME) {
                String name = value.textValue().strip();
                names.put(name, placeholder(PersonalData.Kind.NAME, name));
                anyName = null;
            }
            knowing(value);
        });
        if (tree.isArray()) {
            tree.forEach(this::knowing);
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
                    PersonalData.Kind kind = PersonalData.ofMember(member.getKey());
                    kept.set(name, kind == null ? of(at, member.getValue()) : whole(at, kind, member.getValue()));
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
        if (anyName == null) {
            anyName = Pattern.compile("(?<![\\p{L}\\p{N}_])(?:"
                    + String.join(
                            "|",
                            names.keySet().stream()
                                    .sorted((a, b) -> b.length() - a.length())
                                    .map(Pattern::quote)
                                    .toList())
                    + ")(?![\\p{L}\\p{N}_])");
        }
        return anyName.matcher(text).replaceAll(match -> Matcher.quoteReplacement(names.get(match.group())));
    }

    private String placeholder(PersonalData.Kind kind, String same) {
        Map<String, String> ofKind = placeholders.computeIfAbsent(kind, _ -> new HashMap<>());
        return ofKind.computeIfAbsent(same, _ -> "[" + kind + "_" + (ofKind.size() + 1) + "]");
    }
}
