package dev.redress.telemetry;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Spans of real exporters on the case of the decision that they belong to.
@QuarkusTest
class TracesTest {

    private static final Path AGENT = Path.of("src/test/node-otlp");

    private final String type = Chain.fresh("traces");

    @Inject
    Tables tables;

    @Inject
    SpanWeeks weeks;

    @Inject
    Clock clock;

    @BeforeEach
    void aTypeOfItsOwn() {
        Chain.register(type, Map.of());
    }

    @Test
    void comeFromTheJavaSdkBeforeTheDecision() {
        List<String> sent = new ArrayList<>();
        String traceId;
        try (SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                                .setEndpoint(RestAssured.baseURI + ":" + RestAssured.port + "/v1/traces")
                                .addHeader("Authorization", "Bearer " + Chain.KEY)
                                .setCompression("gzip")
                                .build())
                        .build())
                .build()) {
            Tracer tracer = provider.get("agent");
            Span run = tracer.spanBuilder("invoke_agent support-agent").startSpan();
            traceId = run.getSpanContext().getTraceId();
            sent.add(run.getSpanContext().getSpanId());
            for (int i = 0; i < 50; i++) {
                Span tool = tracer.spanBuilder("execute_tool refunds.get")
                        .setParent(io.opentelemetry.context.Context.root().with(run))
                        .setAttribute("gen_ai.tool.name", "refunds.get")
                        .startSpan();
                tool.addEvent("looked", Attributes.builder().put("row", i).build());
                tool.end();
                sent.add(tool.getSpanContext().getSpanId());
            }
            run.recordException(new IllegalStateException("the bank said no"));
            run.setStatus(StatusCode.ERROR, "no refund");
            run.end();
            assertThat(provider.forceFlush().join(20, TimeUnit.SECONDS).isSuccess())
                    .isTrue();
        }
        String caseId = revealed(traceId);
        assertThat(onCase(caseId)).containsExactlyInAnyOrderElementsOf(sent);
        SignIn.as("rita")
                .get("/desk/cases/" + caseId)
                .then()
                .body(
                        containsString("execute_tool refunds.get"),
                        containsString("status = no refund"),
                        containsString("exception.message = the bank said no"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "proto"})
    void comeFromTheNpmExportersAfterTheDecision(String kind) throws IOException {
        if (!Files.isDirectory(AGENT.resolve("node_modules"))) {
            throw new AssertionError("run npm ci in " + AGENT + ", or ./redress test, which does");
        }
        Process node = new ProcessBuilder(
                        "node",
                        "send.mjs",
                        RestAssured.baseURI + ":" + RestAssured.port + "/v1/traces",
                        Chain.KEY,
                        kind)
                .directory(AGENT.toFile())
                .redirectErrorStream(true)
                .start();
        JsonNode said = Chain.tree(new String(node.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        String caseId = revealed(said.get("traceId").asText());
        List<String> ids = new ArrayList<>();
        said.get("spanIds").forEach(id -> ids.add(id.asText()));
        assertThat(ids).hasSize(4);
        assertThat(onCase(caseId)).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(tables.column("SELECT kind || ' ' || name FROM unmapped_name WHERE sent_by = 'demo-agent'"))
                .contains("ATTRIBUTE acme.shelf")
                .doesNotContain("ATTRIBUTE gen_ai.system", "ATTRIBUTE gen_ai.usage.prompt_tokens");
    }

    @Test
    void areThereOnceHoweverOftenTheyCome() {
        String traceId = id(32);
        ObjectNode request = request(span(traceId, id(16), "chat gpt-4o"));
        for (int i = 0; i < 3; i++) {
            send(request).statusCode(200).body("partialSuccess", nullValue());
        }
        assertThat(tables.column("SELECT count(*) FROM span WHERE trace_id = decode('" + traceId + "', 'hex')"))
                .containsExactly("1");
    }

    /// Several agents may work on one trace; whoever sends a span to another's is named.
    @Test
    void nameWhoSentThem() {
        String traceId = id(32);
        String other = Chain.fresh("other-agent");
        String key = SignIn.as("otto")
                .contentType("application/json")
                .body(Map.of("agentId", other))
                .post("/api/v1/agent-keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
        given().header("Authorization", "Bearer " + key)
                .contentType("application/json")
                .body(request(span(traceId, id(16), "chat gpt-4o")).toString())
                .post("/v1/traces")
                .then()
                .statusCode(200);
        SignIn.as("rita")
                .get("/desk/cases/" + revealed(traceId))
                .then()
                .body(containsString("sent by another agent: " + other));
    }

    /// However many another agent sends to its trace, begun earlier.
    @Test
    void ofAnotherAgentHideNoneOfTheDecidingOnes() {
        String traceId = id(32);
        String spanId = id(16);
        send(request(span(traceId, spanId, "execute_tool refunds.get"))).statusCode(200);
        copies(traceId, 2_000, "'another'", "started_at - interval '1 hour'");
        String caseId = revealed(traceId);
        JsonPath view = SignIn.as("rita").get("/api/v1/cases/" + caseId).jsonPath();
        assertThat(view.getList("background.spans")).hasSize(2_000);
        assertThat(view.getString("background.spans[0].sentBy")).isEqualTo("demo-agent");
        SignIn.as("rita")
                .get("/desk/cases/" + caseId)
                .then()
                .body(containsString("There are more spans than are shown here"));
    }

    @Test
    void underOneIdFromTwoAgentsAreTwo() {
        String traceId = id(32);
        send(request(span(traceId, id(16), "execute_tool refunds.get"))).statusCode(200);
        tables.column("""
                INSERT INTO span (trace_id, span_id, started_at, sent_by, received_at, name, body)
                SELECT trace_id, span_id, started_at - interval '1 hour', 'another', received_at, name, body FROM span
                WHERE trace_id = decode('%s', 'hex') RETURNING 1""".formatted(traceId));
        String caseId = revealed(traceId);
        JsonPath view = SignIn.as("rita").get("/api/v1/cases/" + caseId).jsonPath();
        assertThat(view.getInt("background.run.spans")).isEqualTo(2);
        assertThat(view.getBoolean("background.moreSpans")).isFalse();
        assertThat(SignIn.as("rita")
                        .get("/desk/cases/" + caseId)
                        .asString()
                        .split("execute_tool refunds.get</strong>", -1))
                .as("both are in the timeline")
                .hasSize(3);
    }

    @Test
    void areReadUpToASumOfBytes() {
        String traceId = id(32);
        ObjectNode large = span(traceId, id(16), "chat");
        attribute(large, "text", "x".repeat(200 * 1024));
        send(request(large)).statusCode(200).body("partialSuccess", nullValue());
        copies(traceId, 100, "sent_by", "started_at + interval '1 second'");
        String caseId = revealed(traceId);
        JsonPath view = SignIn.as("rita").get("/api/v1/cases/" + caseId).jsonPath();
        assertThat(view.getList("background.spans").size()).isBetween(70, 82);
        assertThat(view.getBoolean("background.moreSpans")).isTrue();
    }

    @Test
    void areRejectedWhenTheyAreTooLarge() {
        ObjectNode large = span(id(32), id(16), "chat");
        attribute(large, "text", "x".repeat(256 * 1024));
        send(request(large))
                .statusCode(200)
                .body("partialSuccess.rejectedSpans", equalTo("1"))
                .body("partialSuccess.errorMessage", containsString("256 KiB"));
    }

    private void copies(String traceId, int many, String sentBy, String startedAt) {
        tables.column("""
                INSERT INTO span (trace_id, span_id, started_at, sent_by, received_at, name, body)
                SELECT trace_id, decode(lpad(to_hex(i), 16, '0'), 'hex'), %s, %s, received_at, name, body
                FROM span, generate_series(1, %d) AS i WHERE trace_id = decode('%s', 'hex') RETURNING 1""".formatted(startedAt, sentBy, many, traceId));
    }

    @Test
    void areHiddenUntilTheFirstView() {
        String traceId = id(32);
        send(request(span(traceId, id(16), "chat gpt-4o"))).statusCode(200);
        String caseId = claimed(traceId);
        assertThat(SignIn.as("rita").get("/api/v1/cases/" + caseId).jsonPath().<Object>get("background.spans"))
                .isNull();
    }

    @Test
    void areTakenInPartWhenSomeAreBad() {
        String traceId = id(32);
        ObjectNode request = request(
                span(traceId, id(16), "chat gpt-4o"),
                span("0".repeat(32), id(16), "chat"),
                span(traceId, "zz", "chat"));
        send(request)
                .statusCode(200)
                .body("partialSuccess.rejectedSpans", equalTo("2"))
                .body("partialSuccess.errorMessage", containsString("traceId"));
        assertThat(tables.column("SELECT count(*) FROM span WHERE trace_id = decode('" + traceId + "', 'hex')"))
                .containsExactly("1");
    }

    @Test
    void areRejectedWhenTheyStartFarAhead() {
        String traceId = id(32);
        send(request(
                        span(traceId, id(16), "chat")
                                .put("startTimeUnixNano", nanos(Instant.now().plus(Duration.ofHours(23)))),
                        span(traceId, id(16), "chat")
                                .put("startTimeUnixNano", nanos(Instant.now().plus(Duration.ofHours(25))))))
                .statusCode(200)
                .body("partialSuccess.rejectedSpans", equalTo("1"))
                .body("partialSuccess.errorMessage", containsString("24 hours ahead"));
        assertThat(tables.column("SELECT count(*) FROM span WHERE trace_id = decode('" + traceId + "', 'hex')"))
                .containsExactly("1");
    }

    /// A week of which spans lie in the rest is made with them, and the weeks after it as well.
    @Test
    void moveToTheirWeekWhenItIsMade() throws SQLException {
        String traceId = id(32);
        tables.change("""
                INSERT INTO span (trace_id, span_id, started_at, sent_by, received_at, name, body)
                VALUES (decode('%s', 'hex'), '\\x01', '2042-01-08T12:00:00Z', 'demo-agent', now(), 'a', '\\x00')""".formatted(traceId));
        weeks.makeAhead(Instant.parse("2042-01-01T00:00:00Z"), 2);
        assertThat(tables.column(
                        "SELECT tableoid::regclass FROM span WHERE trace_id = decode('" + traceId + "', 'hex')"))
                .containsExactly("span_2042w02");
        assertThat(tables.column("SELECT relname FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid"
                        + " WHERE inhparent = 'span'::regclass AND relname LIKE 'span_2042%' ORDER BY 1"))
                .containsExactly("span_2042w01", "span_2042w02", "span_2042w03");
        tables.change("DROP TABLE span_2042w01, span_2042w02, span_2042w03");
    }

    @Test
    void haveTheirWeekAlthoughAnotherCannotBeMade() throws SQLException {
        tables.change("CREATE TABLE span_odd PARTITION OF span FOR VALUES FROM ('2043-01-06') TO ('2043-01-07')");
        weeks.makeAhead(Instant.parse("2043-01-01T00:00:00Z"), 2);
        assertThat(tables.column("SELECT relname FROM pg_class WHERE relname LIKE 'span_2043w0_' ORDER BY 1"))
                .containsExactly("span_2043w01", "span_2043w03");
        tables.change("DROP TABLE span_odd, span_2043w01, span_2043w03");
    }

    @Test
    void aWeekWithoutSpansIsDroppedAndOneWithAHeldSpanStays() throws SQLException {
        for (String[] week : new String[][] {
            {"span_2021w01", "2021-01-04", "2021-01-11"}, {"span_2021w02", "2021-01-11", "2021-01-18"}
        }) {
            tables.change("CREATE TABLE %s PARTITION OF span FOR VALUES FROM ('%sT00:00:00Z') TO ('%sT00:00:00Z')"
                    .formatted(week[0], week[1], week[2]));
        }
        String traceId = id(32);
        tables.change("INSERT INTO span (trace_id, span_id, started_at, sent_by, received_at, name, body) VALUES"
                + " (decode('" + traceId
                + "', 'hex'), '\\x01', '2021-01-12T00:00:00Z', 'demo-agent', now(), 'a', '\\x00')");
        assertThat(weeks.drop(clock.instant())).contains("span_2021w01").doesNotContain("span_2021w02");
        tables.change("DELETE FROM span WHERE trace_id = decode('" + traceId + "', 'hex')");
        assertThat(weeks.drop(clock.instant())).contains("span_2021w02");
        assertThat(tables.column("SELECT count(*) FROM pg_class WHERE relname = 'span_2021w02'"))
                .containsExactly("0");
    }

    @Test
    void areRefusedInTheWayOfOtlp() throws IOException {
        send("not json").statusCode(400).body("code", equalTo(3)).body("message", containsString("JSON"));
        send("{\"resourceSpans\": 3e2333888888882}").statusCode(400);
        Response protobuf =
                agent("application/x-protobuf").body(new byte[] {1, 2, 3}).post("/v1/traces");
        protobuf.then().statusCode(400).contentType("application/x-protobuf");
        assertThat(protobuf.asByteArray()).startsWith(8, 3, 0x12); // code 3, then a message
        agent("application/json")
                .header("Content-Encoding", "gzip")
                .body("plain")
                .post("/v1/traces")
                .then()
                .statusCode(400);
        ByteArrayOutputStream bomb = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bomb)) {
            for (int i = 0; i < 21; i++) {
                out.write(new byte[1 << 20]);
            }
        }
        agent("application/x-protobuf")
                .header("Content-Encoding", "gzip")
                .body(bomb.toByteArray())
                .post("/v1/traces")
                .then()
                .statusCode(413);
        given().contentType("application/json")
                .body("{}")
                .post("/v1/traces")
                .then()
                .statusCode(401);
        agent("text/plain").body("x").post("/v1/traces").then().statusCode(415);
        Response empty = agent("application/x-protobuf").body(new byte[0]).post("/v1/traces");
        empty.then().statusCode(200);
        assertThat(ExportTraceServiceResponse.parseFrom(empty.asByteArray()).hasPartialSuccess())
                .isFalse();
    }

    /// An exporter that cuts a text in the middle of a character loses the character and not the span.
    @Test
    void areKeptWithHalfACharacter() {
        String traceId = id(32);
        ObjectNode request = request(span(traceId, id(16), "chat HALF"));
        attribute((ObjectNode) request.at("/resourceSpans/0/scopeSpans/0/spans/0"), "odd HALF", "cut HALF");
        ((ObjectNode) request.at("/resourceSpans/0")).put("schemaUrl", "x\u0000");
        send(request.toString().replace("HALF", "\\ud83d")).statusCode(200).body("partialSuccess", nullValue());
        assertThat(tables.column("SELECT name FROM span WHERE trace_id = decode('" + traceId + "', 'hex')"))
                .containsExactly("chat \ufffd");
    }

    /// Protobuf nests deeper than anybody reads JSON again.
    @Test
    void areReadAgainHoweverDeepTheirValues() {
        AnyValue deep = AnyValue.newBuilder().setStringValue("innermost").build();
        for (int i = 0; i < 40; i++) {
            deep = AnyValue.newBuilder()
                    .setArrayValue(ArrayValue.newBuilder().addValues(deep))
                    .build();
        }
        String traceId = id(32);
        ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
        request.addResourceSpansBuilder()
                .addScopeSpansBuilder()
                .addSpansBuilder()
                .setTraceId(ByteString.fromHex(traceId))
                .setSpanId(ByteString.fromHex(id(16)))
                .setName("chat")
                .setStartTimeUnixNano(Instant.now().getEpochSecond() * 1_000_000_000)
                .addAttributes(KeyValue.newBuilder().setKey("deep").setValue(deep));
        agent("application/x-protobuf")
                .body(request.build().toByteArray())
                .post("/v1/traces")
                .then()
                .statusCode(200);
        SignIn.as("rita")
                .get("/api/v1/cases/" + revealed(traceId))
                .then()
                .statusCode(200)
                .body(containsString("innermost"));
    }

    @Test
    void areShownAsDamagedWhenTheyAre() throws SQLException {
        String traceId = id(32);
        send(request(span(traceId, id(16), "chat gpt-4o"), span(traceId, id(16), "execute_tool refunds.get")))
                .statusCode(200);
        tables.change("UPDATE span SET body = '\\x00' WHERE name = 'chat gpt-4o' AND trace_id = decode('" + traceId
                + "', 'hex')");
        SignIn.as("rita")
                .get("/desk/cases/" + revealed(traceId))
                .then()
                .statusCode(200)
                .body(containsString("chat gpt-4o (cannot be read)"), containsString("execute_tool refunds.get"));
    }

    /// Many instrumentations do not say which model answered.
    @ParameterizedTest
    @ValueSource(strings = {"gpt-4o-2024-08-06", "unknown"})
    void recordADecisionByThemselves(String served) {
        String traceId = id(32);
        String externalId = Chain.fresh("spoken");
        ObjectNode span = span(traceId, id(16), "invoke_agent support-agent");
        attribute(span, "gen_ai.system", "openai");
        attribute(span, "gen_ai.request.model", "gpt-4o");
        if (!served.equals("unknown")) {
            attribute(span, "gen_ai.response.model", served);
        }
        ObjectNode event = span.putArray("events").addObject();
        event.put("timeUnixNano", nanos(Instant.now().minusSeconds(5))).put("name", "decision");
        Map.of(
                        "redress.externalId", externalId,
                        "redress.type", type,
                        "redress.outcome.code", "denied",
                        "redress.outcome.summary", "Your refund was refused.",
                        "redress.automation", "FULLY",
                        "redress.policy.id", "refunds",
                        "redress.policy.version", "7",
                        "redress.subject.ref", "cust-1182",
                        "redress.reasons", "[{\"code\": \"LATE\", \"text\": \"You asked too late.\"}]",
                        "redress.inputSnapshot", "{\"purchase\": \"2026-08-01\"}")
                .forEach((key, value) -> attribute(event, key, value));
        event.withArray("attributes")
                .addObject()
                .put("key", "redress.outcome.adverse")
                .putObject("value")
                .put("boolValue", true);
        for (int i = 0; i < 2; i++) {
            send(request(span)).statusCode(200).body("partialSuccess", nullValue());
        }
        JsonPath recorded =
                Chain.agent().get("/api/v1/decisions?externalId=" + externalId).jsonPath();
        assertThat(recorded.getList("items")).hasSize(1);
        assertThat(recorded.getString("items[0].model.provider")).isEqualTo("openai");
        assertThat(recorded.getString("items[0].model.served")).isEqualTo(served);
        assertThat(recorded.getString("items[0].trace.traceId")).isEqualTo(traceId);
        assertThat(recorded.getString("items[0].appealUrl")).contains("/a/");
        assertThat(recorded.getString("items[0].reasons[0].code")).isEqualTo("LATE");

        ObjectNode incomplete = span(traceId, id(16), "invoke_agent support-agent");
        attribute(incomplete, "redress.externalId", Chain.fresh("spoken"));
        attribute(incomplete, "redress.type", type);
        send(request(incomplete))
                .statusCode(200)
                .body("partialSuccess.rejectedSpans", equalTo("0"))
                .body("partialSuccess.errorMessage", containsString("/outcome"));
    }

    /// As an exporter writes them that knows more than texts.
    @Test
    void tellMembersAsListsAndMapsToo() {
        String id = Chain.fresh("spoken");
        ObjectNode span = told(id);
        span.withArray("attributes").add(Chain.tree("""
                {"key": "redress.inputSnapshot", "value": {"kvlistValue": {"values": [
                  {"key": "a", "value": {"stringValue": "x"}},
                  {"key": "b", "value": {"arrayValue": {"values": [{"boolValue": true},
                     {"kvlistValue": {"values": [{"key": "c", "value": {"doubleValue": 1.5}}]}}]}}}]}}}"""));
        span.withArray("attributes").add(Chain.tree("""
                {"key": "redress.facts", "value": {"arrayValue": {"values": [{"kvlistValue": {"values": [
                  {"key": "id", "value": {"stringValue": "f1"}}, {"key": "name", "value": {"stringValue": "Day"}},
                  {"key": "value", "value": {"stringValue": "Monday"}}]}}]}}}"""));
        send(request(span)).statusCode(200).body("partialSuccess", equalTo(null));
        JsonPath told = Chain.agent().get("/api/v1/decisions?externalId=" + id).jsonPath();
        assertThat(told.getMap("items[0].inputSnapshot"))
                .isEqualTo(Map.of("a", "x", "b", List.of(true, Map.of("c", 1.5f))));
        assertThat(told.getString("items[0].facts[0].value")).isEqualTo("Monday");
    }

    @Test
    void recordTheOtherDecisionsBesideOneThatIsNone() {
        String good = Chain.fresh("spoken");
        for (String bad : List.of("redress..", "redress.a" + ".a".repeat(1_000))) {
            ObjectNode wrong = told(Chain.fresh("spoken"));
            attribute(wrong, bad, "x");
            send(request(wrong, told(good)))
                    .statusCode(200)
                    .body("partialSuccess.rejectedSpans", equalTo("0"))
                    .body("partialSuccess.errorMessage", containsString("is no path of a member"));
        }
        assertThat(Chain.agent()
                        .get("/api/v1/decisions?externalId=" + good)
                        .jsonPath()
                        .getList("items"))
                .hasSize(1);
    }

    private ObjectNode told(String externalId) {
        ObjectNode span =
                span(id(32), id(16), "invoke_agent support-agent").put("endTimeUnixNano", "1764000000000000000");
        Map.of(
                        "redress.externalId",
                        externalId,
                        "redress.type",
                        type,
                        "redress.outcome.code",
                        "granted",
                        "redress.outcome.summary",
                        "You get your refund.",
                        "redress.subject.ref",
                        "cust-1182",
                        "redress.trace.traceId",
                        "f".repeat(32))
                .forEach((key, value) -> attribute(span, key, value));
        span.withArray("attributes")
                .addObject()
                .put("key", "redress.outcome.adverse")
                .putObject("value")
                .put("boolValue", false);
        return span;
    }

    private String claimed(String traceId) {
        ObjectNode decision = Chain.decision(type);
        decision.putObject("trace").put("traceId", traceId);
        Chain.appeal(Chain.token(
                        Chain.post(decision).then().statusCode(201).extract().path("appealUrl")))
                .then()
                .statusCode(201);
        return Chain.claim("rita", type).then().statusCode(201).extract().path("caseId");
    }

    private String revealed(String traceId) {
        String caseId = claimed(traceId);
        Chain.firstView("rita", caseId).then().statusCode(200);
        return caseId;
    }

    private static List<String> onCase(String caseId) {
        return SignIn.as("rita").get("/api/v1/cases/" + caseId).jsonPath().getList("background.spans.span.spanId");
    }

    private static io.restassured.specification.RequestSpecification agent(String contentType) {
        return given().header("Authorization", "Bearer " + Chain.KEY)
                .config(RestAssured.config()
                        .encoderConfig(io.restassured.config.EncoderConfig.encoderConfig()
                                .encodeContentTypeAs("application/x-protobuf", io.restassured.http.ContentType.BINARY)
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)))
                .contentType(contentType);
    }

    private static ValidatableResponse send(Object body) {
        return agent("application/json")
                .body(body.toString())
                .post("/v1/traces")
                .then();
    }

    private static ObjectNode request(ObjectNode... spans) {
        ObjectNode request = Chain.tree(
                "{\"resourceSpans\": [{\"resource\": {\"attributes\": []}, \"unknown\": 1, \"scopeSpans\": [{\"spans\": []}]}]}");
        for (ObjectNode span : spans) {
            request.withArray("/resourceSpans/0/scopeSpans/0/spans").add(span);
        }
        return request;
    }

    private static ObjectNode span(String traceId, String spanId, String name) {
        Instant now = Instant.now();
        ObjectNode span = Chain.tree("{\"attributes\": []}");
        return span.put("traceId", traceId.toUpperCase(java.util.Locale.ROOT))
                .put("spanId", spanId)
                .put("name", name)
                .put("kind", 3)
                .put("startTimeUnixNano", nanos(now.minusSeconds(9)))
                .put("endTimeUnixNano", nanos(now.minusSeconds(5)));
    }

    private static void attribute(ObjectNode of, String key, String value) {
        of.withArray("attributes")
                .addObject()
                .put("key", key)
                .putObject("value")
                .put("stringValue", value);
    }

    private static String nanos(Instant at) {
        return String.valueOf(at.getEpochSecond() * 1_000_000_000 + at.getNano());
    }

    private static String id(int digits) {
        return (UUID.randomUUID().toString() + UUID.randomUUID())
                .replace("-", "")
                .substring(0, digits);
    }
}
