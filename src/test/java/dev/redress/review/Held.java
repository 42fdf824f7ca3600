package dev.redress.review;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A case that somebody holds, with the acts of the desk and of the API on it.
record Held(String token, String caseId, String by, long fence) {

    /// A fresh case of the type, claimed; its type is not blind unless the test has registered it so.
    static Held by(String person, String type) {
        return of(person, type, Chain.appealed(type));
    }

    static Held of(String person, String type, String token) {
        Response claimed = Chain.claim(person, type);
        claimed.then().statusCode(201);
        return new Held(
                token, claimed.path("caseId"), person, claimed.jsonPath().getLong("fence"));
    }

    /// The fields of a ruling for the person, as the desk's form has them now.
    Map<String, String> form() {
        String page = page(by);
        Map<String, String> form = new LinkedHashMap<>();
        for (String carried : new String[] {"etag", "fence", "page", "draft", "seen"}) {
            form.put(carried, hidden(page, carried));
        }
        form.putAll(Map.of(
                "verdict", "OVERTURNED",
                "cause", "WRONG_FACT",
                "reasons", "The receipt shows November.",
                "correctedOutcome-code", "approved",
                "correctedOutcome-summary", "You get your money back.",
                "remedy-type", "COMPENSATE",
                "remedy-description", "Pay 49.90 EUR back."));
        return form;
    }

    private static String hidden(String page, String name) {
        Matcher found =
                Pattern.compile("name=\"" + name + "\" value=\"([^\"]*)\"").matcher(page);
        return found.find() ? found.group(1) : "";
    }

    String page(String person) {
        return SignIn.as(person)
                .accept(ContentType.HTML)
                .get("/desk/cases/" + caseId)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    Response desk(String person, String what, Map<String, String> form) {
        return SignIn.as(person)
                .redirects()
                .follow(false)
                .accept(ContentType.HTML)
                .contentType(ContentType.URLENC.withCharset("utf-8"))
                .formParams(form)
                .post("/desk/cases/" + caseId + "/" + what);
    }

    Response send() {
        return desk(by, "ruling", form());
    }

    Response put(String person, String what, Map<String, ?> body) {
        return SignIn.as(person).contentType(ContentType.JSON).body(body).put("/api/v1/cases/" + caseId + "/" + what);
    }

    Response rule(ObjectNode ruling, String etag) {
        return SignIn.as(by)
                .contentType(ContentType.JSON)
                .header("If-Match", etag)
                .body(ruling.toString())
                .post("/api/v1/cases/" + caseId + "/ruling");
    }

    Response rule() {
        return rule(Chain.overturned(fence), "\"1\"");
    }

    JsonNode view(String person) {
        return Chain.tree(SignIn.as(person).get("/api/v1/cases/" + caseId).asString());
    }

    String state() {
        return view("lena").get("state").asText();
    }

    void write(String text) {
        io.restassured.RestAssured.given()
                .contentType(ContentType.JSON)
                .body(Map.of("text", text))
                .post("/api/v1/notices/" + token + "/messages")
                .then()
                .statusCode(201);
    }
}
