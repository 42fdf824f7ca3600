package dev.redress.review;

import dev.redress.access.Actor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/// What a list or a claim is narrowed to; null members do not narrow.
public record Narrowing(
        String type,
        String policy,
        String policyVersion,
        String model,
        String agent,
        String jurisdiction,
        String language,
        String origin,
        String team,
        String shownOrigin) {

    public static final Narrowing NONE = of(_ -> null);

    public Narrowing(
            String type,
            String policy,
            String policyVersion,
            String model,
            String agent,
            String jurisdiction,
            String language,
            String origin,
            String team) {
        this(type, policy, policyVersion, model, agent, jurisdiction, language, origin, team, null);
    }

    /// The same for somebody who may not tell a random sample from an appeal: both are found as APPEAL.
    public Narrowing seenBy(Actor.Reviewer reader) {
        return reader.lead() ? this : withOrigins(null, origin);
    }

    /// The same for cases whose origin is told: nothing looks like something else.
    Narrowing told() {
        return shownOrigin == null ? this : withOrigins(shownOrigin, null);
    }

    private Narrowing withOrigins(String own, String shown) {
        return new Narrowing(type, policy, policyVersion, model, agent, jurisdiction, language, own, team, shown);
    }

    /// @param named gives the value of a filter by its name in addresses and forms; null when it is not there
    public static Narrowing of(UnaryOperator<String> named) {
        return new Narrowing(
                named.apply("type"),
                named.apply("policy"),
                named.apply("policyVersion"),
                named.apply("model"),
                named.apply("agent"),
                named.apply("jurisdiction"),
                named.apply("language"),
                named.apply("origin"),
                named.apply("team"));
    }

    /// The filters that are on, by their names in addresses and forms.
    public Map<String, String> named() {
        Map<String, String> named = new LinkedHashMap<>();
        put(named, "type", type);
        put(named, "policy", policy);
        put(named, "policyVersion", policyVersion);
        put(named, "model", model);
        put(named, "agent", agent);
        put(named, "jurisdiction", jurisdiction);
        put(named, "language", language);
        put(named, "origin", told().origin());
        put(named, "team", team);
        return named;
    }

    /// Column by column, in a fixed order; the columns are the same in `review_case` and `queue_entry`.
    Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        put(columns, "type", type);
        put(columns, "policy_id", policy);
        put(columns, "policy_version", policyVersion);
        put(columns, "model", model);
        put(columns, "agent_id", agent);
        put(columns, "jurisdiction", jurisdiction);
        put(columns, "language", language);
        put(columns, "origin", origin);
        put(columns, "shown_origin", shownOrigin);
        put(columns, "team", team);
        return columns;
    }

    public boolean isEmpty() {
        return columns().isEmpty();
    }

    private static void put(Map<String, String> columns, String column, String value) {
        if (value != null && !value.isBlank()) {
            columns.put(column, value);
        }
    }
}
