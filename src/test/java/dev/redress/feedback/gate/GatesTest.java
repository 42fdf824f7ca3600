package dev.redress.feedback.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.browser.Axe;
import dev.redress.browser.Browser;
import dev.redress.browser.Look;
import dev.redress.feedback.Label;
import dev.redress.feedback.Made;
import dev.redress.platform.Json;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.xml.parsers.DocumentBuilderFactory;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// Candidates against one dataset of two overturned and two upheld decisions.
@QuarkusTest
@ExtendWith(Browser.Extension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatesTest {

    @TempDir
    Path files;

    private String type;
    private JsonNode dataset;
    private final List<String> overturned = new ArrayList<>();
    private final List<String> upheld = new ArrayList<>();

    @BeforeEach
    void makesTheDatasetOnce() {
        if (dataset != null) {
            return;
        }
        type = Made.type();
        for (int i = 0; i < 2; i++) {
            overturned.add(Made.ruled(type, "OVERTURNED").path("labelId"));
            upheld.add(Made.ruled(type, "UPHELD").path("labelId"));
        }
        dataset = Chain.tree(
                Made.freeze(type, Map.of("type", type, "agent", "demo-agent")).asString());
    }

    @Test
    void aMistakeThatReturnsAndARightOneThatBreaksAreNamed() {
        ObjectNode body = body();
        add(body, overturned.get(0), "denied");
        add(body, overturned.get(1), "approved");
        add(body, upheld.get(0), "denied");
        add(body, upheld.get(1), "approved");
        run(body)
                .then()
                .statusCode(201)
                .header("Location", containsString("/api/v1/gates/"))
                .body("result", equalTo("FAIL"))
                .body("returned.label", equalTo(List.of(overturned.get(0))))
                .body("fixed.label", equalTo(List.of(overturned.get(1))))
                .body("broken.label", equalTo(List.of(upheld.get(1))))
                .body("whole.n", equalTo(4))
                .body("whole.bothRight", equalTo(1))
                .body("whole.p", equalTo(1.0f))
                .body("reasons[0]", containsString("made again"))
                .body("reasons[1]", containsString("wrong now"));
    }

    @Test
    void rightOnesThatAreFewAreTooFewToSay() {
        run(right()).then().statusCode(201).body("result", equalTo("TOO_FEW"));
        run(right().set("thresholds", json("{\"minItems\": 4}")))
                .then()
                .body("result", equalTo("PASS"))
                .body("reasons.size()", equalTo(0));
    }

    @Test
    void aSliceHasItsOwnThreshold() {
        ObjectNode body = right();
        ((ObjectNode) body.get("outcomes").get(0)).put("outcome", "denied");
        body.set("thresholds", json("{\"maxReturned\": 1, \"minItems\": 2}"));
        run(body).then().body("result", equalTo("PASS"));
        body.set(
                "sliceThresholds",
                json("{\"cause=WRONG_FACT\": {\"minAccuracy\": 0.9, \"minItems\": 2, \"maxReturned\": 1}}"));
        run(body)
                .then()
                .body("result", equalTo("FAIL"))
                .body("reasons[0]", containsString("cause=WRONG_FACT: 50.0 % are right"));
        body.set("sliceThresholds", json("{\"cause=NONE\": {}}"));
        run(body).then().statusCode(422);
    }

    @Test
    void aSliceThatIsTooSmallForItsOwnThresholdIsNoSuccess() {
        ObjectNode body = right();
        body.set("thresholds", json("{\"minItems\": 4}"));
        body.set("sliceThresholds", json("{\"cause=WRONG_FACT\": {\"minAccuracy\": 0.9}}"));
        run(body)
                .then()
                .body("result", equalTo("TOO_FEW"))
                .body("reasons", equalTo(List.of("cause=WRONG_FACT: 2 cases are too few to say")));
    }

    @Test
    void allAreCountedAndTheFirstAreNamed() {
        Label label = Json.read(Chain.tree("""
                        {"id": "01a2125b-5162-7115-bb9e-8990546e86ab", "type": "t", "label": "correct", "verdict": "UPHELD",
                        "agentOutcome": {"code": "denied"}}"""), Label.class);
        Comparison comparison = new Comparison(Map.of());
        for (int i = 0; i < Comparison.NAMED + 5; i++) {
            comparison.take(label);
        }
        assertThat(comparison.whole(Thresholds.USUAL).missing()).isEqualTo(Comparison.NAMED + 5);
        assertThat(comparison.missing).hasSize(Comparison.NAMED);
    }

    @Test
    void aCaseWithoutAnOutcomeIsNeverGreen() {
        ObjectNode body = right();
        ((ArrayNode) body.get("outcomes")).remove(0);
        body.set("thresholds", json("{\"minItems\": 1}"));
        run(body)
                .then()
                .body("result", equalTo("FAIL"))
                .body("missing.label", equalTo(List.of(overturned.get(0))))
                .body("whole.missing", equalTo(1))
                .body("reasons", equalTo(List.of("1 case has no outcome that says whether it is right")));
    }

    @Test
    void whatWasJudgedElsewhereCounts() {
        ObjectNode body = body();
        overturned.forEach(
                label -> outcomes(body).addObject().put("label", label).put("correct", true));
        upheld.forEach(label -> outcomes(body).addObject().put("label", label).put("correct", false));
        run(body).then().body("whole.fixed", equalTo(2)).body("whole.broken", equalTo(2));
    }

    @Test
    void junitSaysTheSame() throws Exception {
        ObjectNode body = right();
        ((ObjectNode) body.get("outcomes").get(0)).put("outcome", "denied");
        Response answer = SignIn.as("ana")
                .contentType(ContentType.JSON)
                .accept("application/xml")
                .body(body.toString())
                .post("/api/v1/gates");
        answer.then().statusCode(201).contentType("application/xml");
        Element suite = suite(answer.asByteArray());
        NodeList cases = suite.getElementsByTagName("testcase");
        NodeList failures = suite.getElementsByTagName("failure");
        assertThat(suite.getAttribute("tests")).isEqualTo("" + cases.getLength());
        assertThat(suite.getAttribute("failures")).isEqualTo("" + failures.getLength());
        assertThat(suite.getAttribute("skipped"))
                .isEqualTo("" + suite.getElementsByTagName("skipped").getLength());
        List<String> failed = new ArrayList<>();
        for (int i = 0; i < failures.getLength(); i++) {
            failed.add(((Element) failures.item(i).getParentNode()).getAttribute("classname"));
        }
        assertThat(failed).containsExactly("redress.thresholds", "redress.returned");
        String id = answer.header("Location").replaceAll(".*/", "");
        assertThat(SignIn.as("ada")
                        .queryParam("format", "junit")
                        .get("/api/v1/gates/" + id)
                        .asString())
                .isEqualTo(answer.asString());
    }

    @Test
    void thePageNamesThem(Browser browser) {
        ObjectNode body = right();
        ((ObjectNode) body.get("outcomes").get(0)).put("outcome", "<b>denied</b>");
        String id = run(body).path("id");
        Page page = browser.open(Look.DESK);
        SignIn.open(page, "ana", "/gates/" + id);
        assertThat(page.textContent("main"))
                .contains("Failed")
                .contains("Overturned mistakes that are made again (1)")
                .contains("<b>denied</b>")
                .contains("Too few to say");
        Axe.assertNoViolations(page);
        browser.shot(page, "gate");
        browser.assertQuiet();
    }

    @Test
    void theClientEndsAsTheGateDoes() throws Exception {
        ObjectNode good = right();
        Path outcomes = lines(good);
        Path thresholds = Files.writeString(files.resolve("thresholds.json"), "{\"minItems\": 4}");
        Path junit = files.resolve("junit.xml");
        Ended passed =
                client("-t", thresholds.toString(), "-c", "commit=ab12", "-j", junit.toString(), outcomes.toString());
        assertThat(passed.said()).startsWith("PASS\n").contains(type + "-v1: 4 cases");
        assertThat(passed.status()).isZero();
        assertThat(suite(Files.readAllBytes(junit)).getAttribute("failures")).isEqualTo("0");
        assertThat(client(outcomes.toString()).status()).isEqualTo(3);
        ((ObjectNode) good.get("outcomes").get(0)).put("outcome", "denied");
        Ended failed = client(lines(good).toString());
        assertThat(failed.said()).startsWith("FAIL\n").contains("Made again:\n");
        assertThat(failed.status()).isEqualTo(1);
        Files.writeString(files.resolve("broken.jsonl"), "{\"label\": \n");
        assertThat(client(files.resolve("broken.jsonl").toString()).status()).isEqualTo(2);
        assertThat(client("-c", "a=\"", outcomes.toString()).status()).isEqualTo(2);
    }

    @Test
    void anAgentRunsGatesOnItsOwnLabelsOnly() {
        JsonNode all = Made.dataset(type + "-all", type);
        Chain.agent().body(right().toString()).post("/api/v1/gates").then().statusCode(201);
        Chain.agent()
                .body(right().put("dataset", all.get("id").asText()).toString())
                .post("/api/v1/gates")
                .then()
                .statusCode(404);
        String foreign = run(right().put("dataset", all.get("id").asText())).path("id");
        Chain.agent().get("/api/v1/gates/" + foreign).then().statusCode(404);
        assertThat(Chain.agent().get("/api/v1/gates").<List<String>>path("items.id"))
                .isNotEmpty()
                .doesNotContain(foreign);
        SignIn.as("ana")
                .queryParam("dataset", all.get("id").asText())
                .get("/api/v1/gates")
                .then()
                .body("items.id", equalTo(List.of(foreign)));
        SignIn.as("rita")
                .contentType(ContentType.JSON)
                .body(right().toString())
                .post("/api/v1/gates")
                .then()
                .statusCode(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "{\"dataset\": \"DATASET\"}",
                "{\"dataset\": \"DATASET\", \"outcomes\": []}",
                "{\"dataset\": \"DATASET\", \"outcomes\": [null]}",
                "{\"dataset\": \"DATASET\", \"outcomes\": [{\"outcome\": \"x\"}]}",
                "{\"dataset\": \"DATASET\", \"outcomes\": [{\"label\": \"LABEL\"}]}",
                "{\"dataset\": \"DATASET\", \"outcomes\": [{\"label\": \"nonsense\", \"outcome\": \"x\"}]}",
                "{\"dataset\": \"DATASET\", \"outcomes\": [{\"label\": \"01a2125b-5162-7115-bb9e-8990546e86ab\", \"correct\": true}]}",
                "{\"dataset\": \"DATASET\", \"outcomes\": [{\"label\": \"LABEL\", \"correct\": true}, {\"label\": \"LABEL\", \"correct\": true}]}",
                "{\"dataset\": \"DATASET\", \"split\": \"x\", \"outcomes\": [{\"label\": \"LABEL\", \"correct\": true}]}",
                "{\"dataset\": \"DATASET\", \"thresholds\": {\"minAccuracy\": 90}, \"outcomes\": [{\"label\": \"LABEL\", \"correct\": true}]}",
                "{\"dataset\": \"DATASET\", \"candidate\": {\"a\": null}, \"outcomes\": [{\"label\": \"LABEL\", \"correct\": true}]}",
                "{\"dataset\": \"DATASET\", \"outcomes\": [{\"label\": \"LABEL\", \"outcome\": \"\\u0000\"}]}",
                "{\"dataset\": \"DATASET\", \"more\": 1}"
            })
    void whatCannotBeComparedIsRefused(String body) {
        run(body.replace("DATASET", dataset.get("id").asText()).replace("LABEL", upheld.getFirst()))
                .then()
                .statusCode(422)
                .contentType("application/problem+json");
    }

    @Test
    void whatIsNoJsonIsRefused() {
        run("{\"dataset\": ").then().statusCode(400);
        run("[".repeat(10_000)).then().statusCode(422);
        SignIn.as("ana").get("/api/v1/gates/" + UUID.randomUUID()).then().statusCode(404);
        SignIn.as("ana")
                .queryParam("format", "pdf")
                .get("/api/v1/gates/" + UUID.randomUUID())
                .then()
                .statusCode(400);
    }

    /// Told before millions of them are made.
    @Test
    void outcomesHaveAnEnd() {
        run("{\"outcomes\": [" + "{},".repeat(2_000_000) + "{}]}")
                .then()
                .statusCode(422)
                .body("errors[0].pointer", equalTo("/outcomes"));
    }

    private record Ended(int status, String said) {}

    private Ended client(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("sh", "redress-gate", "-d", dataset.get("id").asText()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "REDRESS_URL",
                        ConfigProvider.getConfig().getValue("test.url", String.class),
                        "REDRESS_KEY",
                        Chain.KEY));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), said);
    }

    private Path lines(ObjectNode body) throws Exception {
        StringBuilder lines = new StringBuilder();
        outcomes(body).forEach(outcome -> lines.append(outcome).append("\n\n"));
        return Files.writeString(files.resolve("outcomes.jsonl"), lines);
    }

    private ObjectNode body() {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("dataset", dataset.get("id").asText());
        body.putArray("outcomes");
        return body;
    }

    private ObjectNode right() {
        ObjectNode body = body();
        overturned.forEach(label -> add(body, label, "approved"));
        upheld.forEach(label -> add(body, label, "denied"));
        return body;
    }

    private static ArrayNode outcomes(ObjectNode body) {
        return (ArrayNode) body.get("outcomes");
    }

    private static void add(ObjectNode body, String label, String outcome) {
        outcomes(body).addObject().put("label", label).put("outcome", outcome);
    }

    private static ObjectNode json(String text) {
        return Chain.tree(text);
    }

    private static Response run(Object body) {
        return SignIn.as("ana")
                .contentType(ContentType.JSON)
                .body(body.toString())
                .post("/api/v1/gates");
    }

    private static Element suite(byte[] xml) throws Exception {
        return (Element) DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(xml))
                .getElementsByTagName("testsuite")
                .item(0);
    }
}
