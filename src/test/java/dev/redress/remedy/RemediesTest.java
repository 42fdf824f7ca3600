package dev.redress.remedy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.Receiver;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import dev.redress.Together;
import dev.redress.access.Role;
import dev.redress.appeal.RemedyMoved;
import dev.redress.feedback.SecondLevel;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class RemediesTest {

    private final String type = Chain.fresh("remedies");

    @Inject
    OverdueKeeper keeper;

    @Inject
    Tables tables;

    @Singleton
    static class Listener {
        static final List<RemedyMoved> MOVED = new CopyOnWriteArrayList<>();

        void hear(@Observes RemedyMoved moved) {
            MOVED.add(moved);
        }
    }

    @BeforeEach
    void aTypeOfItsOwn() {
        Chain.register(type, Map.of("blind", false));
    }

    @Test
    void isConfirmedByThePlatformWhereNobodyCanLook() {
        String remedy = Debts.ordered(type);
        Debts.say(remedy, "DONE").then().statusCode(201).body("state", equalTo("CONFIRMED"));
        Debts.say(remedy, "DONE").then().statusCode(201).body("state", equalTo("CONFIRMED"));
        Debts.say(remedy, "FAILED").then().statusCode(409).body("type", endsWith("/already-done"));
        assertThat(Listener.MOVED.stream()
                        .filter(one -> one.step().id().equals(UUID.fromString(remedy)))
                        .map(one -> one.step().state().name()))
                .containsExactly("ORDERED", "CONFIRMED");
    }

    /// It would be stored, and the page that shows it could never read it again.
    @Test
    void takeNoEvidenceThatCannotBeReadAgain() {
        String remedy = Debts.ordered(type);
        Chain.agent()
                .body("{\"status\": \"DONE\", \"evidence\": {\"x\": " + "1".repeat(500) + "}}")
                .post("/api/v1/remedies/" + remedy + "/confirmation")
                .then()
                .statusCode(400)
                .contentType("application/problem+json");
        assertThat(Debts.state(remedy)).isEqualTo("ORDERED");
    }

    @Test
    void byHandNeedsASecondPerson() {
        String remedy = Debts.ordered(type);
        Debts.approve("lena", remedy).then().statusCode(409).body("type", endsWith("/nothing-to-approve"));
        Debts.enter("otto", remedy)
                .then()
                .statusCode(201)
                .body("state", equalTo("REPORTED"))
                .body("awaits", equalTo("otto"));
        Debts.approve("otto", remedy).then().statusCode(409).body("type", endsWith("/second-person-needed"));
        assertThat(Debts.state(remedy)).isEqualTo("REPORTED");
        Debts.approve("lena", remedy).then().statusCode(201).body("state", equalTo("CONFIRMED"));
        Debts.approve("lena", remedy).then().statusCode(409);
    }

    @Test
    @TestSecurity(
            user = "helper",
            roles = {Role.AGENT, Role.OPERATOR})
    void byHandIsNotForAProgramThatIsAlsoAnOperator() {
        RestAssured.post("/api/v1/remedies/" + UUID.randomUUID() + "/approval")
                .then()
                .statusCode(403);
    }

    @Test
    void byHandIsNotForReviewersAndAgents() {
        String remedy = Debts.ordered(type);
        Debts.enter("rita", remedy).then().statusCode(403);
        Debts.enter("lena", remedy).then().statusCode(403);
        Debts.say(remedy, "FAILED");
        Debts.approve("rita", remedy).then().statusCode(403);
        Chain.agent().post("/api/v1/remedies/" + remedy + "/approval").then().statusCode(403);
    }

    @Test
    void thatFailedMayBeSaidToBeDoneLater() {
        String remedy = Debts.ordered(type);
        Debts.say(remedy, "FAILED").then().statusCode(201).body("state", equalTo("FAILED"));
        Debts.say(remedy, "DONE").then().statusCode(201).body("state", equalTo("CONFIRMED"));
    }

    @Test
    void goesBackToAReviewerWithBothVersionsWhenTheTargetHasChanged() {
        String remedy = orderedOn("\"v1\"");
        isStaleNow(remedy);
        Debts.say(remedy, "DONE").then().statusCode(409).body("type", endsWith("/with-a-reviewer"));

        Chain.claim("rita", type).then().statusCode(204); // who ruled before is not asked again
        Response claimed = Chain.claim("ravi", type);
        claimed.then().statusCode(201);
        String caseId = claimed.path("caseId");
        SignIn.as("ravi")
                .get("/api/v1/cases/" + caseId)
                .then()
                .body("origin", equalTo("TRIGGER"))
                .body("finding.kind", equalTo("TARGET_CHANGED"))
                .body("finding.etagAtDecision", equalTo("\"v1\""))
                .body("finding.etagNow", equalTo("\"v2\""))
                .body("appeal", notNullValue());

        Response again = Chain.rule("ravi", caseId, claimed.jsonPath().getLong("fence"));
        again.then().statusCode(201);
        assertThat(Debts.state(again.path("remedyId"))).isEqualTo("ORDERED");
        SignIn.as("otto").get("/api/v1/remedies?state=STALE&limit=100").then().body("items.id", not(hasItem(remedy)));
        Debts.say(again.path("remedyId"), Debts.said("DONE", "v2"))
                .then()
                .statusCode(201)
                .body("state", equalTo("CONFIRMED"));
    }

    @Test
    void thatCameBackIsOwedNoMoreOnceAReviewerSaysThatNothingIsToBeDone() {
        String remedy = orderedOn("\"v1\"");
        isStaleNow(remedy);
        Response claimed = Chain.claim("ravi", type);
        Chain.rule("ravi", claimed.path("caseId"), Chain.tree("""
                        {"fence": %d, "verdict": "UPHELD", "clause": "3.2",
                         "reasons": "It was paid another way.", "note": "Clear."}""".formatted(
                                claimed.jsonPath().getLong("fence"))))
                .then()
                .statusCode(201);
        assertThat(clocksThatRun(remedy)).isZero();
    }

    @Test
    void isStaleWhateverIsSaidWhenTheTagIsAnother() {
        String remedy = orderedOn("\"v1\"");
        Debts.say(remedy, Debts.said("DONE", "v9")).then().statusCode(201).body("state", equalTo("STALE"));
        String same = orderedOn("\"v1\"");
        Debts.say(same, Debts.said("DONE", "v1")).then().body("state", equalTo("CONFIRMED"));
    }

    @Test
    void isCountedAndToldWhenItsTimeHasPassed() {
        try (Receiver receiver = Receiver.answering(200)) {
            String webhook = hooked(receiver, "remedy.overdue");
            String remedy = Debts.ordered(type);
            try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(15))) {
                awaitNews(receiver, remedy);
                SignIn.as("otto")
                        .get("/api/v1/remedies?overdue=true&limit=100")
                        .then()
                        .statusCode(200)
                        .body("overdue", greaterThan(0))
                        .body("counts.ORDERED", greaterThan(0))
                        .body("items.overdue", hasItem(true));
                SignIn.as("otto").get("/api/v1/remedies/" + remedy).then().body("overdue", equalTo(true));
            }
            SignIn.as("otto").delete("/api/v1/webhooks/" + webhook);
        }
    }

    @Test
    void oneThatCannotBeMarkedKeepsNoOther() throws Exception {
        String stuck = Debts.ordered(type);
        String other = Debts.ordered(type);
        tables.change("CREATE FUNCTION refuse_mark() RETURNS trigger LANGUAGE plpgsql AS "
                + "'BEGIN RAISE EXCEPTION ''not this one''; END'");
        tables.change("CREATE TRIGGER refuse_mark BEFORE UPDATE ON remedy_standing FOR EACH ROW WHEN (OLD.remedy_id = '"
                + stuck + "') EXECUTE FUNCTION refuse_mark()");
        String noticed = "SELECT remedy_id FROM remedy_standing WHERE overdue_at IS NOT NULL AND remedy_id IN ('"
                + stuck + "', '" + other + "')";
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(15))) {
            for (int i = 0; i < 50 && tables.column(noticed).isEmpty(); i++) { // by its own turn, or by this one
                keeper.notice();
                Thread.sleep(100);
            }
        } finally {
            tables.change("DROP FUNCTION refuse_mark CASCADE");
        }
        assertThat(tables.column(noticed)).containsExactly(other);
    }

    @Test
    void isUnknownWhileTheAnswerIsLostAndOrderedOnceItIsTaken() {
        try (Receiver receiver = new Receiver(_ -> Receiver.Answer.of(200).after(Duration.ofMillis(-1)))) {
            String webhook = hooked(receiver, "remedy.ordered");
            String remedy = Debts.ordered(type);
            Debts.await(remedy, "UNKNOWN");
            receiver.now(_ -> Receiver.Answer.of(202));
            // Past the third wait: on a slow machine more than one try was lost before the answer changed.
            try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofMinutes(6))) {
                Debts.await(remedy, "ORDERED");
            }
            SignIn.as("otto").delete("/api/v1/webhooks/" + webhook);
        }
    }

    @Test
    void isListedForItsAgentOnly() {
        String remedy = Debts.ordered(type);
        Chain.agent()
                .get("/api/v1/remedies?state=ORDERED&limit=100")
                .then()
                .statusCode(200)
                .body("counts.ORDERED", greaterThan(0));
        String key = SignIn.as("otto")
                .contentType(ContentType.JSON)
                .body(Map.of("agentId", Chain.fresh("other")))
                .post("/api/v1/agent-keys")
                .path("key");
        Chain.agent(key)
                .get("/api/v1/remedies")
                .then()
                .statusCode(200)
                .body("counts.ORDERED", equalTo(0))
                .body("items", equalTo(List.of()));
        Chain.agent(key).get("/api/v1/remedies/" + remedy).then().statusCode(404);
        SignIn.as("ana").get("/api/v1/remedies").then().statusCode(403);
        RestAssured.get("/api/v1/remedies").then().statusCode(401);
    }

    @Test
    void isNotOrderedAgainOfAPlatformThatFoundItChangedAndThenFailed() {
        try (Receiver receiver = Receiver.answering(500)) {
            receiver.now(got -> {
                String remedy = Chain.tree(got.body()).at("/data/remedyId").asText();
                Debts.say(remedy, Debts.said("STALE", "v2"));
                return Receiver.Answer.of(500);
            });
            String webhook = hooked(receiver, "remedy.ordered");
            String remedy = orderedOn("\"v1\"");
            Debts.await(remedy, "STALE");
            String delivery = "SELECT d.state || ' ' || d.tries FROM delivery d JOIN news n ON n.id = d.news_id"
                    + " WHERE d.webhook_id = '" + webhook + "' AND n.about = '" + remedy + "'";
            await(delivery, "CALLED_OFF 1");
            SignIn.as("otto")
                    .post("/api/v1/webhooks/deliveries/"
                            + tables.column("SELECT id FROM delivery WHERE webhook_id = '" + webhook + "'")
                                    .getFirst() + "/replay")
                    .then()
                    .statusCode(409)
                    .body("type", endsWith("/called-off"));
            SignIn.as("otto").delete("/api/v1/webhooks/" + webhook);
        }
    }

    /// A monitor that hears of the order, too, does not say what came of it.
    @Test
    void staysUnknownWhenSomebodyElseTakesTheOrder() {
        try (Receiver payer = new Receiver(_ -> Receiver.Answer.of(200).after(Duration.ofMillis(-1)));
                Receiver monitor = new Receiver(_ -> Receiver.Answer.of(200).after(Duration.ofMillis(1_000)))) {
            String first = hooked(payer, "remedy.ordered");
            String second = hooked(monitor, "remedy.ordered");
            String remedy = Debts.ordered(type);
            Debts.await(remedy, "UNKNOWN");
            await(
                    "SELECT d.state FROM delivery d JOIN news n ON n.id = d.news_id WHERE d.webhook_id = '" + second
                            + "' AND n.about = '" + remedy + "'",
                    "DELIVERED");
            assertThat(Debts.state(remedy)).isEqualTo("UNKNOWN");
            SignIn.as("otto").delete("/api/v1/webhooks/" + first);
            SignIn.as("otto").delete("/api/v1/webhooks/" + second);
        }
    }

    @Test
    void byHandCountsThoughThePlatformSaidTheSame() {
        try (Receiver silent = mute()) {
            putProbe(silent.url("/"), "Bearer x").then().statusCode(200);
            String remedy = Debts.ordered(type);
            Debts.say(remedy, "DONE").then().statusCode(201).body("state", equalTo("REPORTED"));
            Debts.enter("otto", remedy).then().statusCode(201).body("awaits", equalTo("otto"));
            Debts.approve("lena", remedy).then().statusCode(201).body("state", equalTo("CONFIRMED"));
            endProbe();
        }
    }

    @Test
    void isUnknownWhenNobodyCanLookAnyMore() {
        try (Receiver silent = mute()) {
            putProbe(silent.url("/"), null).then().statusCode(200);
            String remedy = Debts.ordered(type);
            Debts.say(remedy, "DONE").then().statusCode(201).body("state", equalTo("REPORTED"));
            endProbe();
            try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofHours(1))) {
                Debts.await(remedy, "UNKNOWN");
            }
        }
    }

    @Test
    void isLookedAtWithoutAnAnswerWhenTheAnswerCannotBeRead() {
        try (Receiver broken = new Receiver(_ -> new Receiver.Answer(200, Map.of(), "{\"x\": 1e99999999999}", 0))) {
            putProbe(broken.url("/"), null).then().statusCode(200);
            String remedy = Debts.ordered(type);
            Debts.say(remedy, "DONE").then().statusCode(201).body("state", equalTo("REPORTED"));
            await("SELECT seen FROM probe_result WHERE remedy_id = '" + remedy + "'", "NO_ANSWER");
            endProbe();
        }
    }

    @Test
    void areProbedUnderOneNameHoweverManyPutItThere() throws Exception {
        assertThat(Together.call(6, _ -> putProbe("http://127.0.0.1:9/", null).statusCode()))
                .containsOnly(200);
        endProbe();
    }

    @Test
    void showNoCredentialToAnotherHost() {
        putProbe("http://127.0.0.1:9/a", "Bearer secret").then().body("authorized", equalTo(true));
        putProbe("http://127.0.0.1:9/b", null).then().body("authorized", equalTo(true));
        putProbe("http://127.0.0.1:10/b", null).then().statusCode(200).body("authorized", equalTo(false));
        endProbe();
    }

    @Test
    void leaveTheClockRunningWhileAnotherIsOwed() throws Exception {
        String first = orderedOn("\"v1\"");
        isStaleNow(first);
        Response claimed = Chain.claim("ravi", type);
        String second = Chain.rule(
                        "ravi", claimed.path("caseId"), claimed.jsonPath().getLong("fence"))
                .path("remedyId");
        tables.change(
                "UPDATE remedy_standing SET settled_by = NULL, state = 'FAILED' WHERE remedy_id = '" + first + "'");
        Debts.say(second, "DONE").then().body("state", equalTo("CONFIRMED"));
        assertThat(clocksThatRun(first)).isEqualTo(1);
        Debts.say(first, "DONE").then().body("state", equalTo("CONFIRMED"));
        assertThat(clocksThatRun(first)).isZero();
    }

    @Test
    void thatCameBackIsNotSettledByTheAnswerToAnotherQuestion() throws Exception {
        String remedy = orderedOn("\"v1\"");
        isStaleNow(remedy);
        String decision = SignIn.as("otto").get("/api/v1/remedies/" + remedy).path("decisionId");
        SecondLevel.rule(SecondLevel.open(tables, decision, "AUDIT", false), "UPHELD")
                .then()
                .statusCode(201);
        assertThat(tables.column("SELECT settled_by FROM remedy_standing WHERE remedy_id = '" + remedy + "'"))
                .containsOnlyNulls();
    }

    @Test
    void areListedUntilTheyAreConfirmed() {
        Debts.say(Debts.ordered(type), "DONE").then().statusCode(201);
        Chain.agent()
                .get("/api/v1/remedies?limit=100")
                .then()
                .statusCode(200)
                .body("items.state", not(hasItem("CONFIRMED")));
    }

    private static Receiver mute() {
        return new Receiver(_ -> Receiver.Answer.of(200).after(Duration.ofMillis(-1)));
    }

    private Response putProbe(String url, String credential) {
        ObjectNode probe = Chain.tree("{\"expect\": [{\"pointer\": \"/x\", \"value\": 1}]}");
        probe.put("decisionType", type).put("url", url);
        if (credential != null) {
            probe.put("credential", credential);
        }
        return SignIn.as("otto")
                .contentType(ContentType.JSON)
                .body(probe.toString())
                .put("/api/v1/probes/" + type);
    }

    private void endProbe() {
        SignIn.as("otto").delete("/api/v1/probes/" + type).then().statusCode(204);
    }

    private void await(String query, String value) {
        for (int i = 0; i < 150 && !tables.column(query).contains(value); i++) {
            Debts.pause();
        }
        assertThat(tables.column(query)).contains(value);
    }

    private static void isStaleNow(String remedy) {
        Debts.say(remedy, Debts.said("STALE", "v2")).then().statusCode(201).body("state", equalTo("STALE"));
    }

    /// For what was ordered in the appeal of this remedy.
    private long clocksThatRun(String remedy) {
        return Long.parseLong(tables.column("SELECT count(*) FROM clock c JOIN ruling r ON r.appeal_id = c.appeal_id"
                        + " JOIN remedy m ON m.ruling_id = r.id WHERE c.kind = 'REMEDY' AND c.stopped_at IS NULL"
                        + " AND m.id = '" + remedy + "'")
                .getFirst());
    }

    private String orderedOn(String etag) {
        ObjectNode decision = Chain.decision(type);
        decision.putPOJO("target", Map.of("uri", "https://shop.example/orders/8812", "etagAtDecision", etag));
        Response recorded =
                Chain.agent().body(dev.redress.platform.Json.write(decision)).post("/api/v1/decisions");
        Chain.appeal(Chain.token(recorded.path("appealUrl"))).then().statusCode(201);
        return Chain.overturn("rita", type).path("remedyId");
    }

    private static String hooked(Receiver receiver, String news) {
        return SignIn.as("otto")
                .contentType(ContentType.JSON)
                .body(Map.of("url", receiver.url("/"), "types", List.of(news)))
                .post("/api/v1/webhooks")
                .path("id");
    }

    private static void awaitNews(Receiver receiver, String remedy) {
        for (int i = 0; i < 150; i++) {
            for (Receiver.Got got : receiver.got()) {
                JsonNode news = Chain.tree(got.body());
                if (news.at("/data/remedyId").asText().equals(remedy)) {
                    return;
                }
            }
            Debts.pause();
        }
        throw new AssertionError("no news of " + remedy);
    }

    /// Recomputed from the rows, one by one.
    @Test
    void areCountedWithHowLongTheyTookAndHowManyCameBack() {
        for (int i = 0; i < 20; i++) {
            String remedy = Debts.ordered(type);
            try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofHours(i + 1))) {
                Debts.say(remedy, i % 7 == 6 ? "STALE" : "DONE").then().statusCode(201);
            }
        }
        JsonPath figures = Chain.agent().get("/api/v1/remedies/figures").jsonPath();
        List<Double> took = tables
                .column("SELECT extract(epoch FROM s.since - r.ordered_at) FROM remedy_standing s JOIN remedy r"
                        + " ON r.id = s.remedy_id WHERE s.state = 'CONFIRMED' AND r.agent_id = 'demo-agent'")
                .stream()
                .map(Double::valueOf)
                .sorted()
                .toList();
        long ordered = Long.parseLong(tables.column("SELECT count(*) FROM remedy WHERE agent_id = 'demo-agent'")
                .getFirst());
        assertThat(figures.getLong("ordered")).isEqualTo(ordered);
        assertThat(figures.getLong("confirmed.n")).isEqualTo(took.size());
        if (took.size() < 20) {
            assertThat(figures.getBoolean("confirmed.tooFew")).isTrue();
            assertThat(figures.<Object>get("confirmed.medianSeconds")).isNull();
        } else {
            assertThat(figures.getDouble("confirmed.medianSeconds")).isCloseTo(at(took, 0.5), within(0.01));
            assertThat(figures.getDouble("confirmed.p95Seconds")).isCloseTo(at(took, 0.95), within(0.01));
        }
        long returned = figures.getLong("returned.returned");
        assertThat(returned).isGreaterThanOrEqualTo(2);
        assertThat(figures.getDouble("returned.rate")).isCloseTo(returned / (double) ordered, within(1e-6));
        assertThat(figures.getDouble("returned.low")).isLessThan(figures.getDouble("returned.rate"));
    }

    /// Between the two neighbours, as percentile_cont of SQL is defined.
    private static double at(List<Double> sorted, double share) {
        double place = share * (sorted.size() - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.size() - 1);
        return sorted.get(below) + (place - below) * (sorted.get(above) - sorted.get(below));
    }
}
