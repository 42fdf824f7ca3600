package dev.redress.feedback;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Labels and datasets made through the whole chain, for tests that begin with them.
public final class Made {

    private Made() {}

    /// A type of its own, registered, so that its cases are blind.
    public static String type() {
        String type = Chain.fresh("type");
        Chain.register(type, Map.of());
        return type;
    }

    /// A decision of the type, appealed and ruled by rita; the ruling as answered.
    public static Response ruled(String type, String verdict, Consumer<ObjectNode> decision) {
        ObjectNode sent = Chain.decision(type);
        decision.accept(sent);
        Response recorded = Chain.post(sent);
        recorded.then().statusCode(201);
        Chain.appeal(Chain.token(recorded.path("appealUrl"))).then().statusCode(201);
        Response claimed = Chain.claim("rita", type);
        String caseId = claimed.then().statusCode(201).extract().path("caseId");
        Chain.firstView("rita", caseId).then().statusCode(200);
        Response ruled = Chain.rule("rita", caseId, ruling(claimed.jsonPath().getLong("fence"), verdict));
        ruled.then().statusCode(201);
        return ruled;
    }

    public static Response ruled(String type, String verdict) {
        return ruled(type, verdict, _ -> {});
    }

    public static ObjectNode ruling(long fence, String verdict) {
        ObjectNode ruling = Chain.overturned(fence).put("verdict", verdict);
        return switch (verdict) {
            case "OVERTURNED", "PARTLY_OVERTURNED" -> ruling;
            case "REMITTED" -> ruling.remove(List.of("correctedOutcome", "correctedFacts", "remedy"));
            default -> ruling.remove(List.of("cause", "correctedOutcome", "correctedFacts", "remedy"));
        };
    }

    /// Freezes all labels of the type.
    public static JsonNode dataset(String name, String type) {
        return Chain.tree(freeze(name, Map.of("type", type)).asString());
    }

    public static Response freeze(String name, Map<String, ?> filter) {
        return freeze(Map.of("name", name, "filter", filter));
    }

    public static Response freeze(Map<String, ?> body) {
        return SignIn.as("ana").contentType(ContentType.JSON).body(body).post("/api/v1/datasets");
    }

    public static byte[] export(JsonNode dataset, String format) {
        Response export = SignIn.as("ana")
                .queryParam("format", format)
                .get("/api/v1/datasets/" + dataset.get("id").asText() + "/export");
        export.then().statusCode(200);
        return export.asByteArray();
    }

    public static List<JsonNode> lines(JsonNode dataset, String format) {
        return new String(export(dataset, format), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .map(Chain::tree)
                .map(JsonNode.class::cast)
                .toList();
    }
}
