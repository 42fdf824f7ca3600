package dev.redress.platform;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/// The body of `application/problem+json` (RFC 9457).
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        List<Refusal.Fault> errors,
        @JsonAnyGetter Map<String, Object> members) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public static Problem of(String publicUrl, Refusal refusal) {
        return new Problem(
                refusal.type().registered() == null
                        ? publicUrl + "/problems/" + refusal.type().slug()
                        : refusal.type().registered(),
                refusal.type().title(),
                refusal.type().status(),
                refusal.getMessage(),
                null,
                refusal.faults(),
                refusal.members());
    }
}
