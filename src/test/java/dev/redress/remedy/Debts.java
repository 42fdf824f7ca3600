package dev.redress.remedy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/// What tests do to remedies, as their clients do.
final class Debts {

    private Debts() {}

    /// A decision of the type, overturned by rita; gives the id of the remedy.
    static String ordered(String type) {
        Chain.appealed(type);
        return Chain.overturn("rita", type).path("remedyId");
    }

    static Response say(String remedy, String status) {
        return say(remedy, Chain.tree("{\"status\": \"" + status + "\", \"evidence\": {\"refund\": \"r1\"}}"));
    }

    /// @param version of the target, which goes out as an entity tag
    static ObjectNode said(String status, String version) {
        return Chain.tree("{\"status\": \"" + status + "\", \"evidence\": {\"a\": 1}}")
                .put("targetEtag", '"' + version + '"');
    }

    static Response say(String remedy, ObjectNode said) {
        return Chain.agent().body(said.toString()).post("/api/v1/remedies/" + remedy + "/confirmation");
    }

    /// An operator says that it was done by hand.
    static Response enter(String person, String remedy) {
        return SignIn.as(person)
                .contentType(ContentType.JSON)
                .body(Map.of("status", "DONE", "evidence", Map.of("document", "bank transfer 77")))
                .post("/api/v1/remedies/" + remedy + "/confirmation");
    }

    static Response approve(String person, String remedy) {
        return SignIn.as(person).post("/api/v1/remedies/" + remedy + "/approval");
    }

    static String state(String remedy) {
        return SignIn.as("otto")
                .get("/api/v1/remedies/" + remedy)
                .then()
                .statusCode(200)
                .extract()
                .path("state");
    }

    static void await(String remedy, String state) {
        Instant end = Instant.now().plus(Duration.ofSeconds(15));
        while (!state(remedy).equals(state)) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("is " + state(remedy) + " and not " + state);
            }
            pause();
        }
    }

    static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
