package dev.redress;

import static io.restassured.RestAssured.given;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.platform.Json;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

/// The steps of the chain as its clients take them, for tests that begin in the middle.
public final class Chain {

    public static final String KEY = "rdk_demo_0000000000000000000000000000";

    private static final String DECISION = """
            {"externalId": "%s", "type": "%s",
             "outcome": {"code": "denied", "adverse": true, "summary": "Your refund was refused."},
             "decidedAt": "%s", "automation": "FULLY",
             "model": {"provider": "openai", "requested": "gpt-4o", "served": "gpt-4o-2024-08-06"},
             "policy": {"id": "refunds", "version": "7"},
             "subject": {"ref": "cust-1182", "locale": "de", "jurisdiction": "DE"},
             "facts": [{"id": "f1", "name": "Purchase date", "value": "2026-08-01"}, {"id": "f2", "name": "Price", "value": 49.90}],
             "reasons": [{"code": "OUTSIDE_WINDOW", "text": "You bought this more than 30 days ago.", "facts": ["f1"], "clause": "3.2"}],
             "inputSnapshot": {"purchase": "2026-08-01"}}""";

    private Chain() {}

    /// A name that no other test uses.
    public static String fresh(String start) {
        return start + "-" + UUID.randomUUID();
    }

    /// A request as the agent demo-agent.
    public static RequestSpecification agent() {
        return agent(KEY);
    }

    public static RequestSpecification agent(String key) {
        return given().header("Authorization", "Bearer " + key).contentType(ContentType.JSON);
    }

    /// An adverse decision with all its evidence, made a minute ago.
    public static ObjectNode decision(String type) {
        return tree(
                DECISION.formatted(fresh("order"), type, java.time.Instant.now().minusSeconds(60)));
    }

    public static ObjectNode tree(String json) {
        return (ObjectNode) Json.tree(json.getBytes(StandardCharsets.UTF_8));
    }

    public static Response post(JsonNode decision) {
        return agent().body(decision.toString()).post("/api/v1/decisions");
    }

    /// Records a decision of the type and gives the token of its link.
    public static String link(String type) {
        return token(post(decision(type)).then().statusCode(201).extract().path("appealUrl"));
    }

    public static String token(String appealUrl) {
        return appealUrl.substring(appealUrl.lastIndexOf('/') + 1);
    }

    /// Registers a decision type; `members` are added to what every type needs.
    public static void register(String type, Map<String, ?> members) {
        ObjectNode body = tree("{\"name\": \"A test\", \"appealable\": true}");
        members.forEach(body::putPOJO);
        SignIn.as("otto")
                .contentType(ContentType.JSON)
                .body(Json.write(body))
                .put("/api/v1/decision-types/" + type)
                .then()
                .statusCode(200);
    }

    public static Response appeal(String token) {
        return appeal(token, "{\"grounds\": [\"FACT_WRONG\"], \"statement\": \"I bought it in November.\"}");
    }

    public static Response appeal(String token, String body) {
        return given().contentType(ContentType.JSON).body(body).post("/api/v1/notices/" + token + "/appeal");
    }

    /// A decision of the type, appealed; gives the token of its link.
    public static String appealed(String type) {
        String token = link(type);
        appeal(token).then().statusCode(201);
        return token;
    }

    /// Claims the next case of the type.
    public static Response claim(String person, String type) {
        return SignIn.as(person)
                .contentType(ContentType.JSON)
                .body(Map.of("type", type))
                .post("/api/v1/claims");
    }

    public static Response firstView(String person, String caseId) {
        return SignIn.as(person)
                .contentType(ContentType.JSON)
                .body(Map.of("leaning", "FOR_PERSON"))
                .put("/api/v1/cases/" + caseId + "/first-view");
    }

    /// @param fence of the claim; the ruling overturns the decision
    public static Response rule(String person, String caseId, long fence) {
        return rule(person, caseId, overturned(fence));
    }

    public static Response rule(String person, String caseId, JsonNode ruling) {
        return SignIn.as(person)
                .contentType(ContentType.JSON)
                .header("If-Match", "\"1\"")
                .body(ruling.toString())
                .post("/api/v1/cases/" + caseId + "/ruling");
    }

    public static ObjectNode overturned(long fence) {
        return tree("""
                {"fence": %d, "verdict": "OVERTURNED", "cause": "WRONG_FACT", "clause": "3.2",
                 "reasons": "The receipt shows November.",
                 "correctedOutcome": {"code": "approved", "summary": "You get your money back."},
                 "correctedFacts": [{"id": "f1", "value": "2026-11-01"}],
                 "remedy": {"type": "COMPENSATE", "description": "Pay 49.90 EUR back."}, "note": "Clear."}""".formatted(fence));
    }

    /// The whole way to an overturned decision of the type; gives the ruling as answered.
    public static Response overturn(String person, String type) {
        Response claimed = claim(person, type);
        String caseId = claimed.then().statusCode(201).extract().path("caseId");
        firstView(person, caseId).then().statusCode(200);
        Response ruled = rule(person, caseId, claimed.jsonPath().getLong("fence"));
        ruled.then().statusCode(201);
        return ruled;
    }
}
