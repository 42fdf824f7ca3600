package dev.redress.remedy.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class OutcomesTest {

    private final String type = Chain.fresh("outcomes");
    private String key;

    @BeforeEach
    void anAgentOfItsOwn() {
        Chain.register(type, Map.of("blind", false));
        key = SignIn.as("otto")
                .contentType(ContentType.JSON)
                .body(Map.of("agentId", Chain.fresh("asking")))
                .post("/api/v1/agent-keys")
                .path("key");
    }

    @Test
    void areTheRulingsOnTheAgentsOwnDecisionsInOrder() {
        String first = ruled();
        String second = ruled();
        Chain.appealed(type); // of another agent
        Chain.overturn("ravi", type);

        List<JsonNode> lines = lines(Chain.agent(key).get("/api/v1/outcomes"));
        assertThat(lines).extracting(line -> line.get("rulingId").asText()).containsExactly(first, second);
        assertThat(lines).extracting(line -> line.get("position").asLong()).isSorted();
        assertThat(lines.getFirst().get("verdict").asText()).isEqualTo("OVERTURNED");
        assertThat(lines.getFirst().at("/correctedOutcome/code").asText()).isEqualTo("approved");
        assertThat(lines.getFirst().get("remedyId").isTextual()).isTrue();
        assertThat(lines.toString()).doesNotContain("rita", "Clear.", "The receipt shows", "I bought it");
    }

    @Test
    void goOnAfterAPosition() {
        ruled();
        String second = ruled();
        Response page = Chain.agent(key).accept(ContentType.JSON).get("/api/v1/outcomes?limit=1");
        page.then().statusCode(200).body("items", hasSize(1));
        Chain.agent(key)
                .accept(ContentType.JSON)
                .get("/api/v1/outcomes?after=" + page.path("next"))
                .then()
                .body("items", hasSize(1))
                .body("items[0].rulingId", equalTo(second))
                .body("next", equalTo(null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json;q=0.9",
                "application/json; charset=utf-8",
                "application/xml, application/json",
                "application/x-ndjson;q=0.1, application/json"
            })
    void areJsonForWhoeverWantsJson(String accepted) {
        Chain.agent(key)
                .accept(accepted)
                .get("/api/v1/outcomes")
                .then()
                .statusCode(200)
                .contentType("application/json");
    }

    @Test
    void areNotForEverybody() {
        RestAssured.get("/api/v1/outcomes").then().statusCode(401);
        SignIn.as("rita").get("/api/v1/outcomes").then().statusCode(403);
        Chain.agent(key).get("/api/v1/outcomes?after=-1").then().statusCode(400);
        Chain.agent(key).get("/api/v1/outcomes?limit=0").then().statusCode(400);
    }

    private String ruled() {
        String token = Chain.token(Chain.agent(key)
                .body(Chain.decision(type).toString())
                .post("/api/v1/decisions")
                .path("appealUrl"));
        Chain.appeal(token).then().statusCode(201);
        return Chain.overturn("rita", type).path("id");
    }

    private static List<JsonNode> lines(Response response) {
        response.then().statusCode(200).contentType("application/x-ndjson");
        return response.asString().lines().<JsonNode>map(Chain::tree).toList();
    }
}
