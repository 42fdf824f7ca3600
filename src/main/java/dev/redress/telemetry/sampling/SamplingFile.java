package dev.redress.telemetry.sampling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.decision.Term;
import dev.redress.platform.SettingsFile;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the policy by which spans are kept:
///
/// ```
/// {"version": "1", "combination": "EQUALIZING", "drawAfter": "PT24H", "groups": {"EU": ["AT", …]},
///  "strata": [
///    {"name": "credit", "adverse": true, "appealable": true, "decisionTypes": ["credit.*"],
///     "jurisdictions": ["EU"], "probability": 1, "keep": {"amount": 30, "unit": "DAYS", "from": "WINDOW_END"},
///     "atLeast": {"amount": 6, "unit": "MONTHS"}}, …,
///    {"name": "undecided", "decided": false, "probability": 0.01,
///     "keep": {"amount": 30, "unit": "DAYS", "from": "FIRST_SPAN"}}],
///  "unusual": {"most": 200, "spans": 200, "depth": 12, "retries": 10, "keep": {"amount": 30, "unit": "DAYS"}}}
/// ```
final class SamplingFile extends SettingsFile {

    private static final int STRATA = 200;
    private static final int MOST = 10_000;
    private static final int LONGEST = 3_660;
    private static final double LEAST = 1e-6;
    private static final Duration LONGEST_WAIT = Duration.ofDays(30);

    private SamplingFile(String file) {
        super(file, "The sampling policy cannot be set");
    }

    /// @throws ConfigurationException with the place in the file and what belongs there
    static SamplingPolicy read(String file, byte[] json) {
        return new SamplingFile(file).read(json);
    }

    private SamplingPolicy read(byte[] json) {
        JsonNode tree = tree(json);
        members(tree, "", "version", "combination", "drawAfter", "groups", "strata", "unusual");
        String version = text(tree.path("version"), "/version", 60);
        require(version.matches("[A-Za-z0-9._-]+"), "/version", "must be letters, digits, dots and hyphens");
        Map<String, Set<String>> groups = groups(tree.path("groups"));
        List<Stratum> strata = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (JsonNode node : list(tree.path("strata"), "/strata", STRATA)) {
            String at = "/strata/" + strata.size();
            Stratum stratum = stratum(node, groups, at);
            require(names.add(stratum.name()), at + "/name", "is the name of two");
            strata.add(stratum);
        }
        for (boolean decided : new boolean[] {true, false}) {
            require(
                    strata.stream().anyMatch(one -> one.isForAll(decided)),
                    "/strata",
                    "must have one without further conditions for runs "
                            + (decided ? "with a decision" : "without one (\"decided\": false)"));
        }
        return new SamplingPolicy(
                version,
                oneOf(Combination.class, tree.path("combination"), "/combination"),
                drawAfter(tree.path("drawAfter")),
                List.copyOf(strata),
                isAbsent(tree.path("unusual")) ? null : unusual(tree.path("unusual")),
                new String(json, StandardCharsets.UTF_8));
    }

    private Stratum stratum(JsonNode node, Map<String, Set<String>> groups, String at) {
        members(
                node,
                at,
                "name",
                "decided",
                "adverse",
                "appealable",
                "failed",
                "decisionTypes",
                "jurisdictions",
                "probability",
                "keep",
                "atLeast");
        String name = text(node.path("name"), at + "/name", 60);
        require(name.matches("[a-z][a-z0-9-]*"), at + "/name", "must be small letters, digits and hyphens");
        double probability = node.path("probability").doubleValue();
        require(
                node.path("probability").isNumber() && probability >= LEAST && probability <= 1,
                at + "/probability",
                "must be a number from 0.000001 to 1");
        JsonNode keep = node.path("keep");
        Stratum stratum = new Stratum(
                name,
                condition(node, "decided", at),
                condition(node, "adverse", at),
                condition(node, "appealable", at),
                condition(node, "failed", at),
                types(node.path("decisionTypes"), at + "/decisionTypes"),
                places(node.path("jurisdictions"), groups, at + "/jurisdictions"),
                probability,
                Threshold.of(probability),
                oneOf(Stratum.From.class, keep.path("from"), at + "/keep/from"),
                term(keep, at + "/keep", "from"),
                isAbsent(node.path("atLeast")) ? null : term(node.path("atLeast"), at + "/atLeast"));
        require(
                stratum.asksForDecision() || stratum.from() == Stratum.From.FIRST_SPAN,
                at + "/keep/from",
                "must be FIRST_SPAN where there may be no decision");
        require(
                stratum.atLeast() == null || (stratum.asksForDecision() && stratum.isCertain()),
                at + "/atLeast",
                "needs a decision and the probability 1: what is not drawn is not kept at all");
        require(
                !(stratum.asksForDecision() && Boolean.FALSE.equals(stratum.decided())),
                at + "/decided",
                "is false, and other conditions ask for a decision");
        return stratum;
    }

    private Unusual unusual(JsonNode node) {
        String at = "/unusual";
        members(node, at, "most", "spans", "depth", "retries", "keep");
        return new Unusual(
                whole(node, "most", at),
                whole(node, "spans", at),
                whole(node, "depth", at),
                whole(node, "retries", at),
                term(node.path("keep"), at + "/keep"));
    }

    private int whole(JsonNode node, String name, String at) {
        int value = node.path(name).asInt();
        require(
                node.path(name).isInt() && value > 0 && value <= MOST,
                at + "/" + name,
                "must be a whole number from 1 to " + MOST);
        return value;
    }

    private Boolean condition(JsonNode stratum, String name, String at) {
        JsonNode node = stratum.path(name);
        require(isAbsent(node) || node.isBoolean(), at + "/" + name, "must be true or false, or be left out for both");
        return isAbsent(node) ? null : Boolean.valueOf(node.booleanValue());
    }

    private List<String> types(JsonNode node, String at) {
        List<String> types = new ArrayList<>();
        if (!isAbsent(node)) {
            for (JsonNode type : list(node, at, 500)) {
                types.add(text(type, at + "/" + types.size(), 200));
            }
            require(!types.isEmpty(), at, "must name a type, or be left out for all");
        }
        return List.copyOf(types);
    }

    private Set<String> places(JsonNode node, Map<String, Set<String>> groups, String at) {
        Set<String> places = new LinkedHashSet<>();
        if (!isAbsent(node)) {
            codes(node, at).forEach(code -> places.addAll(groups.getOrDefault(code, Set.of(code))));
            require(!places.isEmpty(), at, "must name a jurisdiction, or be left out for all");
        }
        return places;
    }

    private Term term(JsonNode node, String at, String... others) {
        List<String> known = new ArrayList<>(List.of("amount", "unit"));
        known.addAll(List.of(others));
        members(node, at, known.toArray(String[]::new));
        int amount = node.path("amount").asInt();
        require(
                node.path("amount").isInt() && amount > 0 && amount <= LONGEST,
                at + "/amount",
                "must be a number from 1 to " + LONGEST);
        return new Term(amount, oneOf(Term.Unit.class, node.path("unit"), at + "/unit"));
    }

    private Duration drawAfter(JsonNode node) {
        try {
            Duration drawAfter = Duration.parse(text(node, "/drawAfter", 20));
            require(
                    !drawAfter.isNegative() && drawAfter.compareTo(LONGEST_WAIT) <= 0,
                    "/drawAfter",
                    "must be from PT0S to PT720H, thirty days");
            return drawAfter;
        } catch (DateTimeException e) {
            throw refusal("/drawAfter", "must be a duration such as PT24H");
        }
    }
}
