package dev.redress.feedback.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import dev.redress.appeal.SecondOpinion;
import dev.redress.appeal.Verdict;
import dev.redress.feedback.Made;
import dev.redress.feedback.SecondLevel;
import dev.redress.platform.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class DatasetsTest {

    @Inject
    Tables tables;

    @Inject
    Event<SecondOpinion> opinions;

    private String type;
    private String name;

    @BeforeEach
    void registersATypeOfItsOwn() {
        type = Made.type();
        name = type;
    }

    @Test
    void aDigestIsThatOfTheCanonicalLines() {
        Made.ruled(type, "OVERTURNED");
        Made.ruled(type, "UPHELD");
        JsonNode dataset = Made.dataset(name, type);
        byte[] lines = Made.export(dataset, "jsonl");
        assertThat(dataset.get("digest").asText())
                .isEqualTo("sha256:" + HexFormat.of().formatHex(Ids.sha256().digest(lines)));
        assertThat(new String(lines).lines()).hasSize(2);
        assertThat(dataset.get("version").intValue()).isEqualTo(1);
        assertThat(dataset.at("/counts/verdicts").toString()).isEqualTo("{\"OVERTURNED\":1,\"UPHELD\":1}");
        assertThat(dataset.get("card").asText())
                .contains("It is not a random sample (APPEAL 2): appeals choose themselves");
        assertThat(tables.column("SELECT actor_id FROM journal WHERE act = 'DATASET_FROZEN' AND detail LIKE '%"
                        + dataset.get("id").asText() + "%'"))
                .containsExactly("ana");
    }

    @Test
    void aVersionStaysAsItIsAndTheSameContentMakesNoOther() {
        Made.ruled(type, "OVERTURNED");
        Response first = Made.freeze(name, Map.of("type", type));
        first.then().statusCode(201).header("Location", endsWith("/api/v1/datasets/" + first.path("id")));
        byte[] lines = Made.export(Chain.tree(first.asString()), "jsonl");
        Made.freeze(name, Map.of("type", type))
                .then()
                .statusCode(200)
                .body("id", equalTo(first.path("id")))
                .body("version", equalTo(1));
        Made.ruled(type, "UPHELD");
        Made.freeze(name, Map.of("type", type))
                .then()
                .statusCode(201)
                .header("Location", notNullValue())
                .body("version", equalTo(2))
                .body("items", equalTo(2));
        assertThat(Made.export(Chain.tree(first.asString()), "jsonl")).isEqualTo(lines);
    }

    @Test
    void aLabelThatWasRetractedIsLeftOutAndWhatTookItsPlaceIsNotBlind() throws SQLException {
        Response first = Made.ruled(type, "OVERTURNED");
        JsonNode before = Made.dataset(name, type);
        SecondLevel.rule(tables, first, "UPHELD").then().statusCode(201);
        Made.freeze(name + "-later", Map.of("type", type)).then().statusCode(422);
        JsonNode after = Chain.tree(Made.freeze(name + "-later", Map.of("type", type, "includeNotBlind", true))
                .asString());
        assertThat(Made.lines(after, "jsonl"))
                .singleElement()
                .satisfies(line -> assertThat(line.get("retracts").asText()).isEqualTo(first.path("labelId")));
        assertThat(after.at("/counts/leftOut/retracted").intValue()).isEqualTo(1);
        assertThat(after.at("/counts/severalReviewers").intValue()).isEqualTo(1);
        assertThat(after.get("card").asText()).contains("1 of the labels are not blind");
        SignIn.as("ana")
                .get("/api/v1/datasets/" + before.get("id").asText())
                .then()
                .statusCode(200)
                .body("items", equalTo(1))
                .body("retractedSince", equalTo(1));
    }

    @Test
    void aSecondReviewerWhoAgreesRetractsNothing() {
        Response first = Made.ruled(type, "OVERTURNED");
        JsonNode before = Made.dataset(name, type);
        QuarkusTransaction.requiringNew()
                .run(() -> opinions.fire(
                        new SecondOpinion(UUID.fromString(first.path("id")), Verdict.OVERTURNED, Instant.now())));
        JsonNode after = Made.dataset(name, type);
        assertThat(after.get("items").intValue()).isEqualTo(1);
        assertThat(after.at("/counts/leftOut/retracted").intValue()).isZero();
        SignIn.as("ana")
                .get("/api/v1/datasets/" + before.get("id").asText())
                .then()
                .body("retractedSince", equalTo(0));
    }

    @Test
    void aRulingThatAnotherApprovedRestsOnTwoReviewers() {
        Chain.register(type, Map.of("secondApproval", true));
        Chain.appealed(type);
        Response claimed = Chain.claim("rita", type);
        String caseId = claimed.path("caseId");
        Chain.firstView("rita", caseId).then().statusCode(200);
        Chain.rule("rita", caseId, Chain.overturned(claimed.jsonPath().getLong("fence")));
        Chain.firstView("ravi", caseId).then().statusCode(200);
        SignIn.as("ravi")
                .contentType(ContentType.JSON)
                .body(Map.of("approve", true))
                .put("/api/v1/cases/" + caseId + "/approval")
                .then()
                .statusCode(200);
        JsonNode dataset = Made.dataset(name, type);
        assertThat(dataset.at("/counts/severalReviewers").intValue()).isEqualTo(1);
    }

    @Test
    void aRandomSampleThatIsCutByVerdictIsNone() throws SQLException {
        for (String verdict : List.of("UPHELD", "OVERTURNED")) {
            String decision = Chain.post(Chain.decision(type)).path("id");
            SecondLevel.rule(SecondLevel.open(tables, decision, "AUDIT", false), verdict)
                    .then()
                    .statusCode(201);
        }
        Map<String, Object> filter = new HashMap<>(Map.of("type", type, "includeNotBlind", true));
        assertThat(Made.freeze(name, filter).<String>path("card")).contains("It is a random sample");
        filter.put("verdicts", List.of("OVERTURNED"));
        assertThat(Made.freeze(name, filter).<String>path("card")).doesNotContain("It is a random sample");
    }

    @Test
    void otherSplitsMakeAnotherVersion() {
        Made.ruled(type, "OVERTURNED");
        Map<String, Object> body = new HashMap<>(Map.of("name", name, "filter", Map.of("type", type)));
        body.put("splits", Map.of("train", 100));
        Made.freeze(body).then().statusCode(201);
        body.put("splits", Map.of("train", 99, "test", 1));
        Made.freeze(body).then().statusCode(201).body("splits.test", equalTo(1));
    }

    @Test
    void aDecisionIsInItOnce() throws SQLException {
        Response first = Made.ruled(type, "OVERTURNED");
        SecondLevel.rule(tables, first, "OVERTURNED").then().statusCode(201);
        JsonNode dataset = Chain.tree(
                Made.freeze(name, Map.of("type", type, "includeNotBlind", true)).asString());
        assertThat(Made.lines(dataset, "jsonl"))
                .singleElement()
                .satisfies(line -> assertThat(line.get("selection").asText()).isEqualTo("SECOND_LEVEL"));
        assertThat(dataset.at("/counts/leftOut/older").intValue()).isEqualTo(1);
    }

    @Test
    void verdictsThatSayNothingOfRightAndWrongAreLeftOutUnlessAskedFor() {
        Made.ruled(type, "REMITTED");
        Made.ruled(type, "UPHELD");
        JsonNode dataset = Made.dataset(name, type);
        assertThat(dataset.get("items").intValue()).isEqualTo(1);
        assertThat(dataset.at("/counts/leftOut/notTelling").intValue()).isEqualTo(1);
        Made.freeze(name, Map.of("type", type, "verdicts", List.of("REMITTED")))
                .then()
                .statusCode(201)
                .body("items", equalTo(1))
                .body("counts.verdicts.REMITTED", equalTo(1));
    }

    @Test
    void aPersonIsOnOneSideAndEachStratumIsDividedAlike() {
        for (int i = 0; i < 30; i++) {
            String subject = "person-" + i % 20;
            Made.ruled(
                    type,
                    i % 20 < 10 ? "OVERTURNED" : "UPHELD",
                    decision -> decision.putObject("subject").put("ref", subject));
        }
        JsonNode dataset = Chain.tree(Made.freeze(
                        Map.of("name", name, "filter", Map.of("type", type), "splits", Map.of("one", 50, "two", 50)))
                .asString());
        Map<String, Set<String>> sides = new HashMap<>();
        Map<String, Integer> shares = new TreeMap<>();
        for (JsonNode line : Made.lines(dataset, "jsonl")) {
            String subject = tables.column("SELECT subject_ref FROM label WHERE id = '"
                            + line.get("id").asText() + "'")
                    .getFirst();
            sides.computeIfAbsent(subject, _ -> new TreeSet<>())
                    .add(line.get("split").asText());
            shares.merge(line.get("verdict").asText() + " " + line.get("split").asText(), 1, Integer::sum);
        }
        assertThat(sides).hasSize(20);
        assertThat(sides.values()).allMatch(split -> split.size() == 1);
        assertThat(shares.get("OVERTURNED one")).isBetween(9, 11);
        assertThat(shares.get("UPHELD one")).isBetween(4, 6);
        assertThat(shares.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(30);
    }

    @Test
    void itemsAreReadInPieces() {
        Made.ruled(type, "UPHELD");
        Made.ruled(type, "UPHELD");
        Made.ruled(type, "OVERTURNED");
        String address =
                "/api/v1/datasets/" + Made.dataset(name, type).get("id").asText() + "/items";
        Response page = SignIn.as("ada").queryParam("limit", 2).get(address);
        assertThat(page.<List<?>>path("items")).hasSize(2);
        Response rest = SignIn.as("ada")
                .queryParam("after", page.jsonPath().getLong("next"))
                .get(address);
        assertThat(rest.<List<?>>path("items")).hasSize(1);
        assertThat(rest.<Object>path("next")).isNull();
    }

    @Test
    void anAgentSeesWhatHoldsItsOwnLabelsOnly() {
        Made.ruled(type, "UPHELD");
        String all = Made.dataset(name, type).get("id").asText();
        String own = Made.freeze(name + "-own", Map.of("type", type, "agent", "demo-agent"))
                .path("id");
        Chain.agent().get("/api/v1/datasets/" + all).then().statusCode(404);
        Chain.agent().get("/api/v1/datasets/" + all + "/export").then().statusCode(404);
        Chain.agent().get("/api/v1/datasets/" + own).then().statusCode(200);
        assertThat(Chain.agent().get("/api/v1/datasets").<List<String>>path("items.id"))
                .contains(own)
                .doesNotContain(all);
    }

    @Test
    void theDatabaseRefusesToChangeOne() {
        Made.ruled(type, "UPHELD");
        Made.dataset(name, type);
        assertThatThrownBy(() -> tables.change("UPDATE dataset SET items = 2 WHERE name = '" + name + "'"))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> tables.change("DELETE FROM dataset_item")).hasMessageContaining("append-only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"name\": \"Über\"}",
                "{\"name\": \"a\", \"splits\": {\"a\": 50}}",
                "{\"name\": \"a\", \"splits\": {\"a'b\": 100}}",
                "{\"name\": \"a\", \"splits\": {\"a\": null}}",
                "{\"name\": \"a\", \"filter\": {\"verdicts\": [\"MAYBE\"]}}",
                "{\"name\": \"a\", \"filter\": {\"from\": \"soon\"}}",
                "{\"name\": \"a\", \"filter\": {\"type\": 1}}",
                "{\"name\": \"a\", \"filter\": {\"type\": \"no-such-type\"}}",
                "{\"name\": \"a\", \"filter\": {\"verdicts\": [null]}}",
                "{\"name\": \"a\", \"filter\": {\"selections\": [null]}}",
                "{\"name\": \"a\", \"filter\": {\"from\": \"+1000000000-12-31T23:59:59Z\"}}",
                "{\"name\": \"a\", \"more\": 1}"
            })
    void whatCannotBeFrozenIsRefused(String body) {
        SignIn.as("ana")
                .contentType(ContentType.JSON)
                .body(body)
                .post("/api/v1/datasets")
                .then()
                .statusCode(422)
                .contentType("application/problem+json");
    }

    @Test
    void aSelectionThatThereIsNotIsNamed() {
        SignIn.as("ana")
                .contentType(ContentType.JSON)
                .body("{\"name\": \"a\", \"filter\": {\"selections\": [\"APPEAL\", \"NOPE\"]}}")
                .post("/api/v1/datasets")
                .then()
                .statusCode(422)
                .body("errors.pointer", equalTo(List.of("/filter/selections/1")));
    }

    @Test
    void onlyAnalystsFreeze() {
        for (String person : List.of("rita", "otto", "ada", "lena")) {
            SignIn.as(person)
                    .contentType(ContentType.JSON)
                    .body("{\"name\": \"a\"}")
                    .post("/api/v1/datasets")
                    .then()
                    .statusCode(403);
        }
        SignIn.as("ana")
                .get("/api/v1/datasets/" + java.util.UUID.randomUUID())
                .then()
                .statusCode(404);
        SignIn.as("ana").get("/api/v1/datasets/nonsense").then().statusCode(404);
    }

    @Test
    void whatNoFormatOrSplitIsCalledIsRefused() {
        Made.ruled(type, "UPHELD");
        String address =
                "/api/v1/datasets/" + Made.dataset(name, type).get("id").asText() + "/export";
        SignIn.as("ana").queryParam("format", "xls").get(address).then().statusCode(400);
        SignIn.as("ana").queryParam("split", "x' OR 1=1").get(address).then().statusCode(400);
    }
}
