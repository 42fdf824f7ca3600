package dev.redress;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.platform.Json;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/// A refusal as every one must be: the status, problem+json whose type is explained, and nothing changed.
public final class Refused {

    private static final Set<String> EXPLAINED = ConcurrentHashMap.newKeySet();

    private Refused() {}

    public static JsonNode with(int status, Tables tables, Supplier<Wire.Answer> request) {
        Map<String, String> before = tables.state();
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

    private static void assertExplained(String type) {
        if (EXPLAINED.add(type)) {
            given().get(URI.create(type)).then().statusCode(200);
        }
    }
}
