package dev.redress.appeal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.decision.Term;
import dev.redress.platform.SettingsFile;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the laws that set clocks:
///
/// ```
/// {"groups": {"EU": ["AT", …]},
///  "regimes": [
///    {"name": "GDPR_12_3", "title": "GDPR article 12(3)", "kind": "RULING", "jurisdictions": ["EU"],
///     "decisionTypes": ["credit.*"], "term": {"amount": 1, "unit": "MONTHS"},
///     "extension": {"amount": 2, "unit": "MONTHS"}, "pauses": false, "movesToBusinessDay": true,
///     "validFrom": "2018-05-25", "validUntil": null, "source": "https://…", "checkedOn": "2026-11-25"}]}
/// ```
///
/// `source` and `checkedOn` say who vouches for an entry and since when; none is taken without.
final class RegimesFile extends SettingsFile {

    private static final int REGIMES = 500;
    private static final int TEXT = 200;
    private static final int LONGEST = 3_660;

    private RegimesFile(String file) {
        super(file, "The clocks of laws cannot be set");
    }

    /// The regimes, with the groups of jurisdictions resolved.
    ///
    /// @throws ConfigurationException with the place in the file and what belongs there
    static List<Regime> read(String file, byte[] json) {
        return new RegimesFile(file).read(json);
    }

    private List<Regime> read(byte[] json) {
        JsonNode tree = tree(json);
        members(tree, "", "groups", "regimes");
        Map<String, Set<String>> groups = groups(tree.path("groups"));
        List<Regime> regimes = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode node : list(tree.path("regimes"), "/regimes", REGIMES)) {
            String at = "/regimes/" + regimes.size();
            Regime regime = regime(node, groups, at);
            require(names.add(regime.name()), at + "/name", "is the name of two");
            regimes.add(regime);
        }
        return List.copyOf(regimes);
    }

    private Regime regime(JsonNode node, Map<String, Set<String>> groups, String at) {
        members(
                node,
                at,
                "name",
                "title",
                "kind",
                "jurisdictions",
                "decisionTypes",
                "term",
                "extension",
                "pauses",
                "movesToBusinessDay",
                "validFrom",
                "validUntil",
                "source",
                "checkedOn");
        String name = text(node.path("name"), at + "/name", 60);
        require(
                name.matches("[A-Z][A-Z0-9_]*") && !name.equals(CaseClock.PROMISE),
                at + "/name",
                "must be a name in capitals such as GDPR_12_3");
        address(node.path("source"), at + "/source");
        require(day(node.path("checkedOn"), at + "/checkedOn") != null, at + "/checkedOn", "is missing");
        LocalDate from = day(node.path("validFrom"), at + "/validFrom");
        LocalDate until = day(node.path("validUntil"), at + "/validUntil");
        require(
                from == null || until == null || !until.isBefore(from),
                at + "/validUntil",
                "must not be before validFrom");
        return new Regime(
                name,
                text(node.path("title"), at + "/title", TEXT),
                oneOf(CaseClock.Kind.class, node.path("kind"), at + "/kind"),
                places(node.path("jurisdictions"), groups, at + "/jurisdictions"),
                types(node.path("decisionTypes"), at + "/decisionTypes"),
                term(node.path("term"), at + "/term"),
                isAbsent(node.path("extension")) ? null : term(node.path("extension"), at + "/extension"),
                yes(node.path("pauses"), at + "/pauses"),
                yes(node.path("movesToBusinessDay"), at + "/movesToBusinessDay"),
                from,
                until);
    }

    private Set<String> places(JsonNode node, Map<String, Set<String>> groups, String at) {
        Set<String> places = new LinkedHashSet<>();
        if (!isAbsent(node)) {
            codes(node, at).forEach(code -> places.addAll(groups.getOrDefault(code, Set.of(code))));
            require(!places.isEmpty(), at, "must name a jurisdiction, or be left out for all");
        }
        return places;
    }

    private List<String> types(JsonNode node, String at) {
        List<String> types = new ArrayList<>();
        if (!isAbsent(node)) {
            for (JsonNode type : list(node, at, 500)) {
                types.add(text(type, at + "/" + types.size(), TEXT));
            }
            require(!types.isEmpty(), at, "must name a type, or be left out for all");
        }
        return types;
    }

    private Term term(JsonNode node, String at) {
        members(node, at, "amount", "unit");
        int amount = node.path("amount").asInt();
        require(
                node.path("amount").isInt() && amount > 0 && amount <= LONGEST,
                at + "/amount",
                "must be a number from 1 to " + LONGEST);
        return new Term(amount, oneOf(Term.Unit.class, node.path("unit"), at + "/unit"));
    }

    private boolean yes(JsonNode node, String at) {
        require(node.isBoolean(), at, "must be true or false");
        return node.booleanValue();
    }
}
