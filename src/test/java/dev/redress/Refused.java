package dev.redress;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.platform.Json;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/// A refusal as every one must be: the status, problem+json whose type is explained, and nothing changed.
public final class Refused {

    private static final Set<String> EXPLAINED = ConcurrentHashMap.newKeySet();

    private Refused() {}

    public static JsonNode with(int status, Tables tables, Supplier<Wire.Answer> request) {
        Map<String, String> before = atRest(tables);
        Wire.Answer answer = request.get();
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
        JsonNode problem = Json.tree(answer.body());
        assertThat(problem.path("status").intValue()).isEqualTo(status);
        assertThat(problem.path("title").textValue()).isNotBlank();
        assertExplained(problem.path("type").textValue());
        assertThat(tables.state()).isEqualTo(before);
        return problem;
    }

    /// When the timer has looked at what the tests before left to it.
    private static Map<String, String> atRest(Tables tables) {
        Map<String, String> state = tables.state();
        for (int i = 0; !state.get("commitment_unread").startsWith("0 ") && i < 100; i++) {
            LockSupport.parkNanos(50_000_000);
            state = tables.state();
        }
        return state;
    }

    private static void assertExplained(String type) {
        if (EXPLAINED.add(type)) {
            given().get(URI.create(type)).then().statusCode(200);
        }
    }
}
