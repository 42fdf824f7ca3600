package dev.redress.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import dev.redress.access.Actor;
import dev.redress.appeal.Filing;
import dev.redress.appeal.Ground;
import dev.redress.appeal.Statement;
import dev.redress.platform.Json;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Instant;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Decisions whose time is over, and the months they lay in. What other tests record was received now, and stays.
@QuarkusTest
class ExpiryTest {

    private static final Instant RECORDED = Instant.parse("2019-03-05T10:00:00Z");
    private static final Period KEPT = Period.ofYears(3);

    /// Three years after, and after the end of the link.
    private static final Instant OVER = Instant.parse("2023-01-01T00:00:00Z");

    @Inject
    Expiry expiry;

    @Inject
    DecisionMonths months;

    @Inject
    Intake intake;

    @Inject
    Filing filing;

    @Inject
    Decisions decisions;

    @Inject
    Links links;

    @Inject
    Tables tables;

    private final String type = Chain.fresh("expiry");

    private ObjectNode document(Instant at) {
        return Chain.decision(type).put("decidedAt", at.toString());
    }

    private UUID record(ObjectNode document, Instant at) {
        return intake.record(Json.write(document), new Actor.Agent("demo-agent"), at)
                .id();
    }

    private UUID record() {
        return record(document(RECORDED), RECORDED);
    }

    private long rows(String table, UUID id) throws SQLException {
        String column = table.equals("decision") ? "id" : "decision_id";
        return Long.parseLong(tables.column("SELECT count(*) FROM %s WHERE %s = '%s'".formatted(table, column, id))
                .getFirst());
    }

    @Test
    void aDecisionThatNobodyTouchedGoesAndLeavesItsTraceInTheJournal() throws SQLException {
        Chain.register(type, Map.of());
        ObjectNode document = document(RECORDED);
        document.putObject("actor").put("sub", "user:" + type).putObject("act").put("sub", "demo-agent");
        UUID id = record(document, RECORDED);
        Decision decision = decisions.findById(id);
        String url = links.currentUrl(decision);
        tables.change("INSERT INTO appeal_draft VALUES ('" + id + "', '{}', '2019-03-06')");
        tables.change("INSERT INTO link (decision_id, generation, revoked, changed_at) VALUES ('" + id
                + "', 1, false, '2019-04-01')");
        expiry.remove(KEPT, RECORDED.plusSeconds(3L * 365 * 24 * 3600)); // a day too early
        assertThat(rows("decision", id)).isEqualTo(1);

        assertThat(expiry.remove(KEPT, OVER)).isPositive();

        for (String table : List.of("decision", "delegation", "appeal_draft", "link")) {
            assertThat(rows(table, id)).as(table).isZero();
        }
        assertThat(tables.column("SELECT act || ' ' || actor_id FROM journal WHERE decision_id = '" + id
                        + "' ORDER BY journal.id"))
                .containsExactly("DECISION_RECORDED demo-agent", "DECISION_REMOVED expiry");
        String digest = decision.contentDigest();
        for (var reader : List.of(Chain.agent(), SignIn.as("otto"))) {
            reader.get("/api/v1/decisions/" + id)
                    .then()
                    .statusCode(410)
                    .body("type", endsWith("/removed"))
                    .body("contentDigest", equalTo(digest))
                    .body("removedAt", equalTo(OVER.toString()));
        }
        assertThat(decisions.of("demo-agent", document.get("externalId").asText()))
                .isEmpty();
        Chain.post(document).then().statusCode(410).body("id", equalTo(id.toString()));
        Chain.agent()
                .body("{\"decisions\": [" + document + "," + document(RECORDED) + "]}")
                .post("/api/v1/decisions/batch")
                .then()
                .body("results.status", equalTo(List.of(410, 201)));
        Chain.agent()
                .queryParam("externalId", document.get("externalId").asText())
                .get("/api/v1/decisions")
                .then()
                .body("items", empty());
        String token = Chain.token(url);
        RestAssured.get("/api/v1/notices/" + token).then().statusCode(404).body("renewable", nullValue());
        RestAssured.given().accept("text/html").get("/a/" + token).then().statusCode(404);
        RestAssured.post("/api/v1/notices/" + token + "/renewal").then().statusCode(404);
    }

    @Test
    void anotherAgentLearnsNothingOfIt() {
        UUID id = record();
        expiry.remove(KEPT, OVER);
        String key = SignIn.as("otto")
                .contentType("application/json")
                .body(Map.of("agentId", Chain.fresh("other")))
                .post("/api/v1/agent-keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        Chain.agent(key).get("/api/v1/decisions/" + id).then().statusCode(404);
    }

    @Test
    void whatSomebodyNeedsStays() throws SQLException {
        Chain.register(type, Map.of());
        UUID appealed = record();
        Actor person = new Actor.Appellant(appealed);
        Statement said =
                new Statement(List.of(Ground.SOMETHING_ELSE), "It was not me.", List.of(), null, "en", null, false);
        filing.file(decisions.findById(appealed), said, person, RECORDED.plusSeconds(60));
        filing.withdraw(decisions.findById(appealed), person, RECORDED.plusSeconds(120));
        UUID held = record();
        String hold = UUID.randomUUID().toString();
        tables.change("INSERT INTO legal_hold VALUES ('" + held + "', '" + hold
                + "', 'a', 'OPERATOR', 'otto', '2019-03-06', NULL)");
        UUID renewed = record();
        QuarkusTransaction.requiringNew()
                .run(() -> links.renewed(decisions.findById(renewed), Instant.parse("2022-12-15T00:00:00Z")));
        UUID promised = record(
                (ObjectNode) document(RECORDED)
                        .set(
                                "commitments",
                                Chain.tree("{\"c\": [{\"id\": \"c1\", \"text\": \"We will call you.\"}]}")
                                        .get("c")),
                RECORDED);
        UUID late = record(document(RECORDED), Instant.parse("2022-06-01T00:00:00Z"));
        tables.change("INSERT INTO commitment_action VALUES (gen_random_uuid(), '" + promised
                + "', 'c1', '{}', 'demo-agent', '2019-03-06')");

        expiry.remove(KEPT, OVER);

        for (UUID id : List.of(appealed, held, renewed, promised, late)) {
            assertThat(rows("decision", id)).isEqualTo(1);
        }
        tables.change("UPDATE legal_hold SET until = '2022-12-31' WHERE decision_id = '" + held + "'");
        expiry.remove(KEPT, Instant.parse("2023-06-01T00:00:00Z"));
        assertThat(rows("decision", held)).isZero();
        assertThat(rows("legal_hold", held)).isZero();
        assertThat(rows("decision", renewed)).isZero();
        assertThat(rows("decision", appealed)).isEqualTo(1);
    }

    @Test
    void nothingElseCanTakeADecisionAway() {
        UUID id = record();
        for (String command : List.of(
                "DELETE FROM decision WHERE id = '%s'",
                "DELETE FROM decision_before WHERE id = '%s'",
                "UPDATE decision_before SET adverse = false WHERE id = '%s'")) {
            assertThatThrownBy(() -> tables.change(command.formatted(id))).hasMessageContaining("is append-only");
        }
    }

    /// Every table that knows decisions either keeps them or goes with them, or hangs on one that keeps them.
    @Test
    void everyTableThatKnowsDecisionsIsThoughtOf() throws SQLException {
        List<String> thought = new ArrayList<>(Expiry.KEEP);
        thought.addAll(Expiry.GO);
        thought.addAll(List.of("journal", "journal_aside", "news")); // on record for ever
        thought.addAll(
                List.of("queue_entry", "claim", "case_part", "hold", "record_request", "check_answer")); // of a case
        thought.addAll(List.of("remedy", "label", "message")); // of a ruling or an appeal
        assertThat(tables.column("SELECT table_name FROM information_schema.columns WHERE table_schema = 'public'"
                        + " AND column_name = 'decision_id' AND table_name IN (SELECT tablename FROM pg_tables)"))
                .isSubsetOf(thought)
                .hasSize(thought.size());
    }

    @Test
    void aMonthIsMadeAheadAndDroppedWhenItIsEmpty() throws SQLException {
        months.makeAhead(Instant.parse("2042-01-15T00:00:00Z"), 2);
        UUID id =
                record(document(Instant.parse("2042-02-28T23:59:59.999Z")), Instant.parse("2042-02-28T23:59:59.999Z"));
        UUID later = record(document(Instant.parse("2042-04-01T00:00:00Z")), Instant.parse("2042-04-01T00:00:00Z"));
        assertThat(tables.column("SELECT tableoid::regclass FROM decision WHERE id IN ('" + id + "', '" + later
                        + "') ORDER BY id"))
                .containsExactly("decision_2042m02", "decision_rest");
        assertThat(months.drop(Instant.parse("2042-04-15T00:00:00Z")))
                .contains("decision_2042m01")
                .doesNotContain("decision_2042m02", "decision_2042m03");
        assertThat(months.drop(Instant.parse("2043-01-01T00:00:00Z")))
                .contains("decision_2042m03")
                .doesNotContain("decision_2042m02");
        remove(id);
        remove(later);
        assertThat(months.drop(Instant.parse("2043-01-01T00:00:00Z"))).contains("decision_2042m02");
        assertThat(tables.column("SELECT relname FROM pg_class WHERE relname LIKE 'decision\\_2042%'"))
                .isEmpty();
        months.makeAhead(Instant.now(), 3); // those of the months to come were empty too
    }

    private void remove(UUID id) throws SQLException {
        tables.change("INSERT INTO journal (id, decision_id, act, actor_kind, actor_id, at, detail) VALUES"
                + " (gen_random_uuid(), '" + id + "', 'DECISION_REMOVED', 'MACHINE', 'test', now(), '{}');"
                + " DELETE FROM decision WHERE id = '" + id + "'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "P5M", "P180D", "three years", "PT4400H", "P9999999999Y", "-P3Y"})
    void aTimeThatIsNoneOrTooShortIsSaidSo(String kept) {
        assertThatThrownBy(() -> Expiry.period(kept)).hasMessageContaining("redress.decisions.kept is \"" + kept);
    }

    @Test
    void aTimeThatIsLongEnoughIsTaken() {
        assertThat(Expiry.period("P6M")).isEqualTo(Period.ofMonths(6));
        assertThat(Expiry.period("P25M")).isEqualTo(Period.ofMonths(25));
    }
}
