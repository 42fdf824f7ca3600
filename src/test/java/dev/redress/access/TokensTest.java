package dev.redress.access;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.Tables;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a token may open: one that says a program acts opens nothing of what people do, one that was made for another
/// application opens nothing at all, and a person stays the same whatever name the token gives them.
@QuarkusTest
@TestProfile(OwnIssuer.class)
class TokensTest {

    private final String type = Chain.fresh("tokens");
    private final String sub = UUID.randomUUID().toString();

    @Inject
    Tables tables;

    @ParameterizedTest
    @CsvSource({
        "reviewer, /api/v1/cases",
        "reviewer, /desk",
        "lead, /api/v1/cases",
        "lead, /desk",
        "operator, /api/v1/agent-keys",
        "operator, /messages-out",
        "auditor, /api/v1/delegations?subject=x",
        "auditor, /labels",
        "analyst, /api/v1/labels",
        "analyst, /labels"
    })
    void ofAProgramThatActsOpenNothingOfPeople(String role, String path) {
        assertThat(as(OwnIssuer.claims(sub, role)).get(path).statusCode()).isEqualTo(200);
        refusedAsProgram(as(OwnIssuer.delegated("helper-bot", sub, role)).get(path));
        refusedAsProgram(
                as(OwnIssuer.delegated("helper-bot", sub, role, Role.AGENT)).get(path));
    }

    @Test
    void ofAProgramThatActsRuleOnNothing() {
        Response claimed = claim(OwnIssuer.claims(sub, "reviewer"), appealed());
        claimed.then().statusCode(201);
        String path = "/api/v1/cases/" + claimed.path("caseId");
        ObjectNode bot = OwnIssuer.delegated("helper-bot", sub, "reviewer");
        refusedAsProgram(claim(bot, type));
        refusedAsProgram(firstView(bot, path));
        firstView(OwnIssuer.claims(sub, "reviewer"), path).then().statusCode(200);
        refusedAsProgram(rule(bot, path, claimed));
        rule(OwnIssuer.claims(sub, "reviewer"), path, claimed).then().statusCode(201);
    }

    @ParameterizedTest
    @ValueSource(strings = {"operator", "lead"})
    void ofAProgramThatActsAreNobodysSecondPerson(String role) {
        refusedAsProgram(as(OwnIssuer.delegated("helper-bot", sub, role))
                .post("/api/v1/remedies/" + UUID.randomUUID() + "/approval"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"helper-bot\"",
                "[\"helper-bot\"]",
                "[{\"sub\": \"helper-bot\"}]",
                "7",
                "null",
                "{\"sub\": \"helper-bot\", \"act\": \"other-bot\"}",
                "{\"sub\": \"helper-bot\", \"act\": [\"other-bot\"]}",
                "{\"sub\": 7}",
                "{}"
            })
    void thatSayInNoKnownFormWhoActsAreRefused(String act) {
        ObjectNode claims = OwnIssuer.claims(sub, "agent");
        claims.set("act", Chain.tree("{\"act\": " + act + "}").get("act"));
        as(claims)
                .contentType(ContentType.JSON)
                .body(Chain.decision(type).toString())
                .post("/api/v1/decisions")
                .then()
                .statusCode(403)
                .body("detail", containsString("`act`"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"aud\": \"another-application\"}",
                "{\"aud\": [\"account\", \"another-application\"]}",
                "{\"aud\": null, \"azp\": \"another-application\"}",
                "{\"aud\": null}",
                "{\"typ\": \"ID\"}",
                "{\"at_hash\": \"x\"}"
            })
    void ofAnotherApplicationOpenNothing(String different) {
        ObjectNode claims = OwnIssuer.claims(sub, "reviewer");
        Chain.tree(different).properties().forEach(one -> {
            claims.set(one.getKey(), one.getValue());
            if (one.getValue().isNull()) {
                claims.remove(one.getKey());
            }
        });
        as(claims).get("/api/v1/cases").then().statusCode(401);
    }

    @Test
    void forThisApplicationAmongOthersAreGood() {
        ObjectNode claims = OwnIssuer.claims(sub, "reviewer").put("typ", "Bearer");
        claims.putArray("aud").add("account").add("redress");
        as(claims).get("/api/v1/cases").then().statusCode(200);
    }

    @Test
    void ofAPersonWithANewNameAreStillTheirs() {
        Response claimed = claim(OwnIssuer.claims(sub, "reviewer"), appealed());
        claimed.then().statusCode(201);
        ObjectNode renamed = OwnIssuer.claims(sub, "reviewer").put("preferred_username", Chain.fresh("mona"));
        as(renamed).get("/harness/api").then().statusCode(200).body("name", equalTo(sub));
        as(renamed).get("/harness/page").then().statusCode(200).body(containsString("Hello " + sub));
        String path = "/api/v1/cases/" + claimed.path("caseId");
        firstView(renamed, path).then().statusCode(200);
        rule(renamed, path, claimed).then().statusCode(201);
        assertThat(tables.column("SELECT reviewer_id FROM ruling WHERE case_id = '"
                        + claimed.path("caseId").toString() + "'"))
                .containsExactly(sub);
    }

    @Test
    void ofAnotherPersonWithTheSameNameInheritNothing() {
        String name = Chain.fresh("rita");
        as(OwnIssuer.claims(sub, "reviewer").put("preferred_username", name))
                .get("/harness/api")
                .then()
                .statusCode(200)
                .body("name", equalTo(name));
        ObjectNode successor =
                OwnIssuer.claims(UUID.randomUUID().toString(), "reviewer").put("preferred_username", name);
        as(successor)
                .get("/api/v1/cases")
                .then()
                .statusCode(403)
                .body("detail", containsString("another account"))
                .body("detail", containsString("user name"));
        as(successor).get("/desk").then().statusCode(403).body(containsString("another account"));
        as(successor.put("preferred_username", Chain.fresh("rita")))
                .get("/api/v1/cases")
                .then()
                .statusCode(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reviewer", "agent"})
    void withoutASubjectAreRefused(String role) {
        for (String empty : new String[] {null, "", " "}) {
            ObjectNode claims = OwnIssuer.claims(sub, role).put("sub", empty);
            if (empty == null) {
                claims.remove("sub");
            }
            assertThat(as(claims).get("/api/v1/remedies").statusCode())
                    .as("sub: %s", empty)
                    .isIn(401, 403);
        }
    }

    @Test
    void thatComeAtOnceMakeOnePerson() throws Exception {
        List<Callable<String>> calls = IntStream.range(0, 8)
                .mapToObj(i ->
                        OwnIssuer.token(OwnIssuer.claims(sub, "reviewer").put("preferred_username", sub + "-" + i)))
                .<Callable<String>>map(token -> () -> given().auth()
                        .oauth2(token)
                        .get("/harness/api")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("name"))
                .toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(calls.size())) {
            List<String> names = threads.invokeAll(calls).stream()
                    .map(Future::resultNow)
                    .distinct()
                    .toList();
            assertThat(names).hasSize(1);
            assertThat(tables.column("SELECT name FROM identity WHERE sub = '" + sub + "'"))
                    .isEqualTo(names);
        }
    }

    @Test
    void ofAnAgentNameThePersonBySubject() {
        String id = agentRecords();
        var made = as(OwnIssuer.claims(Chain.fresh("ada"), "auditor"))
                .get("/api/v1/delegations?subject=" + sub)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
        assertThat(made.getList("items.decisionId")).containsExactly(id);
        assertThat(made.getList("items.agentId")).containsExactly("helper-bot");
    }

    @Test
    void ofTheAgentThatDecidedDoNotTakeTheAppealBack() {
        String link = Chain.appealed(type);
        String appeal = "/api/v1/notices/" + link + "/appeal";
        as(OwnIssuer.delegated("demo-agent", sub, "agent"))
                .delete(appeal)
                .then()
                .statusCode(403)
                .body("detail", containsString("The agent that decided"));
        ObjectNode handedOn = OwnIssuer.delegated("helper-bot", sub, "agent");
        ((ObjectNode) handedOn.get("act")).putObject("act").put("sub", "demo-agent");
        as(handedOn).delete(appeal).then().statusCode(403);
        as(OwnIssuer.delegated("helper-bot", sub, "agent"))
                .delete(appeal)
                .then()
                .statusCode(204);
    }

    private String agentRecords() {
        return as(OwnIssuer.delegated("helper-bot", sub, "agent").put("preferred_username", "amal"))
                .contentType(ContentType.JSON)
                .body(Chain.decision(type).toString())
                .post("/api/v1/decisions")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    private String appealed() {
        as(OwnIssuer.claims(Chain.fresh("otto"), "operator"))
                .contentType(ContentType.JSON)
                .body("{\"name\": \"A test\", \"appealable\": true}")
                .put("/api/v1/decision-types/" + type)
                .then()
                .statusCode(200);
        Chain.appealed(type);
        return type;
    }

    private static Response claim(ObjectNode claims, String type) {
        return as(claims)
                .contentType(ContentType.JSON)
                .body(Map.of("type", type))
                .post("/api/v1/claims");
    }

    private static Response firstView(ObjectNode claims, String path) {
        return as(claims)
                .contentType(ContentType.JSON)
                .body(Map.of("leaning", "FOR_PERSON"))
                .put(path + "/first-view");
    }

    private static Response rule(ObjectNode claims, String path, Response claimed) {
        return as(claims)
                .contentType(ContentType.JSON)
                .header("If-Match", "\"1\"")
                .body(Chain.overturned(claimed.jsonPath().getLong("fence")).toString())
                .post(path + "/ruling");
    }

    private static RequestSpecification as(ObjectNode claims) {
        return given().auth().oauth2(OwnIssuer.token(claims));
    }

    private static ValidatableResponse refusedAsProgram(Response response) {
        return response.then().statusCode(403).body(containsString("program"));
    }
}
