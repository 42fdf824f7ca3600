package dev.redress.insight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import dev.redress.feedback.SecondLevel;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// The numbers over HTTP, each computed once more from the label export alone.
@QuarkusTest
class EstimatesTest {

    @Inject
    Tables tables;

    private final String type = Chain.fresh("estimate");

    @Test
    void theErrorRateIsWhatTheExportedWeightsGive() throws SQLException {
        for (int i = 0; i < 24; i++) {
            audit(i < 12 ? 0.25 : 0.5, i % 6 == 0 ? "OVERTURNED" : "UPHELD");
        }
        for (int i = 0; i < 8; i++) {
            appeal(i < 5 ? "OVERTURNED" : "UPHELD");
        }
        JsonPath said = rates();
        double all = 0;
        double wrong = 0;
        double squares = 0;
        for (JsonNode label : labels()) {
            double weight = label.path("inclusionProbability").isNull()
                    ? 1
                    : 1 / label.path("inclusionProbability").asDouble();
            all += weight;
            squares += weight * weight;
            wrong += label.path("label").asText().equals("correct") ? 0 : weight;
        }
        assertThat(said.getLong("errorRate.n")).isEqualTo(32);
        assertThat(said.getLong("errorRate.audited")).isEqualTo(24);
        assertThat(said.getBoolean("errorRate.tooFew")).isFalse();
        assertThat(said.getDouble("errorRate.estimate")).isCloseTo(wrong / all, within(1e-6));
        assertThat(said.getDouble("errorRate.effectiveN")).isCloseTo(all * all / squares, within(1e-4));
        assertThat(said.getDouble("errorRate.low")).isLessThan(wrong / all);
        assertThat(said.getDouble("errorRate.high")).isGreaterThan(wrong / all);
        assertThat(said.getLong("overturnRateAmongAppeals.n")).isEqualTo(8);
        assertThat(said.getLong("overturnRateAmongAppeals.overturned")).isEqualTo(5);
        assertThat(said.getBoolean("overturnRateAmongAppeals.tooFew")).isTrue();
    }

    /// Trap T12: own-initiative reversals counted as won appeals.
    @Test
    void anOverturnedRulingThatNoAppealAskedForLeavesTheOverturnRateUnchanged() throws SQLException {
        for (int i = 0; i < 20; i++) {
            appeal(i < 4 ? "OVERTURNED" : "UPHELD");
        }
        Map<String, Object> before = rates().getMap("overturnRateAmongAppeals");
        assertThat(before).containsEntry("overturned", 4).containsEntry("n", 20).containsEntry("rate", 0.2f);
        for (String origin : List.of("SWEEP", "TRIGGER")) {
            own(origin, "OVERTURNED");
        }
        audit(0.5, "OVERTURNED");
        assertThat(rates().getMap("overturnRateAmongAppeals")).isEqualTo(before);
        List<JsonNode> asked = labels().stream()
                .filter(label -> label.path("selection").asText().equals("APPEAL"))
                .toList();
        assertThat(asked.stream().filter(label -> label.path("label").asText().equals("incorrect")))
                .hasSize(4);
        assertThat(asked).hasSize(20);
    }

    @Test
    void ofTooFewNothingIsSaidAndARateOfAppealsIsNeverAnErrorRate() throws SQLException {
        for (int i = 0; i < 3; i++) {
            appeal("OVERTURNED");
        }
        SignIn.as("otto")
                .queryParam("type", type)
                .get("/api/v1/estimates/error-rate")
                .then()
                .statusCode(200)
                .body("errorRate.tooFew", equalTo(true))
                .body("errorRate.fewerThan", equalTo(20))
                .body("errorRate.estimate", nullValue())
                .body("errorRate.low", nullValue())
                .body("overturnRateAmongAppeals.rate", nullValue());
    }

    @Test
    void aTimeBoundsTheDecisions() throws SQLException {
        appeal("OVERTURNED");
        for (Map.Entry<String, Integer> bound : Map.of("to", 0, "from", 1).entrySet()) {
            SignIn.as("ana")
                    .queryParam("type", type)
                    .queryParam(bound.getKey(), "2020-01-01T00:00:00Z")
                    .get("/api/v1/estimates/error-rate")
                    .then()
                    .body("errorRate.n", equalTo(bound.getValue()));
        }
        for (String none :
                List.of("now", "+300000000-01-01T00:00:00Z", "1960-01-01T00:00:00Z", "+12000-01-01T00:00:00Z")) {
            SignIn.as("ana")
                    .queryParam("from", none)
                    .get("/api/v1/estimates/error-rate")
                    .then()
                    .statusCode(400);
        }
        for (String path : Set.of("error-rate", "agreement")) {
            SignIn.as("rita").get("/api/v1/estimates/" + path).then().statusCode(403);
        }
    }

    private JsonPath rates() {
        return SignIn.as("ana")
                .queryParam("type", type)
                .get("/api/v1/estimates/error-rate")
                .jsonPath();
    }

    /// Of each decision the label that stands, as anybody finds it in the export.
    private List<JsonNode> labels() {
        List<JsonNode> all = SignIn.as("ana")
                .accept("application/x-ndjson")
                .get("/api/v1/labels?limit=1000")
                .asString()
                .lines()
                .filter(line -> line.contains(type))
                .map(line -> (JsonNode) Chain.tree(line))
                .toList();
        Set<String> retracted =
                all.stream().map(label -> label.path("retracts").asText()).collect(Collectors.toSet());
        Map<String, JsonNode> standing = new HashMap<>();
        all.stream()
                .filter(label -> !retracted.contains(label.path("id").asText()))
                .forEach(label -> standing.put(label.path("decisionId").asText(), label));
        return List.copyOf(standing.values());
    }

    private void appeal(String verdict) {
        Chain.appealed(type);
        String id = tables.column("SELECT id FROM review_case WHERE closed_at IS NULL AND type = '" + type + "'")
                .getFirst();
        rule(id, verdict);
    }

    private void audit(double probability, String verdict) throws SQLException {
        String decision = Chain.post(Chain.decision(type)).path("id");
        String id = SecondLevel.open(tables, decision, "AUDIT", false);
        tables.change("UPDATE review_case SET inclusion_probability = " + probability + " WHERE id = '" + id + "'");
        rule(id, verdict);
    }

    private void own(String origin, String verdict) throws SQLException {
        String decision = Chain.post(Chain.decision(type)).path("id");
        String id = SecondLevel.open(tables, decision, origin.equals("TRIGGER") ? "SWEEP" : origin, false);
        if (origin.equals("TRIGGER")) {
            tables.change(
                    "UPDATE review_case SET origin = 'TRIGGER', finding = '{\"kind\":\"TARGET_CHANGED\"}' WHERE id = '"
                            + id + "'");
        }
        rule(id, verdict);
    }

    private void rule(String id, String verdict) {
        var claimed = SignIn.as("rita").put("/api/v1/cases/" + id + "/claim");
        Chain.firstView("rita", id);
        var ruling = Chain.overturned(claimed.jsonPath().getLong("fence")).put("verdict", verdict);
        if (verdict.equals("UPHELD")) {
            ruling.remove(List.of("cause", "correctedOutcome", "correctedFacts", "remedy"));
        }
        Chain.rule("rita", id, ruling).then().statusCode(201);
    }
}
