package dev.redress.appeal;

import static io.restassured.RestAssured.given;

import dev.redress.Chain;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// Somebody at an address of their own, as a proxy passes it on.
record Caller(String address) {

    private static final AtomicInteger NEXT = new AtomicInteger();

    static Caller somewhere() {
        int next = NEXT.incrementAndGet();
        return new Caller("198.18." + (next >> 8) + "." + (next & 255));
    }

    Response get(String path) {
        return request().get(path);
    }

    Response post(String path) {
        return request().post(path);
    }

    Response post(String path, Map<String, ?> body) {
        return request().contentType(ContentType.JSON).body(body).post(path);
    }

    Response form(String path, String field, String value) {
        return request().contentType(ContentType.URLENC).formParam(field, value).post(path);
    }

    /// Sends one thing with the link, which is counted whatever comes of it.
    Response send(String token) {
        return form("/a/" + token + "/appeal/grounds", "ground", "SOMETHING_ELSE");
    }

    Caller sends(String token, int times) {
        for (int i = 0; i < times; i++) {
            send(token).then().statusCode(303);
        }
        return this;
    }

    RequestSpecification request() {
        return given().redirects().follow(false).header("X-Forwarded-For", address);
    }

    /// A link whose decision is in English.
    static String link() {
        var decision = Chain.decision("limits");
        decision.withObjectProperty("subject").put("locale", "en");
        return Chain.token(Chain.post(decision).then().statusCode(201).extract().path("appealUrl"));
    }
}
