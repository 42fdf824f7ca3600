package dev.redress.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import dev.redress.browser.Axe;
import dev.redress.browser.Browser;
import dev.redress.browser.Look;
import dev.redress.platform.Cursor;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Names in spans that Redress does not know: in the case, in the list of the operator, and never lost.
@QuarkusTest
@ExtendWith(Browser.Extension.class)
class UnmappedTest {

    private static final String PATH = "/api/v1/telemetry/unmapped";

    @Inject
    Tables tables;

    private final String producer = Chain.fresh("unmapped");
    private final String type = Chain.fresh("unmapped");
    private String key;

    @BeforeEach
    void anAgentOfItsOwn() {
        Chain.register(type, Map.of());
        key = SignIn.as("otto")
                .contentType("application/json")
                .body(Map.of("agentId", producer))
                .post("/api/v1/agent-keys")
                .then()
                .statusCode(201)
                .extract()
                .path("key");
    }

    @Test
    void areListedWithWhoSentThemAndHowMuch() {
        ObjectNode told = span("llm.generate.answer");
        attribute(told, "gen_ai.usage.input_tokens", "intValue", "70");
        attribute(told, "gen_ai.usage.output_tokens", "intValue", "5");
        attribute(told, "acme.shelf", "stringValue", "B");
        send(told, span("llm.generate.answer"));
        send(span("llm.generate.answer"));
        JsonPath listed = SignIn.as("otto").get(PATH + "?producer=" + producer).jsonPath();
        assertThat(listed.getList("items")).hasSize(2);
        Map<String, Object> name = listed.getMap("items.find { it.kind == 'SPAN' }");
        assertThat(name)
                .containsEntry("name", "llm.generate.answer")
                .containsEntry("producer", producer)
                .containsEntry("spans", 3)
                .containsEntry("tokens", 75);
        assertThat(Instant.parse((String) name.get("lastSeen"))).isAfter(Instant.parse((String) name.get("firstSeen")));
        assertThat(listed.getMap("items.find { it.kind == 'ATTRIBUTE' }"))
                .containsEntry("name", "acme.shelf")
                .containsEntry("spans", 1)
                .doesNotContainKey("tokens");
    }

    @Test
    void aSpanThatComesTwiceIsCountedOnce() {
        ObjectNode span = span("odd");
        send(span);
        send(span);
        SignIn.as("ada").get(PATH + "?producer=" + producer).then().body("items.spans", equalTo(List.of(1)));
    }

    @Test
    void comeInPages() {
        ObjectNode span = span("chat gpt-4o");
        for (int i = 0; i < 7; i++) {
            attribute(span, "odd\u001f" + i, "stringValue", "x");
        }
        send(span);
        List<String> all = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = SignIn.as("otto")
                    .get(PATH + "?limit=3&producer=" + producer + "&cursor=" + cursor)
                    .jsonPath();
            all.addAll(page.getList("items.name"));
            cursor = page.getString("next");
        } while (cursor != null);
        assertThat(all).hasSize(7).doesNotHaveDuplicates();
        SignIn.as("otto").get(PATH + "?cursor=x").then().statusCode(400);
        String hostile = Cursor.of("2026-01-01T00:00:00Z", "SPAN", "a\0b", "x").encoded(); // no text of the database
        SignIn.as("otto").get(PATH + "?cursor=" + hostile).then().statusCode(400);
        SignIn.as("otto").get(PATH + "?limit=0").then().statusCode(400);
        SignIn.as("rita").get(PATH).then().statusCode(403);
        Chain.agent().get(PATH).then().statusCode(403);
    }

    /// A producer with endless names must not fill the disk with them.
    @Test
    void endlessNamesOfOneProducerAreCountedTogether() {
        for (int from = 0; from < UnmappedNames.MOST + 100; from += 1_000) {
            List<ObjectNode> spans = new ArrayList<>();
            for (int i = from; i < from + 1_000; i++) {
                spans.add(span("odd-" + i));
            }
            send(spans.toArray(ObjectNode[]::new));
        }
        String rows = "SELECT count(*) FROM unmapped_name WHERE sent_by = '" + producer + "'";
        assertThat(Integer.parseInt(tables.column(rows).getFirst())).isLessThanOrEqualTo(UnmappedNames.MOST + 1_001);
        assertThat(tables.column("SELECT spans FROM unmapped_name WHERE name = '" + UnmappedNames.FURTHER
                        + "' AND sent_by = '" + producer + "'"))
                .containsExactly("1000");
        assertThat(tables.column("SELECT sum(spans) FROM unmapped_name WHERE sent_by = '" + producer + "'"))
                .containsExactly("3000");
    }

    @Test
    void theContractIsPublished() {
        Chain.agent()
                .get("/api/v1/telemetry/contract")
                .then()
                .statusCode(200)
                .body("version", equalTo(1))
                .body("renames.find { it.from == 'gen_ai.system' }.to", equalTo("gen_ai.provider.name"))
                .body("attributes.find { it.name == 'gen_ai.usage.input_tokens' }.unit", equalTo("token"))
                .body("names.find { it.name == 'LLM' }.means", equalTo("MODEL"));
    }

    /// Whatever Redress counts of itself is in the contract, and nothing is there that it does not count.
    @Test
    void whatRedressSendsIsInTheContract() {
        Chain.post(Chain.decision(type)).then().statusCode(201);
        List<String> sent = io.restassured.RestAssured.get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("# TYPE redress_"))
                .map(line -> line.split(" ")[2].replaceAll("_total$", "").replace('_', '.'))
                .toList();
        List<String> published = SpanContract.CONTRACT.emits().stream()
                .filter(one -> one.kind().equals("METRIC"))
                .map(Contract.Emitted::name)
                .toList();
        assertThat(sent).contains("redress.decisions", "redress.decisions.waiting");
        assertThat(published).containsAll(sent);
    }

    @Test
    void standInTheCaseBesideWhatIsUnderstood(Browser browser) {
        String traceId = id(32);
        ObjectNode run = span("invoke_agent support-agent");
        ObjectNode old = span("chat gpt-4o");
        attribute(old, "gen_ai.system", "stringValue", "openai");
        attribute(old, "gen_ai.response.model", "stringValue", "gpt-4o-2024-08-06");
        attribute(old, "gen_ai.usage.prompt_tokens", "intValue", "812");
        attribute(old, "gen_ai.usage.completion_tokens", "intValue", "95");
        ObjectNode inference = span("ChatCompletion");
        attribute(inference, "openinference.span.kind", "stringValue", "LLM");
        attribute(inference, "llm.model_name", "stringValue", "gpt-4o-mini");
        attribute(inference, "llm.token_count.prompt", "intValue", "88");
        attribute(inference, "llm.token_count.completion", "intValue", "5");
        ObjectNode odd = span("refunds.lookup");
        attribute(odd, "acme.shelf", "stringValue", "B");
        for (ObjectNode span : List.of(run, old, inference, odd)) {
            span.put("traceId", traceId);
        }
        send(run, old, inference, odd);
        ObjectNode decision = Chain.decision(type);
        decision.putObject("trace").put("traceId", traceId);
        String token = Chain.token(
                Chain.post(decision).then().statusCode(201).extract().path("appealUrl"));
        Chain.appeal(token).then().statusCode(201);
        String caseId =
                Chain.claim("rita", type).then().statusCode(201).extract().path("caseId");
        assertThat(SignIn.as("rita").get("/api/v1/cases/" + caseId).jsonPath().<Object>get("background.run"))
                .as("hidden before the first view")
                .isNull();
        Chain.firstView("rita", caseId).then().statusCode(200);
        JsonPath shown = SignIn.as("rita").get("/api/v1/cases/" + caseId).jsonPath();
        assertThat(shown.getLong("background.run.inputTokens")).isEqualTo(900);
        assertThat(shown.getLong("background.run.outputTokens")).isEqualTo(100);
        assertThat(shown.<String>getList("background.run.unmapped.name"))
                .containsExactlyInAnyOrder("refunds.lookup", "acme.shelf");
        SignIn.as("rita")
                .get("/desk/cases/" + caseId)
                .then()
                .body(containsString("model gpt-4o-mini"))
                .body(containsString("812 tokens in, 95 out"))
                .body(containsString("gen_ai.usage.prompt_tokens = 812"))
                .body(containsString("Unmapped: 2 names"));
        for (Look look : List.of(Look.DESK, Look.PHONE, Look.DESK.inTheDark(), Look.PHONE.inTheDark())) {
            Page page = browser.open(look);
            SignIn.open(page, "rita", "/desk/cases/" + caseId);
            page.locator("details:has-text('Unmapped')")
                    .last()
                    .locator("summary")
                    .click();
            Axe.assertNoViolations(page);
            page.locator("#run").scrollIntoViewIfNeeded();
            browser.shot(page, "case-unmapped-" + look.name());
        }
        browser.assertQuiet();
    }

    @Test
    void haveAPageForTheOperator(Browser browser) {
        ObjectNode span = span("llm.generate.answer");
        attribute(span, "acme.shelf", "stringValue", "B");
        attribute(span, "gen_ai.usage.input_tokens", "intValue", "70");
        attribute(span, "<script>alert(1)</script>" + "long".repeat(40), "stringValue", "B");
        send(span);
        for (Look look : List.of(Look.DESK, Look.PHONE, Look.DESK.inTheDark(), Look.PHONE.inTheDark())) {
            Page page = browser.open(look);
            SignIn.open(page, "otto", "/telemetry/unmapped");
            assertThat(page.locator("tbody tr").first().textContent()).contains(producer);
            Axe.assertNoViolations(page);
            browser.shot(page, "unmapped-" + look.name());
        }
        browser.assertQuiet();
        SignIn.as("rita").get("/telemetry/unmapped").then().statusCode(403);
    }

    private void send(ObjectNode... spans) {
        ObjectNode request = Chain.tree("{\"resourceSpans\": [{\"scopeSpans\": [{\"spans\": []}]}]}");
        for (ObjectNode span : spans) {
            request.withArray("/resourceSpans/0/scopeSpans/0/spans").add(span);
        }
        Chain.agent(key)
                .body(request.toString())
                .post("/v1/traces")
                .then()
                .statusCode(200)
                .body("partialSuccess", org.hamcrest.Matchers.nullValue());
    }

    private static ObjectNode span(String name) {
        long now = Instant.now().toEpochMilli() * 1_000_000;
        return Chain.tree("{\"attributes\": []}")
                .put("traceId", id(32))
                .put("spanId", id(16))
                .put("name", name)
                .put("startTimeUnixNano", String.valueOf(now - 2_000_000_000L))
                .put("endTimeUnixNano", String.valueOf(now));
    }

    private static void attribute(ObjectNode span, String key, String kind, String value) {
        span.withArray("attributes")
                .addObject()
                .put("key", key)
                .putObject("value")
                .put(kind, value);
    }

    private static String id(int digits) {
        return (UUID.randomUUID().toString() + UUID.randomUUID())
                .replace("-", "")
                .substring(0, digits);
    }
}
