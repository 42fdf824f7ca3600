package dev.redress.platform;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is left of a limit for one key.
///
/// @param policy the limit's name, small letters and hyphens
/// @param within whether one more was let through
/// @param pause until one more is let through; zero while some are left
/// @param reset until all of the limit is there again
public record Quota(String policy, Limit limit, boolean within, long left, Duration pause, Duration reset) {

    /// `RateLimit-Policy` and `RateLimit`: structured fields as in draft-ietf-httpapi-ratelimit-headers-11, times in
    /// whole seconds, never less than must be waited.
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        String name = '"' + policy + '"';
        fields.put(
                "RateLimit-Policy",
                name + ";q=" + limit.quota() + ";w=" + limit.window().toSeconds());
        fields.put("RateLimit", name + ";r=" + left + ";t=" + seconds(within ? reset : pause));
        return fields;
    }

    /// For `Retry-After`: seconds, at least one.
    public long retryAfter() {
        return Math.max(1, seconds(pause));
    }

    /// The same draft's problem, which names the limits that were met.
    public Refusal refusal(String detail) {
        return marked(new Refusal(CommonProblem.TOO_MANY_REQUESTS, detail));
    }

    /// Adds the fields, `Retry-After` and the limit's name to a refusal of another type.
    public Refusal marked(Refusal refusal) {
        fields().forEach(refusal::header);
        refusal.header("Retry-After", String.valueOf(retryAfter()));
        return refusal.with("violated-policies", List.of(policy));
    }

    private static long seconds(Duration time) {
        return time.plusNanos(999_999_999).toSeconds();
    }
}
