package dev.redress.airline;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.SignIn;
import dev.redress.platform.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/// A hundred real conversations of a real agent, from the record to the label: who was wronged appeals, reviewers rule
/// by the truth, and the labels agree with it. One story, told by the API alone.
@QuarkusTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AirlineTest {

    private static final String ONE_BY_ONE = "airline-one-by-one";
    private static final String AT_ONCE = "airline-at-once";
    private static final String DECISIONS = "/api/v1/decisions";
    private static final int RIGHT_ONES = 6;
    /// The remedies of this trial are done before the person looks; those of the others are not.
    private static final int DONE_TRIAL = 2;
    /// For the remedies of this trial the reviewer sets a day earlier than the rule's.
    private static final int URGENT_TRIAL = 1;
    private static final List<String> REVIEWERS = List.of("rita", "ravi", "lena");
    private static final Pattern REVIEWER = Pattern.compile("(?i)\\b(" + String.join("|", REVIEWERS) + ")\\b");
    private static final List<String> HIDDEN =
            List.of("outcome", "reasons", "commitments", "actions", "calls", "extensions");
    /// What the record puts beside the members that were sent.
    private static final List<String> ADDED =
            List.of("id", "receivedAt", "contentDigest", "classified", "appealable", "appealClosesAt", "appealUrl");

    private record Ruled(
            Trajectory of, String labelId, String remedyId, String caseId, String verdict, String reasons) {}

    @Inject
    Rows rows;

    private AirlineData.Policy policy;
    private List<Trajectory> trajectories;
    private final Map<String, String> keys = new HashMap<>();
    private final Map<String, ObjectNode> sent = new LinkedHashMap<>();
    private final Map<String, JsonNode> receipts = new LinkedHashMap<>();
    private final Map<String, Ruled> rulings = new ConcurrentHashMap<>();
    private final List<String> toldToPeople = new ArrayList<>();

    @BeforeAll
    void readsTheConversations() {
        Optional<AirlineData> data = AirlineData.find();
        if (data.isEmpty()) {
            System.out.println(AirlineData.ABSENT);
        }
        Assumptions.assumeTrue(data.isPresent(), AirlineData.ABSENT);
        policy = data.orElseThrow().policy();
        trajectories = data.orElseThrow().trajectories();
        trajectories.forEach(one -> sent.put(one.name(), Reading.decision(one, policy)));
        System.out.println(counts());
    }

    @Test
    @Order(1)
    void recordsEveryDecision() {
        SignIn.as("otto")
                .contentType(ContentType.JSON)
                .body("""
                        {"name": "A request to the airline", "appealable": true,
                         "window": {"amount": 3660, "unit": "DAYS"}, "remedies": ["REDECIDE", "EXPLAIN"]}""")
                .put("/api/v1/decision-types/" + Reading.TYPE)
                .then()
                .statusCode(200);
        sent.forEach((name, decision) -> {
            Response response = agent(ONE_BY_ONE).body(Json.write(decision)).post(DECISIONS);
            assertThat(response.statusCode()).as(name + response.asString()).isEqualTo(201);
            receipts.put(name, json(response));
        });
        assertThat(receipts).hasSize(100);
        assertThat(receipts.values().stream().map(receipt -> receipt.get("id")).distinct())
                .hasSize(100);
    }

    @Test
    @Order(2)
    void recordsThemAllAtOnceForAnotherAgent() {
        JsonNode results = batch(AT_ONCE);
        assertThat(results).hasSize(100).allMatch(one -> one.get("status").intValue() == 201);
        Set<String> ids = new HashSet<>(results.findValuesAsText("id"));
        assertThat(ids).hasSize(100);
        receipts.values().forEach(receipt -> ids.remove(receipt.get("id").textValue()));
        assertThat(ids).as("another agent's decisions are others").hasSize(100);
    }

    @Test
    @Order(3)
    void answersARepetitionWithTheSameAndKeepsNothingTwice() throws Exception {
        Map<String, Long> before = rows.onceRead(ONE_BY_ONE, AT_ONCE);
        assertThat(before)
                .containsEntry("decision.agent_id", 200L)
                .containsEntry("policy_text.agent_id", 2L)
                .containsEntry("journal.decision_id", 200 + before.get("review_case.decision_id"));
        JsonNode first = batch(AT_ONCE);
        sent.forEach((name, decision) -> {
            Response response = agent(ONE_BY_ONE).body(Json.write(decision)).post(DECISIONS);
            response.then().statusCode(200).header("Idempotent-Replayed", "true");
            assertThat(json(response)).isEqualTo(receipts.get(name));
        });
        JsonNode lines = json(agent(AT_ONCE)
                        .contentType("application/x-ndjson")
                        .body(utf8(
                                sent.values().stream().map(JsonNode::toString).collect(Collectors.joining("\n"))))
                        .post(DECISIONS + "/batch"))
                .get("results");
        assertThat(lines).isEqualTo(first);
        JsonNode again = batch(ONE_BY_ONE);
        assertThat(batch(AT_ONCE))
                .isEqualTo(first)
                .allMatch(one -> one.get("status").intValue() == 200);
        int index = 0;
        for (JsonNode receipt : receipts.values()) {
            JsonNode result = again.get(index++);
            assertThat(result.get("status").intValue()).isEqualTo(200);
            assertThat(result.get("id")).isEqualTo(receipt.get("id"));
            assertThat(result.get("appealUrl")).isEqualTo(receipt.get("appealUrl"));
        }
        assertThat(rows.of(ONE_BY_ONE, AT_ONCE)).isEqualTo(before);
    }

    @Test
    @Order(4)
    void givesBackWhatWasSent() {
        receipts.forEach((name, receipt) -> {
            JsonNode read = json(
                    agent(ONE_BY_ONE).get(DECISIONS + "/" + receipt.get("id").textValue()));
            for (String member : List.of("id", "receivedAt", "contentDigest", "appealUrl", "appealClosesAt")) {
                assertThat(read.get(member)).as(member).isEqualTo(receipt.get(member));
            }
            assertThat(read.get("classified").booleanValue()).isTrue();
            assertThat(asSent(read)).isEqualTo(asSent(sent.get(name)));
        });
    }

    @Test
    @Order(5)
    void listsEachOfThemOnceThoughAllWereDecidedAtOneTime() {
        Map<String, JsonNode> listed = new TreeMap<>();
        String cursor = null;
        do {
            RequestSpecification request =
                    agent(ONE_BY_ONE).queryParam("type", Reading.TYPE).queryParam("limit", 33);
            JsonNode page = json((cursor == null ? request : request.queryParam("cursor", cursor)).get(DECISIONS));
            page.get("items")
                    .forEach(one -> assertThat(listed.put(one.get("externalId").textValue(), asSent(one)))
                            .isNull());
            cursor = page.path("next").textValue();
        } while (cursor != null);
        assertThat(listed.keySet()).isEqualTo(sent.keySet());
        listed.forEach((name, one) -> assertThat(one).isEqualTo(asSent(sent.get(name))));
    }

    @Test
    @Order(6)
    void takesTheAppealsOfThoseWhoWereWronged() {
        for (Trajectory one : appealed()) {
            JsonNode notice = json(given().get(notice(one)));
            assertThat(notice.get("outcome")).isEqualTo(sent.get(one.name()).get("outcome"));
            assertThat(notice.get("reasons")).isEqualTo(sent.get(one.name()).get("reasons"));
            assertThat(notice.at("/model/served").textValue()).isEqualTo("unknown");
            assertThat(notice.at("/policy/version").textValue()).isEqualTo(policy.version());
            ObjectNode appeal = JsonNodeFactory.instance.objectNode();
            appeal.putArray("grounds").add("RULE_MISAPPLIED");
            appeal.put("statement", Words.cut("I had asked: " + one.firstWords()));
            Response filed = file(one, appeal);
            assertThat(filed.statusCode()).as(filed.asString()).isEqualTo(201);
            Response again = file(one, appeal);
            assertThat(again.statusCode()).isEqualTo(200);
            assertThat(json(again).get("reference")).isEqualTo(json(filed).get("reference"));
            toldToPeople.addAll(List.of(notice.toString(), filed.asString(), again.asString()));
        }
    }

    @Test
    @Order(7)
    void rulesByTheTruthWhileOthersRuleToo() throws Exception {
        try (ExecutorService desks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> work = new ArrayList<>();
            REVIEWERS.forEach(reviewer -> work.add(desks.submit(() -> ruleUntilNothingIsLeft(reviewer))));
            int ruled = 0;
            for (Future<Integer> one : work) {
                ruled += one.get();
            }
            assertThat(ruled).isEqualTo(appealed().size());
        }
        assertThat(rulings.keySet()).isEqualTo(names(appealed()));
    }

    @Test
    @Order(8)
    void letsThePlatformDoWhatWasOrdered() {
        for (Ruled ruled : rulings.values()) {
            if (ruled.remedyId() == null) {
                continue;
            }
            String address = "/api/v1/remedies/" + ruled.remedyId();
            agent(AT_ONCE).get(address).then().statusCode(404);
            JsonNode remedy = json(agent(ONE_BY_ONE).get(address));
            assertThat(remedy.at("/target/actions")).isEqualTo(ruled.of().expected());
            assertThat(remedy.get("state").textValue()).isEqualTo("ORDERED");
            if (ruled.of().trial() == DONE_TRIAL) {
                agent(ONE_BY_ONE)
                        .body("{\"status\": \"DONE\", \"evidence\": {\"decided\": \"again\"}}")
                        .post(address + "/confirmation")
                        .then()
                        .statusCode(201);
            }
        }
    }

    @Test
    @Order(9)
    void tellsThePersonTheVerdictAndTheReasonsButNoName() {
        for (Trajectory one : trajectories) {
            if (!one.outcome().adverse()) {
                continue;
            }
            Response response = given().get(notice(one) + "/status");
            JsonNode status = json(response);
            toldToPeople.add(response.asString());
            toldToPeople.add(given().get(notice(one)).asString());
            Ruled ruled = rulings.get(one.name());
            if (ruled == null) {
                assertThat(status.get("state").textValue()).isEqualTo("NOT_APPEALED");
                continue;
            }
            assertThat(status.get("state").textValue()).isEqualTo("RULED");
            assertThat(status.at("/outcome/verdict").textValue()).isEqualTo(ruled.verdict());
            assertThat(status.at("/outcome/reasons").textValue()).isEqualTo(ruled.reasons());
            if (one.right()) {
                assertThat(status.get("remedies")).isEmpty();
                assertThat(status.get("outcome").has("correctedOutcome")).isFalse();
            } else {
                assertThat(status.at("/remedies/0/type").textValue()).isEqualTo("REDECIDE");
                assertThat(status.at("/remedies/0/state").textValue())
                        .isEqualTo(one.trial() == DONE_TRIAL ? "CONFIRMED" : "ORDERED");
                assertThat(status.at("/outcome/correctedOutcome/code").textValue())
                        .isEqualTo(Reading.Corrected.of(one).code());
                JsonNode clock = clock(status, "REMEDY");
                assertThat(clock.get("dueAt")).as("one deadline and not two").isEqualTo(status.at("/remedies/0/dueAt"));
                assertThat(clock.has("stoppedAt")).isEqualTo(one.trial() == DONE_TRIAL);
            }
            assertThat(clock(status, "RULING").has("stoppedAt")).isTrue();
            assertThat(status.get("timeline").findValuesAsText("what"))
                    .as("newest first")
                    .isEqualTo(timeline(one));
        }
        assertThat(toldToPeople)
                .isNotEmpty()
                .noneMatch(told -> REVIEWER.matcher(told).find());
    }

    @Test
    @Order(10)
    void givesOneLabelForEachRulingAndEachAgreesWithTheTruth() {
        Map<String, JsonNode> byName = new HashMap<>();
        assertThat(labelsByPages()).isEqualTo(labels());
        long position = 0;
        for (JsonNode label : labels()) {
            assertThat(label.get("position").longValue()).isGreaterThan(position);
            position = label.get("position").longValue();
            if (label.get("type").textValue().equals(Reading.TYPE)) {
                assertThat(byName.put(label.get("externalId").textValue(), label))
                        .isNull();
            }
        }
        assertThat(byName.keySet())
                .as("a label for each ruling, none for what nobody appealed")
                .isEqualTo(rulings.keySet());
        rulings.forEach((name, ruled) -> {
            JsonNode label = byName.get(name);
            ObjectNode decision = sent.get(name);
            assertThat(label.get("id").textValue()).isEqualTo(ruled.labelId());
            assertThat(label.get("caseId").textValue()).isEqualTo(ruled.caseId());
            assertThat(label.get("decisionId")).isEqualTo(receipts.get(name).get("id"));
            assertThat(label.get("label").textValue()).isEqualTo(ruled.of().right() ? "correct" : "incorrect");
            assertThat(label.get("verdict").textValue()).isEqualTo(ruled.verdict());
            assertThat(label.get("rationale").textValue()).isEqualTo(ruled.reasons());
            assertThat(label.get("agentOutcome")).isEqualTo(decision.get("outcome"));
            assertThat(label.get("input")).isEqualTo(withoutAddresses(decision.get("inputSnapshot")));
            assertThat(label.at("/agent/id").textValue()).isEqualTo(ONE_BY_ONE);
            assertThat(label.at("/agent/version").textValue())
                    .isEqualTo("trial-" + ruled.of().trial());
            assertThat(label.at("/model/served").textValue()).isEqualTo("unknown");
            assertThat(label.at("/policy/id").textValue()).isEqualTo("airline");
            assertThat(label.at("/policy/version").textValue()).isEqualTo(policy.version());
            assertThat(label.get("selection").textValue()).isEqualTo("APPEAL");
            assertThat(label.get("blind").booleanValue()).isTrue();
            if (ruled.of().right()) {
                assertThat(label.get("humanOutcome").isNull()).isTrue();
            } else {
                Reading.Corrected corrected = Reading.Corrected.of(ruled.of());
                assertThat(label.at("/humanOutcome/code").textValue()).isEqualTo(corrected.code());
                assertThat(label.at("/humanOutcome/summary").textValue()).isEqualTo(corrected.summary());
            }
        });
    }

    @Test
    @Order(11)
    void knowsThemInAnotherFormAndRefusesOtherContent() {
        sent.forEach((name, decision) -> {
            Response pretty =
                    agent(ONE_BY_ONE).body(utf8(decision.toPrettyString())).post(DECISIONS);
            assertThat(pretty.statusCode()).as(pretty.asString()).isEqualTo(200);
            assertThat(json(pretty)).isEqualTo(receipts.get(name));
            ObjectNode other = decision.deepCopy();
            ((ObjectNode) other.get("outcome")).put("summary", "Something else.");
            agent(ONE_BY_ONE).body(Json.write(other)).post(DECISIONS).then().statusCode(409);
        });
    }

    @Test
    @Order(12)
    void answersARepetitionWithTheSameEvenWhenAllIsRuled() throws Exception {
        Map<String, Long> before = rows.of(ONE_BY_ONE, AT_ONCE);
        sent.forEach((name, decision) -> {
            Response response = agent(ONE_BY_ONE).body(Json.write(decision)).post(DECISIONS);
            response.then().statusCode(200);
            assertThat(json(response)).isEqualTo(receipts.get(name));
        });
        assertThat(rows.of(ONE_BY_ONE, AT_ONCE)).isEqualTo(before);
    }

    /// Everyone who was wronged, and a few who were not but appeal all the same.
    private List<Trajectory> appealed() {
        List<Trajectory> appealed = new ArrayList<>(trajectories.stream()
                .filter(one -> one.outcome().adverse() && !one.right())
                .toList());
        trajectories.stream()
                .filter(one -> one.outcome().adverse() && one.right() && !one.changedSomething())
                .limit(RIGHT_ONES)
                .forEach(appealed::add);
        return appealed;
    }

    private static JsonNode clock(JsonNode status, String kind) {
        for (JsonNode clock : status.get("clocks")) {
            if (clock.get("kind").textValue().equals(kind)) {
                return clock;
            }
        }
        throw new AssertionError("no clock " + kind + " in " + status);
    }

    private static List<String> timeline(Trajectory one) {
        List<String> timeline = new ArrayList<>(List.of("DECIDED", "FILED", "TAKEN_UP", "RULED"));
        if (!one.right()) {
            timeline.add("REMEDY_ORDERED");
            if (one.trial() == DONE_TRIAL) {
                timeline.add("REMEDY_DONE");
            }
        }
        return timeline.reversed();
    }

    private int ruleUntilNothingIsLeft(String reviewer) {
        for (int ruled = 0; ; ruled++) {
            Response claim = claimNext(reviewer);
            if (claim.statusCode() == 204) {
                return ruled;
            }
            assertThat(claim.statusCode()).as(claim.asString()).isEqualTo(201);
            review(reviewer, json(claim));
        }
    }

    private void review(String reviewer, JsonNode claim) {
        String address = "/api/v1/cases/" + claim.get("caseId").textValue();
        JsonNode unseen = json(SignIn.as(reviewer).get(address));
        Trajectory one = named(unseen.get("externalId").textValue());
        HIDDEN.forEach(member ->
                assertThat(unseen.get("decision").has(member)).as(member).isFalse());
        assertThat(unseen.get("policyTexts")).hasSize(1);
        assertThat(unseen.at("/policyTexts/0").textValue()).isEqualTo(policy.text());
        SignIn.as(reviewer)
                .contentType(ContentType.JSON)
                .body("{\"leaning\": \"" + (one.right() ? "AGAINST" : "FOR_PERSON") + "\"}")
                .put(address + "/first-view")
                .then()
                .statusCode(200);
        Response seen = SignIn.as(reviewer).get(address);
        assertThat(json(seen).at("/decision/outcome"))
                .isEqualTo(sent.get(one.name()).get("outcome"));
        ObjectNode ruling = ruling(one).put("fence", claim.get("fence").longValue());
        Response ruled = SignIn.as(reviewer)
                .contentType(ContentType.JSON)
                .header("If-Match", seen.header("ETag"))
                .body(Json.write(ruling))
                .post(address + "/ruling");
        assertThat(ruled.statusCode()).as(ruled.asString()).isEqualTo(201);
        assertThat(json(ruled).get("remedyId").isNull()).isEqualTo(one.right());
        rulings.put(
                one.name(),
                new Ruled(
                        one,
                        json(ruled).get("labelId").textValue(),
                        json(ruled).get("remedyId").textValue(),
                        claim.get("caseId").textValue(),
                        ruling.get("verdict").textValue(),
                        ruling.get("reasons").textValue()));
    }

    private static ObjectNode ruling(Trajectory one) {
        ObjectNode ruling = JsonNodeFactory.instance.objectNode();
        if (one.right()) {
            return ruling.put("verdict", "UPHELD")
                    .put("reasons", "The policy does not allow what " + one.userId() + " asked for.");
        }
        Reading.Corrected corrected = Reading.Corrected.of(one);
        ruling.put("verdict", "OVERTURNED").put("cause", "MODEL_ERROR").put("reasons", corrected.summary());
        ruling.putObject("correctedOutcome").put("code", corrected.code()).put("summary", corrected.summary());
        ObjectNode remedy = ruling.putObject("remedy");
        if (one.trial() == URGENT_TRIAL) {
            remedy.put("dueAt", Instant.now().plus(2, ChronoUnit.DAYS).toString());
        }
        remedy.put("type", "REDECIDE")
                .put("description", "Do what the policy demands.")
                .putObject("target")
                .set("actions", one.expected());
        return ruling;
    }

    private Response claimNext(String reviewer) {
        return SignIn.as(reviewer)
                .contentType(ContentType.JSON)
                .body("{\"type\": \"" + Reading.TYPE + "\", \"origin\": \"APPEAL\"}")
                .post("/api/v1/claims");
    }

    private Response file(Trajectory one, ObjectNode appeal) {
        return given().contentType(ContentType.JSON).body(Json.write(appeal)).post(notice(one) + "/appeal");
    }

    private String notice(Trajectory one) {
        String url = receipts.get(one.name()).get("appealUrl").textValue();
        return "/api/v1/notices/" + url.substring(url.lastIndexOf('/') + 1);
    }

    private static Set<String> names(List<Trajectory> some) {
        return some.stream().map(Trajectory::name).collect(Collectors.toSet());
    }

    private JsonNode batch(String agent) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ArrayNode decisions = body.putArray("decisions");
        sent.values().forEach(decisions::add);
        Response response = agent(agent).body(Json.write(body)).post(DECISIONS + "/batch");
        response.then().statusCode(200);
        return json(response).get("results");
    }

    /// The same labels read in small pages.
    private static List<JsonNode> labelsByPages() {
        List<JsonNode> labels = new ArrayList<>();
        long after = 0;
        while (true) {
            JsonNode page = json(SignIn.as("ana")
                    .accept(ContentType.JSON)
                    .queryParam("after", after)
                    .queryParam("limit", 7)
                    .get("/api/v1/labels"));
            page.get("items").forEach(labels::add);
            if (page.path("next").isNull() || page.path("next").isMissingNode()) {
                return labels;
            }
            after = page.get("next").longValue();
        }
    }

    private static List<JsonNode> labels() {
        Response response = SignIn.as("ana").accept("application/x-ndjson").get("/api/v1/labels");
        response.then().statusCode(200);
        return new String(response.asByteArray(), StandardCharsets.UTF_8)
                .lines()
                .map(AirlineData::tree)
                .toList();
    }

    /// As labels carry it: each address of a mailbox has a placeholder, numbered as they come.
    private static JsonNode withoutAddresses(JsonNode input) {
        Map<String, String> placeholders = new HashMap<>();
        return AirlineData.tree(Pattern.compile("[\\w.]+@\\w+\\.com")
                .matcher(input.toString())
                .replaceAll(found ->
                        placeholders.computeIfAbsent(found.group(), _ -> "[EMAIL_" + (placeholders.size() + 1) + "]")));
    }

    private RequestSpecification agent(String id) {
        String key = keys.computeIfAbsent(
                id,
                _ -> SignIn.as("otto")
                        .contentType(ContentType.JSON)
                        .body("{\"agentId\": \"" + id + "\"}")
                        .post("/api/v1/agent-keys")
                        .then()
                        .statusCode(201)
                        .extract()
                        .path("key"));
        return given().auth().oauth2(key).contentType(ContentType.JSON);
    }

    private Trajectory named(String name) {
        return trajectories.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode asSent(JsonNode read) {
        ObjectNode kept = Json.tree(Json.write(read)).deepCopy();
        return kept.remove(ADDED);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode json(Response response) {
        return Json.tree(response.asByteArray());
    }

    /// How many decisions there are of each kind, right and wrong.
    private String counts() {
        Map<Trajectory.Outcome, int[]> counts = new TreeMap<>();
        int changed = 0;
        for (Trajectory one : trajectories) {
            counts.computeIfAbsent(one.outcome(), _ -> new int[2])[one.right() ? 0 : 1]++;
            changed += one.outcome() == Trajectory.Outcome.DENIED && one.changedSomething() ? 1 : 0;
        }
        StringBuilder line = new StringBuilder("airline, right/wrong:");
        counts.forEach((outcome, count) -> line.append(" %s %d/%d,".formatted(outcome.code(), count[0], count[1])));
        return line.append(" and of the denied, %d had changed something".formatted(changed))
                .toString();
    }
}
