package dev.redress.airline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import dev.redress.feedback.Made;
import dev.redress.feedback.SecondLevel;
import dev.redress.feedback.gate.PairedTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Two trials of the airline's agent stand for two versions: the first is labelled by the truth, the second is the
/// candidate.
@QuarkusTest
class AirlineGateTest {

    @Inject
    Tables tables;

    @Test
    void theGateNamesTheTasksWhoseResultFlippedInBothDirections() throws SQLException {
        Optional<AirlineData> data = AirlineData.find();
        if (data.isEmpty()) {
            System.out.println(AirlineData.ABSENT);
        }
        Assumptions.assumeTrue(data.isPresent(), AirlineData.ABSENT);
        String type = Made.type();
        List<Trajectory> first = trial(data.orElseThrow(), 0);
        Map<Integer, Trajectory> second =
                trial(data.orElseThrow(), 1).stream().collect(Collectors.toMap(Trajectory::task, one -> one));
        for (Trajectory one : first) {
            ObjectNode decision = Reading.decision(one, data.orElseThrow().policy());
            decision.put("type", type);
            rule(one, Chain.post(decision).then().statusCode(201).extract().path("id"));
        }
        JsonNode dataset = Made.dataset(type, type);
        List<JsonNode> export = Made.lines(dataset, "jsonl");
        assertThat(export).hasSize(25);

        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("dataset", dataset.get("id").asText());
        body.putObject("candidate").put("agent", "trial-1");
        ArrayNode outcomes = body.putArray("outcomes");
        int fixed = 0;
        int broken = 0;
        for (JsonNode label : export) {
            Trajectory now = second.get(task(label));
            boolean rightThen = label.get("label").asText().equals("correct");
            fixed += !rightThen && now.right() ? 1 : 0;
            broken += rightThen && !now.right() ? 1 : 0;
            outcomes.addObject()
                    .put("label", label.get("id").asText())
                    .put("outcome", now.outcome().code())
                    .put("correct", now.right());
        }
        Response gate = SignIn.as("ana")
                .contentType(ContentType.JSON)
                .body(body.toString())
                .post("/api/v1/gates");
        gate.then().statusCode(201);

        assertThat(fixed + broken).as("the trials differ").isPositive();
        assertThat(tasks(gate, "fixed"))
                .isEqualTo(those(
                        first, one -> !one.right() && second.get(one.task()).right()));
        assertThat(tasks(gate, "broken"))
                .isEqualTo(those(
                        first, one -> one.right() && !second.get(one.task()).right()));
        assertThat(tasks(gate, "returned"))
                .isEqualTo(those(
                        first, one -> !one.right() && !second.get(one.task()).right()));
        assertThat(gate.jsonPath().getDouble("whole.p")).isCloseTo(PairedTest.exactly(fixed, broken), offset(1e-6));
        assertThat(gate.<String>path("result")).isEqualTo("FAIL");
        System.out.println("airline gate: " + fixed + " fixed, " + broken + " broken, p = " + gate.path("whole.p"));
    }

    /// A reviewer who knows the truth rules on a case that was drawn at random.
    private void rule(Trajectory one, String decision) throws SQLException {
        String address = "/api/v1/cases/" + SecondLevel.open(tables, decision, "AUDIT", true);
        Response claim = SignIn.as("rita").contentType(ContentType.JSON).put(address + "/claim");
        Chain.firstView("rita", address.replaceAll(".*/", "")).then().statusCode(200);
        ObjectNode ruling = Made.ruling(claim.jsonPath().getLong("fence"), one.right() ? "UPHELD" : "OVERTURNED");
        ruling.remove("correctedFacts");
        if (!one.right()) {
            Reading.Corrected corrected = Reading.Corrected.of(one);
            ruling.putObject("correctedOutcome").put("code", corrected.code()).put("summary", corrected.summary());
        }
        Chain.rule("rita", address.replaceAll(".*/", ""), ruling).then().statusCode(201);
    }

    private static List<Trajectory> trial(AirlineData data, int trial) {
        return data.trajectories().stream().filter(one -> one.trial() == trial).toList();
    }

    private static Set<Integer> those(List<Trajectory> some, Predicate<Trajectory> which) {
        return some.stream().filter(which).map(Trajectory::task).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Integer> tasks(Response gate, String group) {
        return gate.<List<String>>path(group + ".externalId").stream()
                .map(name -> Integer.valueOf(name.split("/")[1]))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static int task(JsonNode label) {
        return Integer.parseInt(label.get("externalId").asText().split("/")[1]);
    }
}
