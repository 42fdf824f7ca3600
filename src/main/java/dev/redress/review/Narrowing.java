package dev.redress.review;

import dev.redress.access.Actor;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a list or a claim is narrowed to; null members do not narrow.
public record Narrowing(
        String type,
        String policy,
        String policyVersion,
        String model,
        String jurisdiction,
        String language,
        String origin,
        String shownOrigin) {

    public static final Narrowing NONE = new Narrowing(null, null, null, null, null, null, null);

    public Narrowing(
            String type,
            String policy,
            String policyVersion,
            String model,
            String jurisdiction,
            String language,
            String origin) {
        this(type, policy, policyVersion, model, jurisdiction, language, origin, null);
    }

    /// The same for somebody who may not tell a random sample from an appeal: both are found as APPEAL.
    public Narrowing seenBy(Actor.Reviewer reader) {
        return reader.lead()
                ? this
                : new Narrowing(type, policy, policyVersion, model, jurisdiction, language, null, origin);
    }

    /// Column by column, in a fixed order; the columns are the same in `review_case` and `queue_entry`.
    Map<String, String> columns() {
        Map<String, String> columns = new LinkedHashMap<>();
        put(columns, "type", type);
        put(columns, "policy_id", policy);
        put(columns, "policy_version", policyVersion);
        put(columns, "model", model);
        put(columns, "jurisdiction", jurisdiction);
        put(columns, "language", language);
        put(columns, "origin", origin);
        put(columns, "shown_origin", shownOrigin);
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
