package dev.redress.telemetry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import dev.redress.Chain;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class OpaLogsTest {

    /// In the shape that OPA's documentation shows.
    private static final String EVENT = """
            {"labels": {"app": "my-example-app", "id": "1780d507-aea2-45cc-ae50-fa153c8e4a5a", "version": "v1.5.1"},
             "decision_id": "%s", "bundles": {"authz": {"revision": "W3sibCI6InN5cy9jYXRhbG9nIiwicyI6NDA3MX1d"}},
             "path": "http/example/authz/allow", "input": {"method": "GET", "path": "/salary/bob", "user": "alice"},
             "result": %s, "requested_by": "[::1]:59943", "timestamp": "2018-01-01T00:00:00.000000Z",
             "erased": ["/input/password"], "metrics": {"timer_rego_query_eval_ns": 33953}}""";

    @Test
    void areRecordedEventByEventAndOnce() throws IOException {
        String allowed = UUID.randomUUID().toString();
        String denied = UUID.randomUUID().toString();
        String log = "[" + EVENT.formatted(allowed, "\"true\"") + ", {\"path\": \"x\"}, 7, "
                + EVENT.formatted(denied, "false") + "]";
        for (int status : new int[] {201, 200}) {
            send(log)
                    .then()
                    .statusCode(200)
                    .body("results[0].status", equalTo(status))
                    .body("results[1].status", equalTo(422))
                    .body("results[1].problem.errors", notNullValue())
                    .body("results[2].status", equalTo(400))
                    .body("results[3].status", equalTo(status));
        }
        JsonPath no =
                Chain.agent().get("/api/v1/decisions?externalId=" + denied).jsonPath();
        assertThat(no.getString("items[0].type")).isEqualTo("opa.http.example.authz.allow");
        assertThat(no.getString("items[0].policy.version")).isEqualTo("W3sibCI6InN5cy9jYXRhbG9nIiwicyI6NDA3MX1d");
        assertThat(no.getBoolean("items[0].outcome.adverse")).isTrue();
        assertThat(no.getString("items[0].subject.ref")).isEqualTo("alice");
        assertThat(no.getString("items[0].inputSnapshot.path")).isEqualTo("/salary/bob");
        assertThat(no.getString("items[0].model.served")).isEqualTo("opa v1.5.1");
        assertThat(no.getList("items[0].erased")).containsExactly("/input/password");
        assertThat(no.getBoolean("items[0].appealable")).isTrue();
        JsonPath yes =
                Chain.agent().get("/api/v1/decisions?externalId=" + allowed).jsonPath();
        assertThat(yes.getBoolean("items[0].outcome.adverse")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true                          | allowed   | false",
                "'{\"allow\": true}'           | allowed   | false",
                "'{\"allow\": false, \"a\": 1}' | denied    | true",
                "null                          | undefined | true",
                "null, \"error\": {\"code\": 1}  | error     | true",
                "'{\"allow\": null}'           | unclear   | true",
                "'{\"allowed\": false}'        | unclear   | true",
                "'{\"deny\": [\"no\"]}'        | unclear   | true",
                "[]                            | unclear   | true",
                "0                             | unclear   | true"
            })
    void tellAnAnswerOnlyWhereThereIsOne(String result, String code, boolean adverse) throws IOException {
        String id = UUID.randomUUID().toString();
        send("[" + EVENT.formatted(id, result) + "]").then().body("results[0].status", equalTo(201));
        JsonPath told = Chain.agent().get("/api/v1/decisions?externalId=" + id).jsonPath();
        assertThat(told.getString("items[0].outcome.code")).isEqualTo(code);
        assertThat(told.getBoolean("items[0].outcome.adverse")).isEqualTo(adverse);
        assertThat(told.getString("items[0].outcome.summary").contains("was allowed"))
                .isEqualTo(!adverse);
    }

    @Test
    void areRecordedWithoutABundleToo() throws IOException {
        for (String revision : new String[] {"r7", "unknown"}) {
            String id = UUID.randomUUID().toString();
            String event = EVENT.formatted(id, "false")
                    .replaceFirst("\"bundles\": \\{.*?}},", revision.equals("unknown") ? "" : "\"revision\": \"r7\",");
            send("[" + event + "]").then().body("results[0].status", equalTo(201));
            assertThat(Chain.agent()
                            .get("/api/v1/decisions?externalId=" + id)
                            .jsonPath()
                            .getString("items[0].policy.version"))
                    .isEqualTo(revision);
        }
    }

    @Test
    void failEventByEvent() throws IOException {
        String twice = EVENT.formatted("x", "true").replace("\"user\"", "\"method\"");
        String deep = EVENT.formatted("x", "true").replace("\"alice\"", "[".repeat(120) + "]".repeat(120));
        send("[" + twice + "," + EVENT.formatted(UUID.randomUUID(), "true") + "," + deep + "]")
                .then()
                .statusCode(200)
                .body("results.status", equalTo(java.util.List.of(400, 201, 400)));
    }

    @Test
    void areRefusedWholeOnlyWhenTheyAreNoLog() throws IOException {
        send("{}").then().statusCode(400).body("type", endsWith("/malformed"));
        send("[").then().statusCode(400);
        given().contentType("application/json").body("[]").post("/logs").then().statusCode(401);
        given().header("Authorization", "Bearer " + Chain.KEY)
                .contentType("application/json")
                .body("[]")
                .post("/logs/eu")
                .then()
                .statusCode(200);
    }

    private static io.restassured.response.Response send(String log) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(log.getBytes(StandardCharsets.UTF_8));
        }
        return given().header("Authorization", "Bearer " + Chain.KEY)
                .header("Content-Encoding", "gzip")
                .config(io.restassured.RestAssured.config()
                        .encoderConfig(io.restassured.config.EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/json", io.restassured.http.ContentType.BINARY)
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType("application/json")
                .body(packed.toByteArray())
                .post("/logs");
    }
}
