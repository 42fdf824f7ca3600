package dev.redress.telemetry.sampling;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.microsoft.playwright.Page;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import dev.redress.browser.Axe;
import dev.redress.browser.Browser;
import dev.redress.browser.Look;
import dev.redress.platform.SettingsFile;
import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// What is kept of spans, what goes, and what is said of it.
@QuarkusTest
@ExtendWith(Browser.Extension.class)
class SamplingTest {

    /// The end of a trace id that is drawn whatever the probability, and of one that never is below 1.
    private static final String DRAWN = "ffffffffffffff";

    private static final String NOT_DRAWN = "00000000000001";

    private final String closed = Chain.fresh("closed");
    private final String open = Chain.fresh("open");

    @Inject
    Tables tables;

    @Inject
    AgroalDataSource database;

    @Inject
    Looks looks;

    @Inject
    Clock clock;

    @BeforeEach
    void typesOfItsOwn() {
        Chain.register(open, Map.of());
        Chain.register(closed, Map.of("appealable", false, "notAppealableBecause", "It only tells a status."));
    }

    @Test
    void keepsAllOfARunUntilItsDraw() {
        String traceId = trace(NOT_DRAWN);
        send(traceId, null, false);
        look(Duration.ofHours(23));
        assertThat(spans(traceId)).isEqualTo(1);
        look(Duration.ofHours(25));
        assertThat(spans(traceId)).isZero();
        assertThat(column("SELECT reason || ' ' || stratum || ' ' || spans FROM trace_gone", traceId))
                .containsExactly("NOT_DRAWN undecided 1");
    }

    @Test
    void keepsWhatIsDrawnWithItsWeight() {
        String drawn = trace(DRAWN);
        String failed = trace(NOT_DRAWN);
        send(drawn, null, false);
        send(failed, null, true);
        look(Duration.ofHours(25));
        assertThat(kept(drawn)).containsExactly("undecided 100.00 DRAWN EQUALIZING 1");
        assertThat(kept(failed)).containsExactly("undecided-failed 1.00 CERTAIN EQUALIZING 1");
    }

    @Test
    void keepsABoundedNumberOfUnusualRunsForTheirCaseOnly() throws SQLException {
        String deep = trace(NOT_DRAWN);
        String stuck = trace(NOT_DRAWN);
        String plain = trace(NOT_DRAWN);
        String tooMany = trace(NOT_DRAWN);
        tables.change("INSERT INTO trace_unusual VALUES ('" + LocalDate.now(ZoneOffset.UTC)
                + "', 198) ON CONFLICT (day) DO UPDATE SET runs = 198"); // of 200
        send(span(plain, 0, null, "plan"), span(plain, 1, 0, "chat"), span(plain, 2, 0, "chat"));
        send(IntStream.range(0, 12)
                .mapToObj(i -> span(deep, i, i == 0 ? null : i - 1, "step " + i))
                .toArray(ObjectNode[]::new));
        send(IntStream.range(0, 12)
                .mapToObj(i -> span(stuck, i, i == 0 ? null : 0, "search"))
                .toArray(ObjectNode[]::new));
        send(IntStream.range(0, 12)
                .mapToObj(i -> span(tooMany, i, i == 0 ? null : 0, "search"))
                .toArray(ObjectNode[]::new));
        look(Duration.ofHours(25));
        assertThat(kept(deep)).containsExactly("undecided unknown UNUSUAL EQUALIZING 12");
        assertThat(kept(stuck)).containsExactly("undecided unknown UNUSUAL EQUALIZING 12");
        assertThat(spans(plain)).isZero();
        assertThat(spans(tooMany)).isZero();
        assertThat(column("SELECT reason FROM trace_gone", tooMany)).containsExactly("NOT_DRAWN");
        look(Duration.ofDays(29));
        assertThat(spans(deep)).isEqualTo(12);
        look(Duration.ofDays(31));
        assertThat(spans(deep) + spans(stuck)).isZero();
        assertThat(column("SELECT reason FROM trace_gone", deep)).containsExactly("EXPIRED");
    }

    @Test
    void takesTheSendersOwnSamplingIn() {
        String harder = trace(DRAWN);
        String softer = trace(DRAWN);
        String wrong = trace(NOT_DRAWN);
        String explicit = trace(NOT_DRAWN);
        send(harder, "ot=th:ffbe76d", false); // 1 in 1,000
        send(softer, "ot=th:8", false);
        send(wrong, "ot=th:8", true); // R < T: not sampled by what it says
        send(explicit, "vendor=1,ot=rv:fffffffffffffe;th:c", true);
        look(Duration.ofHours(25));
        assertThat(kept(harder)).containsExactly("undecided 1000.00 DRAWN EQUALIZING 1");
        assertThat(kept(softer)).containsExactly("undecided 100.00 DRAWN EQUALIZING 1");
        assertThat(kept(wrong)).containsExactly("undecided-failed unknown CERTAIN EQUALIZING 1");
        assertThat(kept(explicit)).containsExactly("undecided-failed 4.00 CERTAIN EQUALIZING 1");
    }

    @Test
    void keepsWhatCouldBeContestedUntilItsWindowHasEnded() {
        String traceId = trace(NOT_DRAWN);
        send(traceId, null, false); // before its decision
        record(open, traceId, true).body("traceRequested", equalTo(true));
        look(Duration.ofHours(25));
        assertThat(kept(traceId)).containsExactly("contestable-adverse 1.00 CERTAIN EQUALIZING 1");
        look(Duration.ofDays(200)); // six months and some, not thirty days more
        assertThat(spans(traceId)).isEqualTo(1);
        look(Duration.ofDays(220));
        assertThat(spans(traceId)).isZero();
    }

    /// The decision comes after the draw: what was drawn is kept longer from then on, with the probability it had.
    @Test
    void keepsLongerWhenADecisionComesLate() {
        String traceId = trace(DRAWN);
        send(traceId, null, false);
        look(Duration.ofHours(25));
        record(open, traceId, true);
        look(Duration.ofDays(31));
        assertThat(kept(traceId)).containsExactly("contestable-adverse 100.00 DRAWN EQUALIZING 1");
    }

    @Test
    void expiryDeletesExactlyWhatItShould() throws SQLException {
        String favourable = trace(DRAWN);
        String contestable = trace(NOT_DRAWN);
        String appealed = trace(NOT_DRAWN);
        String ruled = trace(NOT_DRAWN);
        for (String traceId : List.of(favourable, contestable, appealed, ruled)) {
            send(traceId, null, false);
        }
        record(closed, favourable, false).body("traceRequested", equalTo(true)); // it would be drawn
        record(open, contestable, false);
        Chain.appeal(token(record(open, appealed, true))).then().statusCode(201);
        String other = Chain.fresh("ruled");
        Chain.register(other, Map.of());
        Chain.appeal(token(record(other, ruled, true))).then().statusCode(201);
        Response claimed = Chain.claim("rita", other);
        String caseId = claimed.then().statusCode(201).extract().path("caseId");
        Chain.firstView("rita", caseId).then().statusCode(200);
        ObjectNode upheld = Chain.tree("""
                {"fence": %d, "verdict": "UPHELD", "clause": "3.2", "reasons": "The receipt shows August.", "note": "Clear."}""".formatted(claimed.jsonPath().getLong("fence")));
        Chain.rule("rita", caseId, upheld).then().statusCode(201);

        look(Duration.ofHours(25));
        assertThat(List.of(spans(favourable), spans(contestable), spans(appealed), spans(ruled)))
                .containsExactly(1, 1, 1, 1);
        look(Duration.ofDays(31));
        assertThat(List.of(spans(favourable), spans(contestable), spans(appealed), spans(ruled)))
                .as("after thirty days the favourable one without an appeal is gone")
                .containsExactly(0, 1, 1, 1);
        look(Duration.ofDays(300));
        assertThat(List.of(spans(contestable), spans(appealed), spans(ruled)))
                .as("after the window what nobody appealed is gone")
                .containsExactly(0, 1, 1);
        look(Duration.ofDays(3 * 365 + 10));
        assertThat(List.of(spans(appealed), spans(ruled)))
                .as("the hold of the ruled one is released, the open one holds")
                .containsExactly(1, 0);

        assertThat(column("SELECT reason || ' ' || stratum || ' ' || policy_version FROM trace_gone", ruled))
                .containsExactly("EXPIRED contestable-adverse 2");
        assertThat(column("SELECT octet_length(digest) || ' ' || spans FROM trace_gone", favourable))
                .containsExactly("32 1");
        assertThat(tables.column("SELECT count(*) FROM trace_gone WHERE trace_id = decode('" + appealed + "', 'hex')"))
                .containsExactly("0");
        assertThatThrownBy(() -> tables.change("DELETE FROM trace_gone")).hasMessageContaining("append-only");
    }

    @Test
    void anOperatorKeepsAndLetsGo() {
        String traceId = trace(NOT_DRAWN);
        send(traceId, null, false);
        String hold = "/api/v1/decisions/"
                + record(open, traceId, true).extract().path("id") + "/legal-holds/" + UUID.randomUUID();
        SignIn.as("otto")
                .contentType("application/json")
                .body("{\"reason\": \"Court case 12/2026\"}")
                .put(hold)
                .then()
                .statusCode(201);
        look(Duration.ofDays(1_000));
        assertThat(spans(traceId)).isEqualTo(1);
        SignIn.as("otto").delete(hold).then().statusCode(204);
        look(Duration.ofDays(1_040));
        assertThat(spans(traceId)).isZero();
    }

    /// It may come while a look goes on.
    @Test
    void aHoldThatIsBeingSetKeeps() throws SQLException {
        String traceId = trace(NOT_DRAWN);
        send(traceId, null, false);
        String decision = record(closed, traceId, false).extract().path("id");
        try (Connection setting = database.getConnection();
                Statement statement = setting.createStatement()) {
            setting.setAutoCommit(false);
            statement.execute("INSERT INTO legal_hold VALUES ('" + decision
                    + "', gen_random_uuid(), 'APPEAL', 'MACHINE', 'holds', now(), NULL)");
            look(Duration.ofHours(25));
            assertThat(spans(traceId)).isEqualTo(1);
            setting.commit();
            setting.setAutoCommit(true);
        }
        look(Duration.ofHours(25));
        assertThat(kept(traceId)).containsExactly("favourable unknown HELD EQUALIZING 1");
    }

    /// Spans that are sent long after their decision.
    @Test
    void aRunThatIsOverAtItsDrawCountsWithItsWeight() {
        String traceId = trace(DRAWN);
        send(traceId, null, false);
        tables.column("UPDATE trace SET first_at = first_at - interval '60 days' WHERE trace_id = decode('" + traceId
                + "', 'hex') RETURNING 1");
        String tally = """
                SELECT coalesce(sum(runs), 0) FROM trace_tally
                WHERE day = current_date - 60 AND stratum = 'undecided' AND NOT kept AND round(weight) = 100""";
        assertThat(tables.column(tally)).containsExactly("0");
        look(Duration.ofHours(25));
        assertThat(column("SELECT reason FROM trace_gone", traceId)).containsExactly("EXPIRED");
        assertThat(tables.column(tally)).containsExactly("1");
    }

    @Test
    void theCaseSaysWhatIsGoneAndWhy(Browser browser) {
        String traceId = trace(NOT_DRAWN);
        send(traceId, null, false);
        look(Duration.ofHours(25)); // no decision has come
        Chain.appeal(token(record(open, traceId, true))).then().statusCode(201);
        Response claimed = Chain.claim("rita", open);
        String caseId = claimed.then().statusCode(201).extract().path("caseId");
        assertThat(view(caseId).<Object>get("background.retention"))
                .as("before the first view")
                .isNull();
        Chain.firstView("rita", caseId).then().statusCode(200);
        JsonPath view = view(caseId);
        assertThat(view.getString("background.retention.gone[0].stratum")).isEqualTo("undecided");
        assertThat(view.getString("background.retention.gone[0].reason")).isEqualTo("NOT_DRAWN");
        assertThat(view.getDouble("background.retention.gone[0].probability"))
                .isCloseTo(0.01, org.assertj.core.api.Assertions.within(1e-6));
        assertThat(view.getString("background.retention.gone[0].rule")).contains("th:fd70a4", "30 days");
        assertThat(view.getString("background.retention.gone[0].digest")).startsWith("sha256:");
        assertThat(view.<Object>get("background.retention.kept")).isNull();
        SignIn.as("rita")
                .get("/desk/cases/" + caseId)
                .then()
                .body(
                        containsString("Part of the record of this run is gone."),
                        containsString("1 span removed"),
                        containsString("stratum undecided of sampling policy 2"),
                        containsString("drawn with probability 0.01"));
        Page page = browser.open(Look.DESK);
        SignIn.open(page, "rita", "/desk/cases/" + caseId + "#run");
        Axe.assertNoViolations(page);
        browser.shot(page, "case-page-spans-gone");
        send(traceId, null, false); // the agent sends them again, as it was asked to
        look(Duration.ofHours(25));
        assertThat(kept(traceId)).containsExactly("contestable-adverse unknown RESENT EQUALIZING 1");
    }

    @Test
    void theAnswerToADecisionSaysWhetherItsTraceIsWanted() {
        record(open, null, true).body("traceRequested", equalTo(true));
        record(closed, null, false).body("traceRequested", equalTo(false));
        record(closed, trace(DRAWN), false).body("traceRequested", equalTo(true));
        record(closed, trace(NOT_DRAWN), false).body("traceRequested", equalTo(false));
        ObjectNode batch = Chain.tree("{\"decisions\": []}");
        batch.withArray("decisions")
                .add(decision(open, null, true))
                .add(decision(closed, null, false))
                .addObject();
        Chain.agent()
                .body(batch.toString())
                .post("/api/v1/decisions/batch")
                .then()
                .statusCode(200)
                .body(
                        "results[0].traceRequested", equalTo(true),
                        "results[1].traceRequested", equalTo(false),
                        "results[2].traceRequested", nullValue());
    }

    @Test
    void thePolicyIsPublished() throws IOException {
        Chain.agent()
                .get("/api/v1/sampling-policy")
                .then()
                .statusCode(200)
                .body(
                        "version", equalTo("2"),
                        "versions", hasItem("2"),
                        "unusual.most", equalTo(200),
                        "holdAfterClosing", equalTo("P3Y"),
                        "strata.find { it.name == 'undecided' }.th", equalTo("fd70a4"),
                        "strata.find { it.name == 'contestable-adverse' }.probability", equalTo(1.0f),
                        "strata.find { it.name == 'contestable-adverse' }.atLeast.amount", equalTo(6));
        Chain.agent().get("/api/v1/sampling-policy?version=2").then().statusCode(200);
        Chain.agent().get("/api/v1/sampling-policy?version=none").then().statusCode(404);
        Chain.agent().get("/api/v1/sampling-policy.yaml?version=none").then().statusCode(404);
        given().get("/api/v1/sampling-policy").then().statusCode(401);

        String file = Chain.agent()
                .get("/api/v1/sampling-policy.yaml")
                .then()
                .statusCode(200)
                .contentType("application/yaml")
                .extract()
                .asString();
        assertThat(Chain.agent()
                        .accept("application/yaml")
                        .get("/api/v1/sampling-policy")
                        .asString())
                .isEqualTo(file);
        JsonNode yaml = new YAMLMapper().readTree(file);
        JsonNode policies = yaml.at("/processors/tail_sampling/policies");
        List<String> names = new ArrayList<>();
        policies.forEach(policy -> names.add(policy.path("name").asText()));
        assertThat(names)
                .contains("explicit-randomness", "contestable-adverse", "favourable", "undecided-failed", "undecided");
        assertThat(yaml.at("/service/pipelines/traces/processors/0").asText()).isEqualTo("tail_sampling");
        JsonNode adverse = policies.get(names.indexOf("contestable-adverse"));
        assertThat(adverse.at("/ottl_condition/span/0").asText())
                .contains("attributes[\"redress.outcome.adverse\"] == true", closed);
        JsonNode rest = policies.get(names.indexOf("undecided"));
        assertThat(rest.at("/ottl_condition/span/0").asText())
                .isEqualTo("Substring(trace_id.string, 18, 14) >= \"fd70a400000000\"");
        assertThat(policies.get(names.indexOf("favourable")).path("type").asText())
                .isEqualTo("and");
    }

    @Test
    void aVersionSaysTheSameForEver(@TempDir Path folder) throws IOException, SQLException {
        String shipped = new String(
                SettingsFile.bytes(Optional.empty(), "redress.sampling-policy", "sampling-policy.json"),
                StandardCharsets.UTF_8);
        Path file = folder.resolve("policy.json");
        Files.writeString(file, shipped.replace("0.01", "0.02"));
        assertThatThrownBy(() -> new Policies(database, clock, Optional.of(file.toString())))
                .hasMessageContaining("version 2 was in force with another content");
        String version = Chain.fresh("test");
        Files.writeString(file, shipped.replace("0.01", "0.02").replace("\"2\"", "\"" + version + "\""));
        new Policies(database, clock, Optional.of(file.toString()));
        Chain.agent()
                .get("/api/v1/sampling-policy?version=" + version)
                .then()
                .statusCode(200)
                .body("strata.find { it.name == 'undecided' }.probability", equalTo(0.02f));
    }

    @Test
    void figuresWeighAndSayWhatAppealsFound() {
        for (int i = 0; i < 3; i++) {
            send(trace(DRAWN), null, false);
            send(trace(NOT_DRAWN), null, false);
        }
        String traceId = trace(NOT_DRAWN);
        send(traceId, null, false);
        Chain.appeal(token(record(open, traceId, true))).then().statusCode(201);
        JsonPath before = figures();
        look(Duration.ofHours(25));
        JsonPath after = figures();
        String undecided = "strata.find { it.stratum == 'undecided' }.";
        assertThat(after.getLong(undecided + "drawn") - before.getLong(undecided + "drawn"))
                .isGreaterThanOrEqualTo(6);
        assertThat(after.getLong(undecided + "kept") - before.getLong(undecided + "kept"))
                .isGreaterThanOrEqualTo(3);
        assertThat(after.getDouble("runs.estimate") - before.getDouble("runs.estimate"))
                .isGreaterThan(300);
        assertThat(after.getDouble("runs.low")).isLessThan(after.getDouble("runs.estimate"));
        assertThat(after.getLong("recall.withSpans")).isPositive();
        assertThat(after.getString("method")).contains("case only");
        SignIn.as("ana")
                .get("/api/v1/sampling-policy/figures?from=yesterday")
                .then()
                .statusCode(400);
        SignIn.as("ana")
                .get("/api/v1/sampling-policy/figures?from=2026-12-01&to=2026-11-01")
                .then()
                .statusCode(400);
        Chain.agent().get("/api/v1/sampling-policy/figures").then().statusCode(403);
    }

    /// However many name a trace, one of each kind is read, with the last times and holds of all.
    @Test
    void decisionsOfOneKindAreReadAsOne() throws SQLException {
        String traceId = trace(NOT_DRAWN);
        String first = record(open, traceId, true).extract().path("id");
        String second = record(open, traceId, true).extract().path("id");
        record(open, traceId, false);
        tables.change(
                "INSERT INTO legal_hold VALUES ('" + first + "', gen_random_uuid(), 'a', 'OPERATOR', 'otto', now(),"
                        + " '2999-01-01T00:00:00Z'), ('" + second
                        + "', gen_random_uuid(), 'b', 'OPERATOR', 'otto', now(), '2020-01-01T00:00:00Z')");
        try (Connection connection = database.getConnection()) {
            DueTraces.About about =
                    DueTraces.about(connection, new String[] {traceId}).get(traceId);
            assertThat(about.decisions()).hasSize(2);
            assertThat(about.decisions().stream()
                            .filter(Stratum.Decided::adverse)
                            .findFirst()
                            .orElseThrow()
                            .decidedAt())
                    .isEqualTo(Instant.parse(tables.column(
                                    "SELECT to_char(max(decided_at) AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"
                                            + " FROM decision WHERE id IN ('" + first + "', '" + second + "')")
                            .getFirst()));
            assertThat(about.holds()).containsExactly(new Draw.Hold(Instant.parse("2999-01-01T00:00:00Z")));
            tables.change("UPDATE legal_hold SET until = NULL WHERE decision_id = '" + second + "'");
            assertThat(DueTraces.about(connection, new String[] {traceId})
                            .get(traceId)
                            .holds())
                    .containsExactly(new Draw.Hold(null));
        }
    }

    @Test
    void aTraceThatCannotBeReadKeepsNoOtherWaiting() throws SQLException {
        String damaged = trace(NOT_DRAWN);
        String whole = trace(NOT_DRAWN);
        send(IntStream.range(0, 12)
                .mapToObj(i -> span(damaged, i, null, "step"))
                .toArray(ObjectNode[]::new));
        tables.change("UPDATE span SET body = '\\x00' WHERE trace_id = decode('" + damaged + "', 'hex')");
        send(whole, null, false);
        look(Duration.ofHours(25));
        assertThat(spans(whole)).isZero();
        assertThat(spans(damaged)).isEqualTo(12);
        assertThat(column("SELECT due_at > now() + interval '25 hours 50 minutes' FROM trace", damaged))
                .containsExactly("t");
        tables.change("DELETE FROM trace WHERE trace_id = decode('" + damaged + "', 'hex')");
        tables.change("DELETE FROM span WHERE trace_id = decode('" + damaged + "', 'hex')");
    }

    private void look(Duration ahead) {
        try (StoppableClock.Moved moved = StoppableClock.ahead(ahead)) {
            while (looks.look(clock.instant(), 100) == 100) {
                assertThat(moved).isNotNull();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int spans(String traceId) {
        return Integer.parseInt(
                tables.column("SELECT count(*) FROM span WHERE trace_id = decode('" + traceId + "', 'hex')")
                        .getFirst());
    }

    private List<String> kept(String traceId) {
        return column("""
                SELECT stratum || ' ' || coalesce(round(weight::numeric, 2)::text, 'unknown') || ' ' || reason || ' ' ||
                    combination || ' ' || spans FROM trace""", traceId);
    }

    private List<String> column(String select, String traceId) {
        return tables.column(select + " WHERE trace_id = decode('" + traceId + "', 'hex')");
    }

    private static JsonPath figures() {
        return SignIn.as("ana")
                .get("/api/v1/sampling-policy/figures")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private static JsonPath view(String caseId) {
        return SignIn.as("rita").get("/api/v1/cases/" + caseId).jsonPath();
    }

    private static io.restassured.response.ValidatableResponse record(String type, String traceId, boolean adverse) {
        return Chain.post(decision(type, traceId, adverse)).then().statusCode(201);
    }

    private static ObjectNode decision(String type, String traceId, boolean adverse) {
        ObjectNode decision = Chain.decision(type);
        ((ObjectNode) decision.get("outcome")).put("adverse", adverse);
        if (traceId != null) {
            decision.putObject("trace").put("traceId", traceId.toUpperCase(java.util.Locale.ROOT));
        }
        return decision;
    }

    private static String token(io.restassured.response.ValidatableResponse recorded) {
        return Chain.token(recorded.extract().path("appealUrl"));
    }

    private static void send(String traceId, String traceState, boolean failed) {
        ObjectNode span = span(traceId, 0, null, "chat gpt-4o")
                .put("spanId", UUID.randomUUID().toString().replace("-", "").substring(0, 16))
                .put("traceState", traceState);
        span.putObject("status").put("code", failed ? 2 : 0);
        send(span);
    }

    private static ObjectNode span(String traceId, int number, Integer parent, String name) {
        Instant now = Instant.now();
        return Chain.tree("{}")
                .put("traceId", traceId)
                .put("spanId", id(number))
                .put("parentSpanId", parent == null ? "" : id(parent))
                .put("name", name)
                .put("startTimeUnixNano", now.minusSeconds(9).getEpochSecond() + "000000000")
                .put("endTimeUnixNano", now.getEpochSecond() + "000000000");
    }

    private static String id(int number) {
        return "%016x".formatted(number + 1);
    }

    private static void send(ObjectNode... spans) {
        ObjectNode request = Chain.tree("{\"resourceSpans\": [{\"scopeSpans\": [{\"spans\": []}]}]}");
        request.withArray("/resourceSpans/0/scopeSpans/0/spans").addAll(List.of(spans));
        Chain.agent().body(request.toString()).post("/v1/traces").then().statusCode(200);
    }

    private static String trace(String end) {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 18) + end;
    }
}
