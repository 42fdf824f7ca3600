package dev.redress.feedback.push;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.Chain;
import dev.redress.Tables;
import dev.redress.feedback.Made;
import dev.redress.feedback.SecondLevel;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.trace.v1.Span;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@WithTestResource(Receivers.class)
class PushesTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SPAN = "00f067aa0ba902b7";

    @Inject
    Tables tables;

    @Inject
    Courier courier;

    private record Got(String method, String path, String credential, byte[] body) {
        JsonNode json() {
            return Chain.tree(new String(body));
        }
    }

    @BeforeEach
    void emptiesTheOutbox() {
        courier.carry(at(Instant.now()));
    }

    @Test
    void langfuseGetsTheItemAndTheCorrection() throws Exception {
        Response ruled = ruled("OVERTURNED");
        List<Got> got = carry(Instant.now()).stream()
                .filter(one -> one.path().startsWith("/api"))
                .toList();
        assertThat(paths(got, "/api"))
                .containsExactly("/api/public/v2/datasets", "/api/public/dataset-items", "/api/public/scores");
        assertThat(got.getFirst().credential())
                .isEqualTo("Basic_" + Base64.getEncoder().encodeToString("pk:sk".getBytes()));
        JsonNode item = item(got);
        assertThat(item.get("datasetName").asText()).isEqualTo("appeals");
        assertThat(item.at("/expectedOutput/code").asText()).isEqualTo("approved");
        assertThat(item.get("sourceTraceId").asText()).isEqualTo(TRACE);
        JsonNode score = got.get(2).json();
        assertThat(score.get("id").asText()).isEqualTo(ruled.path("labelId"));
        assertThat(score.get("dataType").asText()).isEqualTo("CORRECTION");
        assertThat(score.get("source").asText()).isEqualTo("ANNOTATION");
        assertThat(score.get("value").asText()).isEqualTo("approved: You get your money back.");
        assertThat(score.get("observationId").asText()).isEqualTo(SPAN);
        assertThat(carry(Instant.now())).as("once is enough").isEmpty();
        assertThat(tables.column("SELECT count(*) FROM journal WHERE act = 'LABEL_PUSHED' AND detail LIKE '%"
                        + ruled.path("labelId") + "%'"))
                .containsExactly("2");
    }

    @Test
    void otlpGetsASpanOfItsOwnWithOneLinkToTheJudgedOne() throws Exception {
        Response ruled = ruled("OVERTURNED");
        Got sent = carry(Instant.now()).stream()
                .filter(got -> got.path().equals("/otlp/v1/traces"))
                .findFirst()
                .orElseThrow();
        assertThat(sent.credential()).isEqualTo("Bearer_collector");
        Span span = ExportTraceServiceRequest.parseFrom(sent.body())
                .getResourceSpans(0)
                .getScopeSpans(0)
                .getSpans(0);
        assertThat(span.getTraceId().size()).isEqualTo(16);
        assertThat(span.getSpanId().size()).isEqualTo(8);
        assertThat(hex(span.getTraceId().toByteArray())).isNotEqualTo(TRACE);
        assertThat(span.getParentSpanId().isEmpty()).isTrue();
        assertThat(span.getLinksCount()).isEqualTo(1);
        assertThat(hex(span.getLinks(0).getTraceId().toByteArray())).isEqualTo(TRACE);
        assertThat(hex(span.getLinks(0).getSpanId().toByteArray())).isEqualTo(SPAN);
        Map<String, String> attributes = texts(span.getAttributesList());
        assertThat(attributes)
                .containsEntry("openinference.span.kind", "EVALUATOR")
                .containsEntry("evaluations.0.evaluation.name", "appeal.ruling")
                .containsEntry("evaluations.0.evaluation.label", "incorrect")
                .containsEntry("evaluations.0.evaluation.annotator_kind", "HUMAN")
                .containsEntry("evaluations.0.evaluation.explanation", "The receipt shows November.")
                .containsEntry("appeal.policy.version", "7")
                .containsEntry("appeal.label.id", ruled.path("labelId"));
        assertThat(Chain.tree(attributes.get("evaluations.0.evaluation.metadata"))
                        .get("cause")
                        .asText())
                .isEqualTo("WRONG_FACT");
        assertThat(attributes.values()).noneMatch(value -> value.contains("rita"));
    }

    @Test
    void theEventBelongsToTheJudgedSpan() throws Exception {
        ruled("UPHELD");
        Got sent = carry(Instant.now()).stream()
                .filter(got -> got.path().equals("/otlp/v1/logs"))
                .findFirst()
                .orElseThrow();
        LogRecord event = ExportLogsServiceRequest.parseFrom(sent.body())
                .getResourceLogs(0)
                .getScopeLogs(0)
                .getLogRecords(0);
        assertThat(event.getEventName()).isEqualTo("gen_ai.evaluation.result");
        assertThat(hex(event.getTraceId().toByteArray())).isEqualTo(TRACE);
        assertThat(hex(event.getSpanId().toByteArray())).isEqualTo(SPAN);
        assertThat(texts(event.getAttributesList()))
                .containsEntry("gen_ai.evaluation.name", "appeal.ruling")
                .containsEntry("gen_ai.evaluation.score.label", "correct")
                .containsEntry("gen_ai.evaluation.score.value", "1.0");
    }

    @Test
    void whatFailsIsTriedAgainLater() throws Exception {
        Response ruled = ruled("OVERTURNED");
        Instant now = Instant.now();
        next(503);
        assertThat(paths(carry(now), "/api")).containsExactly("/api/public/v2/datasets");
        assertThat(carry(now.plusSeconds(5))).as("not before its time").isEmpty();
        assertThat(tables.column(waiting(ruled, "last_failure"))).containsExactly("status 503");
        assertThat(paths(carry(now.plusSeconds(11)), "/api")).hasSize(3);
        assertThat(tables.column(waiting(ruled, "delivered_at"))).isEmpty();
    }

    /// Else the first would take its place back, for ever.
    @Test
    void aLaterLabelWaitsForAnEarlierOneOfTheDecision() throws Exception {
        Response first = ruled("OVERTURNED");
        Instant now = Instant.now();
        next(503);
        carry(now);
        SecondLevel.rule(tables, first, "UPHELD").then().statusCode(201);
        assertThat(paths(carry(now.plusSeconds(5)), "/api")).isEmpty();
        List<Got> got = carry(now.plusSeconds(30)).stream()
                .filter(one -> one.path().startsWith("/api"))
                .toList();
        assertThat(got.stream()
                        .filter(one -> one.path().endsWith("/dataset-items"))
                        .map(one -> one.json().at("/expectedOutput/code").asText()))
                .containsExactly("approved", "denied");
        assertThat(got.stream().filter(one -> one.path().contains("/scores")).map(Got::method))
                .containsExactly("POST", "DELETE", "POST");
    }

    @Test
    void aWrongAddressIsTriedUntilSomebodySetsItRight() throws Exception {
        Response ruled = ruled("OVERTURNED");
        Instant now = Instant.now();
        next(404);
        carry(now);
        assertThat(tables.column(waiting(ruled, "last_failure"))).contains("status 404");
        carry(now.plusSeconds(11));
        assertThat(tables.column(waiting(ruled, "target"))).isEmpty();
    }

    @Test
    void whatCanNeverSucceedIsGivenUp() throws Exception {
        Response ruled = ruled("OVERTURNED");
        next(422);
        carry(Instant.now());
        assertThat(carry(Instant.now().plus(Duration.ofDays(1)))).isEmpty();
        assertThat(tables.column("SELECT last_failure FROM label_push WHERE given_up_at IS NOT NULL AND " + of(ruled)))
                .containsExactly("status 422");
    }

    @Test
    void aSecondLevelTakesTheFirstScoreAwayAndTheItemsPlace() throws Exception {
        Response first = ruled("OVERTURNED");
        String item = item(carry(Instant.now())).get("id").asText();
        SecondLevel.rule(tables, first, "UPHELD").then().statusCode(201);
        List<Got> got = carry(Instant.now());
        assertThat(got.stream().filter(one -> one.method().equals("DELETE")).map(Got::path))
                .containsExactly("/api/public/scores/" + first.path("labelId"));
        assertThat(item(got).get("id").asText()).isEqualTo(item);
        assertThat(item(got).at("/expectedOutput/code").asText()).isEqualTo("denied");
    }

    @Test
    void withoutAJudgedSpanThereIsNoEvaluationSpan() throws Exception {
        Made.ruled(Made.type(), "OVERTURNED");
        assertThat(carry(Instant.now()))
                .extracting(Got::path)
                .containsExactly("/api/public/v2/datasets", "/api/public/dataset-items");
    }

    @Test
    void pausesDoubleUpToFourHoursUnlessMoreIsAsked() {
        assertThat(Pushes.pause(1, Duration.ZERO)).isEqualTo(Duration.ofSeconds(10));
        assertThat(Pushes.pause(3, Duration.ZERO)).isEqualTo(Duration.ofSeconds(40));
        assertThat(Pushes.pause(3, Duration.ofMinutes(5))).isEqualTo(Duration.ofMinutes(5));
        assertThat(Pushes.pause(500, Duration.ofDays(9))).isEqualTo(Duration.ofHours(4));
    }

    private static Response ruled(String verdict) {
        return Made.ruled(
                Made.type(),
                verdict,
                decision -> decision.putObject("trace").put("traceId", TRACE).put("spanId", SPAN));
    }

    /// What arrives when the courier goes once.
    private List<Got> carry(Instant now) throws Exception {
        int before = got().size();
        courier.carry(at(now));
        List<Got> got = got();
        return got.subList(before, got.size());
    }

    private static Clock at(Instant now) {
        return Clock.fixed(now, ZoneOffset.UTC);
    }

    private List<Got> got() throws Exception {
        List<Got> got = new ArrayList<>();
        for (String line : call("GET", "/got").lines().toList()) {
            String[] parts = line.split(" ", -1);
            got.add(new Got(parts[0], parts[1], parts[2], Base64.getDecoder().decode(parts[3])));
        }
        return got;
    }

    private void next(int status) throws Exception {
        call("PUT", "/next/" + status);
    }

    private String call(String method, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(ConfigProvider.getConfig()
                                        .getValue("redress.push.langfuse.url", URI.class)
                                        .resolve(path))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /// Whichever of the two receivers came first.
    private static JsonNode item(List<Got> got) {
        return got.stream()
                .filter(one -> one.path().endsWith("/dataset-items"))
                .findFirst()
                .orElseThrow()
                .json();
    }

    private static List<String> paths(List<Got> got, String start) {
        return got.stream()
                .map(Got::path)
                .filter(path -> path.startsWith(start))
                .toList();
    }

    private static String waiting(Response ruled, String column) {
        return "SELECT " + column + " FROM label_push WHERE delivered_at IS NULL AND " + of(ruled);
    }

    private static String of(Response ruled) {
        return "label_position = (SELECT position FROM label WHERE id = '" + ruled.path("labelId") + "')";
    }

    private static Map<String, String> texts(List<KeyValue> attributes) {
        return attributes.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey,
                        one -> one.getValue().hasDoubleValue()
                                ? "" + one.getValue().getDoubleValue()
                                : one.getValue().getStringValue()));
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
