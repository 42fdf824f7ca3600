package dev.redress.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import dev.redress.Together;
import dev.redress.platform.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class LabelsTest {

    @Inject
    Tables tables;

    @Test
    void everyRulingHasExactlyOneOfTheSameTransaction() {
        ruled();
        assertThat(tables.column(
                        "SELECT r.id FROM ruling r LEFT JOIN label l ON l.ruling_id = r.id AND l.xmin = r.xmin "
                                + "GROUP BY r.id HAVING count(l.id) <> 1"))
                .isEmpty();
    }

    @Test
    void oneSaysWhatWasDecidedAndWhatShouldHaveBeen() {
        long before = last();
        Response ruling = ruled();
        SignIn.as("ana")
                .queryParam("after", before)
                .accept("application/json")
                .get("/api/v1/labels")
                .then()
                .statusCode(200)
                .body("items[0].id", equalTo(ruling.path("labelId")))
                .body("items[0].caseId", equalTo(ruling.path("caseId")))
                .body("items[0].input.purchase", equalTo("2026-08-01"))
                .body("items[0].agentOutcome.code", equalTo("denied"))
                .body("items[0].humanOutcome.code", equalTo("approved"))
                .body("items[0].label", equalTo("incorrect"))
                .body("items[0].verdict", equalTo("OVERTURNED"))
                .body("items[0].cause", equalTo("WRONG_FACT"))
                .body("items[0].selection", equalTo("APPEAL"))
                .body("items[0].reviewers", equalTo(1));
    }

    @Test
    void theStreamHasALineForEachInTheOrderOfPositions() {
        long before = last();
        ruled();
        ruled();
        Response stream = SignIn.as("ana").queryParam("after", before).get("/api/v1/labels");
        stream.then().statusCode(200).header("Content-Type", startsWith("application/x-ndjson"));
        List<Long> positions = new ArrayList<>();
        stream.asString()
                .lines()
                .map(Chain::tree)
                .map(label -> label.get("position").longValue())
                .forEach(positions::add);
        assertThat(positions).hasSize(2).isSorted().doesNotHaveDuplicates();
        assertThat(SignIn.as("ana")
                        .queryParam("after", before)
                        .queryParam("limit", 1)
                        .get("/api/v1/labels")
                        .asString()
                        .lines())
                .hasSize(1);
    }

    @Test
    void aPageSaysWhereTheNextBegins() {
        long before = last();
        ruled();
        ruled();
        Response page = SignIn.as("ada")
                .queryParam("after", before)
                .queryParam("limit", 1)
                .accept("application/json")
                .get("/api/v1/labels");
        assertThat(page.<List<?>>path("items")).hasSize(1);
        Response rest = SignIn.as("ada")
                .queryParam("after", page.jsonPath().getLong("next"))
                .accept("application/json")
                .get("/api/v1/labels");
        assertThat(rest.<List<?>>path("items")).hasSize(1);
        assertThat(rest.<Object>path("next")).isNull();
    }

    @Test
    void rulingsAtOnceGetPositionsWithoutAGap() throws Exception {
        List<String> types = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            types.add(Chain.fresh("labels"));
            Chain.appealed(types.getLast());
        }
        long before = last();
        Together.call(8, i -> Chain.overturn("rita", types.get(i)));
        List<Long> positions = new ArrayList<>();
        for (JsonNode label : Chain.tree(SignIn.as("ana")
                        .queryParam("after", before)
                        .accept("application/json")
                        .get("/api/v1/labels")
                        .asString())
                .get("items")) {
            positions.add(label.get("position").longValue() - before);
        }
        assertThat(positions).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rita", "lena", "otto"})
    void onlyAnalystsAndAuditorsReadThem(String person) {
        SignIn.as(person).get("/api/v1/labels").then().statusCode(403);
        Chain.agent().get("/api/v1/labels").then().statusCode(403);
    }

    @Test
    void aSecondLevelThatComesToAnotherVerdictRetractsTheFirst() throws Exception {
        Response first = ruled();
        long before = last();
        SecondLevel.rule(tables, first, "UPHELD").then().statusCode(201);
        JsonNode label = labelsAfter(before).getFirst();
        assertThat(label.get("retracts").asText()).isEqualTo(first.path("labelId"));
        assertThat(label.get("selection").asText()).isEqualTo("SECOND_LEVEL");
        assertThat(label.get("label").asText()).isEqualTo("correct");
        assertThat(label.get("reviewers").intValue()).isEqualTo(2);
        assertThat(label.get("agreement").doubleValue()).isEqualTo(0.5);
        assertThat(tables.column("SELECT detail FROM journal WHERE act = 'LABEL_RETRACTED' AND decision_id = '"
                        + label.get("decisionId").asText() + "'"))
                .singleElement()
                .asString()
                .contains(first.<String>path("labelId"))
                .contains(label.get("id").asText());
    }

    @Test
    void aSecondLevelThatAgreesRetractsNothing() throws Exception {
        Response first = ruled();
        long before = last();
        SecondLevel.rule(tables, first, "OVERTURNED").then().statusCode(201);
        JsonNode label = labelsAfter(before).getFirst();
        assertThat(label.get("retracts").isNull()).isTrue();
        assertThat(label.get("reviewers").intValue()).isEqualTo(2);
        assertThat(label.get("agreement").doubleValue()).isEqualTo(1);
    }

    @Test
    void readingAgainFromAPositionGivesTheSameRows() throws Exception {
        long before = last();
        Response first = ruled();
        byte[] once = SignIn.as("ana")
                .queryParam("after", before)
                .get("/api/v1/labels")
                .asByteArray();
        SecondLevel.rule(tables, first, "UPHELD").then().statusCode(201);
        byte[] again = SignIn.as("ana")
                .queryParam("after", before)
                .get("/api/v1/labels")
                .asByteArray();
        assertThat(again).startsWith(once);
        assertThat(SignIn.as("ana")
                        .queryParam("after", before)
                        .get("/api/v1/labels")
                        .asByteArray())
                .isEqualTo(again);
    }

    @Test
    void bigOnesAreReadToTheLastToo() {
        long before = last();
        String type = Chain.fresh("labels");
        for (int i = 0; i < 7; i++) {
            byte[] random = new byte[450_000];
            new java.util.Random(i).nextBytes(random);
            Made.ruled(
                    type,
                    "UPHELD",
                    decision -> decision.put(
                            "inputSnapshot", java.util.Base64.getEncoder().encodeToString(random)));
        }
        assertThat(labelsAfter(before)).hasSize(7);
        Response page = SignIn.as("ana")
                .queryParam("after", before)
                .accept("application/json")
                .get("/api/v1/labels");
        assertThat(page.<List<?>>path("items")).hasSizeBetween(1, 6);
        assertThat(page.<Object>path("next")).isNotNull();
    }

    /// What packs well is many times as big once it is unpacked.
    @Test
    void onesThatPackWellAreReadInPiecesToo() {
        long before = last();
        String type = Chain.fresh("labels");
        for (int i = 0; i < 9; i++) {
            Made.ruled(type, "UPHELD", decision -> decision.put("inputSnapshot", "so ".repeat(200_000)));
        }
        assertThat(labelsAfter(before)).hasSize(9);
        Response page = SignIn.as("ana")
                .queryParam("after", before)
                .accept("application/json")
                .get("/api/v1/labels");
        assertThat(page.<List<?>>path("items")).hasSizeBetween(1, 8);
        assertThat(page.<Object>path("next")).isNotNull();
    }

    @Test
    void aSecondReviewerOfARulingThatAnotherApprovedMakesThree() {
        long before = last();
        ruled();
        ObjectNode tree = (ObjectNode) labelsAfter(before).getFirst();
        Label approved = Json.read(tree.put("reviewers", 2), Label.class);
        assertThat(approved.seenAgain(9, approved.id(), approved.verdict(), approved.createdAt())
                        .agreement())
                .isEqualTo(1);
    }

    @Test
    void carriesNoPersonalDataButSaysWhereItWas() {
        long before = last();
        String type = Chain.fresh("labels");
        ObjectNode decision = Chain.decision(type);
        decision.putObject("inputSnapshot").put("mail", "From mia@example.com: call 030 901820");
        decision.putArray("erased").add("/inputSnapshot/secret");
        Chain.appeal(Chain.token(Chain.post(decision).path("appealUrl"))).then().statusCode(201);
        Response claimed = Chain.claim("rita", type);
        Chain.firstView("rita", claimed.path("caseId")).then().statusCode(200);
        ObjectNode ruling = Chain.overturned(claimed.jsonPath().getLong("fence"));
        ruling.put("reasons", "mia@example.com showed the receipt.");
        Chain.rule("rita", claimed.path("caseId"), ruling).then().statusCode(201);
        JsonNode label = labelsAfter(before).getFirst();
        assertThat(label.toString()).doesNotContain("mia@").doesNotContain("901820");
        assertThat(label.at("/input/mail").asText()).isEqualTo("From [EMAIL_1]: call [PHONE_1]");
        assertThat(label.get("rationale").asText()).isEqualTo("[EMAIL_1] showed the receipt.");
        assertThat(label.get("redactions"))
                .extracting(JsonNode::asText)
                .containsExactly("/inputSnapshot/secret", "/input/mail", "/rationale");
    }

    @Test
    void factsThatAreNamesAreNotToldEither() {
        long before = last();
        String type = Chain.fresh("labels");
        ObjectNode decision = Chain.decision(type);
        decision.withArrayProperty("facts")
                .addObject()
                .put("id", "f3")
                .put("name", "Last name")
                .put("value", "Muller");
        Chain.appeal(Chain.token(Chain.post(decision).path("appealUrl"))).then().statusCode(201);
        Response claimed = Chain.claim("rita", type);
        Chain.firstView("rita", claimed.path("caseId")).then().statusCode(200);
        ObjectNode ruling = Chain.overturned(claimed.jsonPath().getLong("fence"));
        ruling.putArray("correctedFacts").addObject().put("id", "f3").put("value", "Müller");
        ruling.put("reasons", "Not Muller, but Müller.");
        Chain.rule("rita", claimed.path("caseId"), ruling).then().statusCode(201);
        JsonNode label = labelsAfter(before).getFirst();
        assertThat(label.toString()).doesNotContain("Muller").doesNotContain("Müller");
        assertThat(label.at("/humanOutcome/facts/0/value").asText()).isEqualTo("[NAME_2]");
        assertThat(label.get("rationale").asText()).isEqualTo("Not [NAME_1], but [NAME_2].");
    }

    private static List<JsonNode> labelsAfter(long position) {
        return SignIn.as("ana")
                .queryParam("after", position)
                .get("/api/v1/labels")
                .asString()
                .lines()
                .map(Chain::tree)
                .map(JsonNode.class::cast)
                .toList();
    }

    private static Response ruled() {
        String type = Chain.fresh("labels");
        Chain.appealed(type);
        return Chain.overturn("rita", type);
    }

    private long last() {
        return Long.parseLong(
                tables.column("SELECT coalesce(max(position), 0) FROM label").getFirst());
    }
}
