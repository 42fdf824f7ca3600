package dev.redress.appeal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.platform.Help;
import dev.redress.platform.Json;
import dev.redress.platform.Texts;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the list of places to turn to:
///
/// ```
/// {"groups": {"EU": ["AT", …]},
///  "jurisdictions": {"DE": [
///    {"kind": "AUTHORITY", "name": {"own": "…", "en": "…"}, "note": {"en": "…"},
///     "url": "https://…", "phone": "+49 …", "decisionTypes": ["refund.request"],
///     "validFrom": "2018-05-25", "validUntil": null,
///     "source": "https://…", "checkedOn": "2026-11-25"}]}}
/// ```
///
/// `source` and `checkedOn` say who vouches for an entry and since when; none is taken without.
final class JurisdictionsFile {

    private static final int TEXT = 300;
    private static final int ADDRESS = 2_000;
    /// As many as a person can take in; the page has to stay small, too.
    private static final int PLACES = 20;

    private final String file;

    private JurisdictionsFile(String file) {
        this.file = file;
    }

    /// @throws ConfigurationException with the place in the file and what belongs there
    static Jurisdictions read(String file, byte[] json) {
        return new JurisdictionsFile(file).read(json);
    }

    private Jurisdictions read(byte[] json) {
        JsonNode tree = tree(json);
        members(tree, "", "groups", "jurisdictions");
        Map<String, Set<String>> groups = new LinkedHashMap<>();
        object(tree.path("groups"), "/groups", true)
                .forEach((name, members) ->
                        groups.put(code(name, "/groups/" + name), codes(members, "/groups/" + name)));
        Map<String, List<Jurisdictions.Listed>> places = new LinkedHashMap<>();
        object(tree.path("jurisdictions"), "/jurisdictions", false).forEach((name, list) -> {
            String at = "/jurisdictions/" + name;
            List<Jurisdictions.Listed> listed = new ArrayList<>();
            for (JsonNode place : list(list, at, PLACES)) {
                listed.add(place(place, at + "/" + listed.size()));
            }
            places.put(code(name, at), List.copyOf(listed));
        });
        return new Jurisdictions(groups, places);
    }

    private Jurisdictions.Listed place(JsonNode place, String at) {
        members(
                place,
                at,
                "kind",
                "name",
                "note",
                "url",
                "phone",
                "decisionTypes",
                "validFrom",
                "validUntil",
                "source",
                "checkedOn");
        Map<String, String> name = words(place.path("name"), at + "/name", Jurisdictions.OWN);
        Map<String, String> note = isAbsent(place.path("note")) ? null : words(place.path("note"), at + "/note", "en");
        String url = isAbsent(place.path("url")) ? null : address(place.path("url"), at + "/url");
        String phone = isAbsent(place.path("phone")) ? null : phone(place.path("phone"), at + "/phone");
        require(url != null || phone != null, at, "must have a url or a phone");
        address(place.path("source"), at + "/source");
        require(day(place.path("checkedOn"), at + "/checkedOn") != null, at + "/checkedOn", "is missing");
        LocalDate from = day(place.path("validFrom"), at + "/validFrom");
        LocalDate until = day(place.path("validUntil"), at + "/validUntil");
        require(
                from == null || until == null || !until.isBefore(from),
                at + "/validUntil",
                "must not be before validFrom");
        List<String> types = new ArrayList<>();
        if (!isAbsent(place.path("decisionTypes"))) {
            for (JsonNode type : list(place.path("decisionTypes"), at + "/decisionTypes", 500)) {
                types.add(text(type, at + "/decisionTypes/" + types.size(), 200));
            }
            require(!types.isEmpty(), at + "/decisionTypes", "must name a type, or be left out for all");
        }
        return new Jurisdictions.Listed(
                kind(place.path("kind"), at + "/kind"), name, note, url, phone, types, from, until);
    }

    private JsonNode tree(byte[] json) {
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

    private void members(JsonNode node, String at, String... known) {
        for (String name : object(node, at, false).keySet()) {
            require(Arrays.asList(known).contains(name), at + "/" + name, "is not a member here");
        }
    }

    private Map<String, JsonNode> object(JsonNode node, String at, boolean optional) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        if (!(optional && isAbsent(node))) {
            require(node.isObject(), at, "must be an object");
            node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        }
        return members;
    }

    private JsonNode list(JsonNode node, String at, int most) {
        require(node.isArray(), at, "must be a list");
        require(node.size() <= most, at, "must have at most " + most + " entries");
        return node;
    }

    private Set<String> codes(JsonNode node, String at) {
        Set<String> codes = new LinkedHashSet<>();
        for (JsonNode member : list(node, at, 300)) {
            codes.add(code(text(member, at, 10), at));
        }
        return codes;
    }

    private String code(String text, String at) {
        require(
                text.matches("[A-Z]{2,3}(-[A-Z0-9]{1,3})?"),
                at,
                "must be a code in capitals such as DE, DE-BY (ISO 3166) or EU");
        return text;
    }

    private Map<String, String> words(JsonNode node, String at, String needed) {
        Map<String, String> words = new LinkedHashMap<>();
        object(node, at, false).forEach((language, word) -> {
            require(
                    language.equals(Jurisdictions.OWN) || language.matches("[a-z]{2,3}"),
                    at + "/" + language,
                    "must be a language such as de");
            words.put(language, text(word, at + "/" + language, TEXT));
        });
        require(words.containsKey(needed), at + "/" + needed, "is missing");
        return words;
    }

    private String text(JsonNode node, String at, int most) {
        require(node.isTextual() && !node.textValue().isBlank(), at, "must be a text");
        require(
                node.textValue().length() <= most && Texts.isClean(node.textValue()),
                at,
                "must have at most " + most + " characters, and no NUL");
        return node.textValue();
    }

    private String address(JsonNode node, String at) {
        String address = text(node, at, ADDRESS);
        require(Help.isWeb(address), at, "must be an address that begins with https://");
        return address;
    }

    private String phone(JsonNode node, String at) {
        String phone = text(node, at, TEXT);
        require(Help.isPhone(phone), at, "must be a phone number such as +49 30 1234-5");
        return phone;
    }

    private LocalDate day(JsonNode node, String at) {
        if (isAbsent(node)) {
            return null;
        }
        try {
            return LocalDate.parse(node.isTextual() ? node.textValue() : "");
        } catch (DateTimeException e) {
            throw refusal(at, "must be a day such as 2026-11-25");
        }
    }

    private Elsewhere.Kind kind(JsonNode node, String at) {
        for (Elsewhere.Kind kind : Elsewhere.Kind.values()) {
            if (kind.name().equals(node.textValue())) {
                return kind;
            }
        }
        throw refusal(
                at, "must be one of " + Arrays.toString(Elsewhere.Kind.values()).replaceAll("[\\[\\]]", ""));
    }

    private static boolean isAbsent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }

    private void require(boolean good, String at, String sentence) {
        if (!good) {
            throw refusal(at.isEmpty() ? "the whole" : at, sentence);
        }
    }

    private ConfigurationException refusal(String at, String sentence) {
        return new ConfigurationException(
                "The places to turn to cannot be shown: in " + file + ", " + at + " " + sentence + ".");
    }
}
