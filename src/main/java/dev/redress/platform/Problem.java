package dev.redress.platform;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
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

    /// Answers a request that no endpoint sees.
    public static void send(RoutingContext request, String publicUrl, Refusal refusal) {
        refusal.headers().forEach(request.response()::putHeader);
        request.response()
                .setStatusCode(refusal.type().status())
                .putHeader("Content-Type", MEDIA_TYPE)
                .end(new String(Json.write(of(publicUrl, refusal)), StandardCharsets.UTF_8));
    }
}
