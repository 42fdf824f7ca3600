package dev.redress.appeal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.platform.Help;
import dev.redress.platform.SettingsFile;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
final class JurisdictionsFile extends SettingsFile {

    private static final int TEXT = 300;
    /// As many as a person can take in; the page has to stay small, too.
    private static final int PLACES = 20;

    private JurisdictionsFile(String file) {
        super(file, "The places to turn to cannot be shown");
    }

    /// @throws ConfigurationException with the place in the file and what belongs there
    static Jurisdictions read(String file, byte[] json) {
        return new JurisdictionsFile(file).read(json);
    }

    private Jurisdictions read(byte[] json) {
        JsonNode tree = tree(json);
        members(tree, "", "groups", "jurisdictions");
        Map<String, Set<String>> groups = groups(tree.path("groups"));
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
                oneOf(Elsewhere.Kind.class, place.path("kind"), at + "/kind"),
                name,
                note,
                url,
                phone,
                types,
                from,
                until);
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

    private String phone(JsonNode node, String at) {
        String phone = text(node, at, TEXT);
        require(Help.isPhone(phone), at, "must be a phone number such as +49 30 1234-5");
        return phone;
    }
}
