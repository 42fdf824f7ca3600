package dev.redress.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads a JSON file that operators write: every fault names the place in the file and what belongs there, so that a
/// service with a faulty one never starts.
public abstract class SettingsFile {

    private static final int ADDRESS = 2_000;

    private final String file;
    private final String trouble;

    /// @param trouble the beginning of the sentence that refuses, such as `The places cannot be shown`
    protected SettingsFile(String file, String trouble) {
        this.file = file;
        this.trouble = trouble;
    }

    /// The bytes of the operator's own file, or of the one that Redress brings.
    public static byte[] bytes(Optional<String> own, String property, String shipped) {
        if (own.isPresent()) {
            try {
                return Files.readAllBytes(Path.of(own.get()));
            } catch (IOException | InvalidPathException e) {
                throw new ConfigurationException(property + " is " + own.get() + ", which cannot be read.");
            }
        }
        try (InputStream stream = Thread.currentThread().getContextClassLoader().getResourceAsStream(shipped)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new ConfigurationException(shipped + ", which Redress brings, cannot be read", e);
        }
    }

    protected JsonNode tree(byte[] json) {
        try {
            return Json.tree(json);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof JsonProcessingException broken && broken.getLocation() != null) {
                throw refusal(
                        "line " + broken.getLocation().getLineNr() + ", column "
                                + broken.getLocation().getColumnNr(),
                        "is not JSON from here on");
            }
            throw refusal("the beginning", "is not JSON");
        }
    }

    protected void members(JsonNode node, String at, String... known) {
        for (String name : object(node, at, false).keySet()) {
            require(Arrays.asList(known).contains(name), at + "/" + name, "is not a member here");
        }
    }

    protected Map<String, JsonNode> object(JsonNode node, String at, boolean optional) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        if (!(optional && isAbsent(node))) {
            require(node.isObject(), at, "must be an object");
            node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        }
        return members;
    }

    protected JsonNode list(JsonNode node, String at, int most) {
        require(node.isArray(), at, "must be a list");
        require(node.size() <= most, at, "must have at most " + most + " entries");
        return node;
    }

    /// Groups of jurisdictions by name, such as `EU`.
    protected Map<String, Set<String>> groups(JsonNode node) {
        Map<String, Set<String>> groups = new LinkedHashMap<>();
        object(node, "/groups", true)
                .forEach((name, members) ->
                        groups.put(code(name, "/groups/" + name), codes(members, "/groups/" + name)));
        return groups;
    }

    protected Set<String> codes(JsonNode node, String at) {
        Set<String> codes = new LinkedHashSet<>();
        for (JsonNode member : list(node, at, 300)) {
            codes.add(code(text(member, at, 10), at));
        }
        return codes;
    }

    /// A jurisdiction or a group of them.
    protected String code(String text, String at) {
        require(
                text.matches("[A-Z]{2,3}(-[A-Z0-9]{1,3})?"),
                at,
                "must be a code in capitals such as DE, DE-BY (ISO 3166) or EU");
        return text;
    }

    protected String text(JsonNode node, String at, int most) {
        require(node.isTextual() && !node.textValue().isBlank(), at, "must be a text");
        require(
                node.textValue().length() <= most && Texts.isClean(node.textValue()),
                at,
                "must have at most " + most + " characters, and no NUL");
        return node.textValue();
    }

    protected String address(JsonNode node, String at) {
        String address = text(node, at, ADDRESS);
        require(Help.isWeb(address), at, "must be an address that begins with https://");
        return address;
    }

    /// Null when there is none.
    protected LocalDate day(JsonNode node, String at) {
        if (isAbsent(node)) {
            return null;
        }
        try {
            return LocalDate.parse(node.isTextual() ? node.textValue() : "");
        } catch (DateTimeException e) {
            throw refusal(at, "must be a day such as 2026-11-25");
        }
    }

    protected <E extends Enum<E>> E oneOf(Class<E> type, JsonNode node, String at) {
        for (E one : type.getEnumConstants()) {
            if (one.name().equals(node.textValue())) {
                return one;
            }
        }
        throw refusal(at, "must be one of " + String.join(", ", names(type)));
    }

    private static <E extends Enum<E>> List<String> names(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    }

    protected static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    protected void require(boolean good, String at, String sentence) {
        if (!good) {
            throw refusal(at.isEmpty() ? "the whole" : at, sentence);
        }
    }

    protected ConfigurationException refusal(String at, String sentence) {
        return new ConfigurationException(trouble + ": in " + file + ", " + at + " " + sentence + ".");
    }
}
