package dev.redress.decision.commitment;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import dev.redress.decision.Finding;
import dev.redress.platform.Json;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class CommitmentsTest {

    @Inject
    Tables tables;

    @Inject
    Commitments commitments;

    private final String type = Chain.fresh("commitments");

    @BeforeEach
    void aTypeWithStrictPayouts() {
        Chain.register(type, Map.of("blind", false, "commitments", Map.of("PAYOUT", "READ_BACK")));
    }

    @ParameterizedTest(name = "{0} by {1}: {2}, backed {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "REFUND | {}                                                            | NONE          | false",
                "REFUND | {'status': 'ERROR', 'result': {'a': 1}, 'readBack': {'a': 1}} | NONE          | false",
                "REFUND | {'status': 'OK'}                                              | SELF_REPORTED | false",
                "REFUND | {'status': 'OK', 'result': {'a': 1}}                          | TOOL_RESPONSE | true",
                "PAYOUT | {'status': 'OK', 'result': {'a': 1}}                          | TOOL_RESPONSE | false",
                "PAYOUT | {'status': 'OK', 'readBack': {'a': 1}}                        | READ_BACK     | true",
                "PAYOUT | {'status': 'OK', 'countersignature': 'sig'}                   | COUNTERSIGNED | true",
            })
    void areBackedByWhatIsOnRecord(String kind, String action, String evidence, boolean backed) {
        ObjectNode done = Chain.tree(action.replace('\'', '"')).put("id", "a1");
        String token = Chain.token(posted(promising(kind, null, List.of(done))).path("appealUrl"));
        get("/api/v1/notices/" + token)
                .then()
                .statusCode(200)
                .body("commitments[0].evidence", equalTo(evidence))
                .body("commitments[0].backed", equalTo(backed));
        assertThat(get("/a/" + token + "/notice?lang=en")
                        .asString()
                        .contains("Nothing on record shows that this was done."))
                .isEqualTo(!backed);
    }

    @Test
    void aDoneOutcomeWithAnUnbackedCommitmentOpensACase() {
        posted(promising("REFUND", null, List.of()));
        Response claimed = awaitCase("rita");
        SignIn.as("rita")
                .get("/api/v1/cases/" + claimed.path("caseId"))
                .then()
                .body("origin", equalTo("TRIGGER"))
                .body("finding.kind", equalTo("COMMITMENT_UNBACKED"))
                .body("finding.commitments[0].id", equalTo("c1"))
                .body("finding.commitments[0].evidence", equalTo("NONE"))
                .body("commitments[0].backed", equalTo(false));
        Chain.claim("ravi", type).then().statusCode(204);
    }

    @Test
    void aBackedOneOpensNone() {
        posted(promising("REFUND", null, List.of(answered())));
        awaitState("CONFIRMED");
        Chain.claim("rita", type).then().statusCode(204);
    }

    @Test
    void aRefusalIsNotSaidToBeDone() throws InterruptedException {
        ObjectNode decision = promising("REFUND", null, List.of());
        decision.withObjectProperty("outcome").put("adverse", true);
        posted(decision);
        awaitState("OPEN");
        Chain.claim("rita", type).then().statusCode(204);
    }

    @Test
    void onesThatComeDueUnbackedOpenACase() throws InterruptedException {
        ObjectNode decision = promising("REFUND", Instant.now().plus(Duration.ofDays(5)), List.of());
        decision.withObjectProperty("outcome").put("adverse", true);
        posted(decision);
        awaitState("OPEN");
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(6))) {
            awaitState("EXPIRED");
            Response claimed = awaitCase("rita");
            SignIn.as("rita")
                    .get("/api/v1/cases/" + claimed.path("caseId"))
                    .then()
                    .body("finding.kind", equalTo("COMMITMENT_OVERDUE"));
        }
    }

    @Test
    void oneThatCannotBeMarkedKeepsNoOther() throws Exception {
        ObjectNode decision = promising("REFUND", Instant.now().plus(Duration.ofDays(5)), List.of());
        decision.withObjectProperty("outcome").put("adverse", true);
        String stuck = posted(decision).path("id");
        String other = posted(decision.put("externalId", Chain.fresh("order"))).path("id");
        awaitState("OPEN");
        tables.change("CREATE FUNCTION refuse_mark() RETURNS trigger LANGUAGE plpgsql AS "
                + "'BEGIN RAISE EXCEPTION ''not this one''; END'");
        tables.change("CREATE TRIGGER refuse_mark BEFORE UPDATE ON commitment FOR EACH ROW WHEN (OLD.decision_id = '"
                + stuck + "') EXECUTE FUNCTION refuse_mark()");
        String expired = "SELECT decision_id FROM commitment WHERE state = 'EXPIRED' AND decision_id IN ('" + stuck
                + "', '" + other + "')";
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(6))) {
            for (int i = 0; i < 50 && tables.column(expired).isEmpty(); i++) {
                Thread.sleep(100);
            }
        } finally {
            tables.change("DROP FUNCTION refuse_mark CASCADE");
        }
        assertThat(tables.column(expired)).containsExactly(other);
    }

    @Test
    void onesThatAreBackedInTimeOpenNone() throws InterruptedException {
        ObjectNode decision = promising("PAYOUT", Instant.now().plus(Duration.ofDays(5)), List.of());
        decision.withObjectProperty("outcome").put("adverse", true);
        Response recorded = posted(decision);
        back(recorded, "{\"id\": \"a7\", \"status\": \"OK\", \"result\": {\"a\": 1}}")
                .then()
                .statusCode(201)
                .body("evidence", equalTo("TOOL_RESPONSE"))
                .body("state", equalTo("OPEN"));
        back(recorded, "{\"id\": \"a8\", \"status\": \"OK\", \"readBack\": {\"a\": 1}}")
                .then()
                .statusCode(201)
                .body("state", equalTo("CONFIRMED"));
        String token = Chain.token(recorded.path("appealUrl"));
        get("/api/v1/notices/" + token).then().body("commitments[0].backed", equalTo(true));
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(6))) {
            Thread.sleep(2_500);
            assertThat(states()).containsOnly("CONFIRMED");
            Chain.claim("rita", type).then().statusCode(204);
        }
    }

    @Test
    void onlyTheirAgentShowsThatTheyWereKept() {
        Response recorded = posted(promising("REFUND", null, List.of(answered())));
        back(recorded, "{\"id\": \"a7\"}").then().statusCode(422);
        Chain.agent()
                .body("{\"id\": \"a7\", \"status\": \"OK\"}")
                .post("/api/v1/commitments/" + recorded.path("id") + "/c9/actions")
                .then()
                .statusCode(404);
        SignIn.as("otto")
                .contentType("application/json")
                .body("{\"id\": \"a7\", \"status\": \"OK\"}")
                .post("/api/v1/commitments/" + recorded.path("id") + "/c1/actions")
                .then()
                .statusCode(403);
    }

    @Test
    void theSameActionCountsOnceAndActionsHaveAnEnd() {
        Response recorded = posted(promising("PAYOUT", null, List.of()));
        String action = "{\"id\": \"a%d\", \"status\": \"OK\", \"result\": {\"a\": 1}}";
        back(recorded, action.formatted(0)).then().statusCode(201);
        back(recorded, action.formatted(0)).then().statusCode(200).body("evidence", equalTo("TOOL_RESPONSE"));
        for (int i = 1; i < Commitments.ACTIONS; i++) {
            back(recorded, action.formatted(i)).then().statusCode(201);
        }
        back(recorded, action.formatted(Commitments.ACTIONS)).then().statusCode(422);
        back(recorded, action.formatted(0)).then().statusCode(200);
        assertThat(tables.column(
                        "SELECT count(*) FROM commitment_action WHERE decision_id = '" + recorded.path("id") + "'"))
                .containsExactly("" + Commitments.ACTIONS);
        get("/api/v1/notices/" + Chain.token(recorded.path("appealUrl")))
                .then()
                .statusCode(200)
                .body("commitments[0].evidence", equalTo("TOOL_RESPONSE"));
    }

    @Test
    void anActionThatDidNotWorkMakesThemFailed() {
        Response recorded = posted(promising("REFUND", null, List.of()));
        back(recorded, "{\"id\": \"a7\", \"status\": \"ERROR\"}").then().body("state", equalTo("FAILED"));
    }

    @Test
    void eachHasAnIdOfItsOwn() {
        ObjectNode decision = promising("REFUND", null, List.of());
        decision.withArrayProperty("commitments").addObject().put("id", "c1").put("text", "And a letter.");
        Chain.agent()
                .body(Json.write(decision))
                .post("/api/v1/decisions")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/commitments/1"));
    }

    /// Fails for the commitments of this id, as a fault in whatever sees findings would.
    @Singleton
    static class Failing {
        private static final AtomicBoolean FAILS = new AtomicBoolean();

        void see(@Observes Finding finding) {
            if (FAILS.get() && finding.detail().toString().contains("id=fails")) {
                throw new IllegalStateException("made to fail");
            }
        }
    }

    @Test
    void oneDecisionThatCannotBeReadHoldsUpNoOther() {
        Failing.FAILS.set(true);
        try {
            ObjectNode bad = promising("REFUND", null, List.of());
            ((ObjectNode) bad.at("/commitments/0")).put("id", "fails");
            posted(bad);
            posted(promising("REFUND", null, List.of(answered())));
            awaitState("CONFIRMED");
            assertThat(states()).containsExactly("CONFIRMED");
        } finally {
            Failing.FAILS.set(false);
            QuarkusTransaction.requiringNew()
                    .run(() -> commitments
                            .getEntityManager()
                            .createNativeQuery("UPDATE commitment_unread SET failed_at = NULL")
                            .executeUpdate());
        }
        awaitState("OPEN");
    }

    /// The sweep has made the commitments and not committed yet when an action comes.
    @Test
    void areReadOnceThoughAnActionComesMeanwhile() throws Exception {
        for (int attempt = 0; attempt < 10; attempt++) {
            Response recorded = posted(promising("REFUND", null, List.of()));
            AtomicBoolean swept = new AtomicBoolean();
            try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
                Future<Response> action = QuarkusTransaction.requiringNew().call(() -> {
                    swept.set(commitments.readSome(100, Instant.now()) > 0);
                    Future<Response> comes = threads.submit(
                            () -> back(recorded, "{\"id\": \"a7\", \"status\": \"OK\", \"result\": {\"a\": 1}}"));
                    Thread.sleep(500);
                    return comes;
                });
                action.get().then().statusCode(201);
            }
            if (swept.get()) {
                return;
            }
        }
        throw new AssertionError("the sweep of the service was always first");
    }

    /// What is stored must be readable again: the framework reads no more than our own reader.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\": \"a7\", \"status\": \"OK\", \"result\": {\"x\": %s}}",
                "{\"id\": \"a7\", \"status\": \"OK\", \"result\": {\"%s%<s%<s%<s%<s\": 1}}"
            })
    void numbersAndNamesThatAreTooLongAreNotTaken(String action) {
        Response recorded = posted(promising("REFUND", null, List.of(answered())));
        back(recorded, action.formatted("1".repeat(500)))
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1000000000-12-31T23:59:59Z", "-1000000000-01-01T00:00:00Z", "+10000-01-01T00:00:00Z"})
    void yearsThatNoOtherReaderTakesAreNotTaken(String at) {
        Response recorded = posted(promising("REFUND", null, List.of(answered())));
        back(recorded, "{\"id\": \"a7\", \"status\": \"OK\", \"at\": \"" + at + "\"}")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/at"));
        back(recorded, "{\"id\": \"a7\", \"status\": \"OK\", \"at\": \"2026-11-23T09:30:00Z\"}")
                .then()
                .statusCode(201);
    }

    @Test
    void areCountedByVersionOfTheAgent() throws InterruptedException {
        String version = Chain.fresh("v");
        for (int i = 0; i < 3; i++) {
            ObjectNode decision = promising("REFUND", null, i == 0 ? List.of() : List.of(answered()));
            decision.withObjectProperty("outcome").put("adverse", true);
            decision.putPOJO("agent", Map.of("version", version));
            posted(decision);
        }
        awaitState("OPEN");
        Response rates = SignIn.as("ana").get("/api/v1/commitments/rates");
        rates.then()
                .statusCode(200)
                .body("items.findAll { it.agentVersion == '" + version + "' }.n", hasItem(3))
                .body("items.findAll { it.agentVersion == '" + version + "' }.unbacked", hasItem(1))
                .body("items.findAll { it.agentVersion == '" + version + "' }.tooFew", hasItem(true));
    }

    @Test
    void aRateCarriesItsInterval() {
        UnbackedRate rate = UnbackedRate.of("a", "1", 100, 20);
        assertThat(rate.rate()).isEqualTo(0.2);
        assertThat(rate.low()).isCloseTo(0.1333, org.assertj.core.data.Offset.offset(0.0001));
        assertThat(rate.high()).isCloseTo(0.2888, org.assertj.core.data.Offset.offset(0.0001));
    }

    private ObjectNode promising(String kind, Instant due, List<ObjectNode> actions) {
        ObjectNode decision = Chain.decision(type);
        decision.withObjectProperty("outcome").put("code", "approved").put("adverse", false);
        ObjectNode commitment =
                Chain.tree("{\"id\": \"c1\", \"text\": \"You get your money back.\", \"actions\": [\"a1\"]}");
        commitment.put("type", kind);
        if (due != null) {
            commitment.put("dueAt", due.toString());
        }
        decision.putArray("commitments").add(commitment);
        decision.putArray("actions").addAll(actions);
        return decision;
    }

    private static ObjectNode answered() {
        return Chain.tree("{\"id\": \"a1\", \"status\": \"OK\", \"result\": {\"refund\": \"r1\"}}");
    }

    private static Response posted(ObjectNode decision) {
        Response recorded = Chain.agent().body(Json.write(decision)).post("/api/v1/decisions");
        recorded.then().statusCode(201);
        return recorded;
    }

    private static Response back(Response recorded, String action) {
        return Chain.agent().body(action).post("/api/v1/commitments/" + recorded.path("id") + "/c1/actions");
    }

    private Response awaitCase(String person) {
        for (int i = 0; i < 100; i++) {
            Response claimed = Chain.claim(person, type);
            if (claimed.statusCode() == 201) {
                return claimed;
            }
            sleep();
        }
        throw new AssertionError("no case came");
    }

    private void awaitState(String state) {
        for (int i = 0; i < 100; i++) {
            if (states().contains(state)) {
                return;
            }
            sleep();
        }
        throw new AssertionError("no commitment is " + state + ", but " + states());
    }

    private List<String> states() {
        return tables.column("SELECT c.state FROM commitment c JOIN decision d ON d.id = c.decision_id WHERE d.type = '"
                + type + "'");
    }

    private static void sleep() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
