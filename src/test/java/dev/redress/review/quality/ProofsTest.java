package dev.redress.review.quality;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import dev.redress.browser.Axe;
import dev.redress.browser.Browser;
import dev.redress.browser.Look;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What a reviewer had read, as it is recorded and asked for. Tests read 100,000 words a minute.
@QuarkusTest
@ExtendWith(Browser.Extension.class)
class ProofsTest {

    private static final byte[] PNG = java.util.Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    @Inject
    Tables tables;

    private final String type = Chain.fresh("proofs");

    private record Held(String token, String caseId, long fence) {}

    @Test
    void aRulingFasterThanReadingIsAskedAboutAtTheDeskAndNothingTypedIsLost() {
        Held held = held(true, false);
        Chain.firstView("rita", held.caseId()).then().statusCode(200);
        send(held, Map.of("reasons", ""))
                .then()
                .body(containsString("Reasons"), not(containsString("words on this case")))
                .statusCode(422);
        Response asked = send(held, Map.of());
        asked.then()
                .statusCode(409)
                .body(containsString("I have read all of it"))
                .body(containsString("The receipt shows November, as typed."))
                .body(containsString("words on this case"));
        assertThat(proof(held)).isNull();
        send(held, Map.of("readAll", "yes")).then().statusCode(303);
        assertThat(proof(held)).isEqualTo("FAST t");
    }

    @Test
    void whoTakesTheTimeIsNotAsked() {
        Held held = held(true, false);
        Chain.firstView("rita", held.caseId()).then().statusCode(200);
        SignIn.as("rita").get("/desk/cases/" + held.caseId()).then().statusCode(200);
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofMinutes(2))) {
            send(held, Map.of()).then().statusCode(303);
        }
        assertThat(proof(held)).isEqualTo(" f");
    }

    @Test
    void theApiMarksAndDoesNotAsk() {
        Held held = held(true, false);
        Chain.firstView("rita", held.caseId());
        Chain.rule("rita", held.caseId(), held.fence()).then().statusCode(201);
        assertThat(proof(held)).isEqualTo("FAST f");
    }

    @Test
    void upheldWithoutALookIntoTheFilesAndTheInputIsMarked() {
        Held held = held(false, true);
        Chain.firstView("rita", held.caseId());
        inTime(() -> uphold(held));
        assertThat(proof(held)).isEqualTo("FILES_UNOPENED,INPUT_UNOPENED f");
    }

    @Test
    void upheldAfterALookIntoAllIsNotMarked() {
        Held held = held(false, true);
        Chain.firstView("rita", held.caseId());
        String file = SignIn.as("rita")
                .get("/api/v1/cases/" + held.caseId())
                .then()
                .statusCode(200)
                .extract()
                .path("evidence[0].id");
        SignIn.as("rita")
                .get("/desk/cases/" + held.caseId() + "/evidence/" + file)
                .then()
                .statusCode(200);
        inTime(() -> uphold(held));
        assertThat(proof(held)).isEqualTo(" f");
        assertThat(column(held, "files || ' ' || files_opened || ' ' || input_opened"))
                .isEqualTo("1 1 true");
    }

    /// A short text stands on the page: whoever has it before them has read it.
    @Test
    void aTextThatIsShownWholeIsOpened() {
        String token = Chain.link(type);
        for (String text : List.of("Bought on 3 November.", "word ".repeat(1_000))) {
            given().multiPart("file", "note.txt", text.getBytes(StandardCharsets.UTF_8), "text/plain")
                    .post("/api/v1/notices/" + token + "/evidence")
                    .then()
                    .statusCode(201);
        }
        Chain.appeal(token).then().statusCode(201);
        Response claimed = Chain.claim("rita", type);
        Held held = new Held(token, claimed.path("caseId"), claimed.jsonPath().getLong("fence"));
        SignIn.as("rita").get("/desk/cases/" + held.caseId()).then().statusCode(200);
        Chain.firstView("rita", held.caseId());
        inTime(() -> uphold(held));
        assertThat(column(held, "files || ' ' || files_opened")).isEqualTo("2 1");
    }

    @Test
    void keysThatAreOffAreOffOnEveryPage() {
        try {
            settings("lena", Map.of("hints", "yes", "keys", "NONE", "evidence", "PLAIN"));
            for (String page : List.of("", "/me", "/keys", "/checks", "/health", "/roster", "/sweeps")) {
                assertThat(SignIn.as("lena").get("/desk" + page).asString())
                        .as(page)
                        .contains("data-keys=\"none\"");
            }
        } finally {
            settings("lena", Map.of("hints", "yes", "keys", "ALL", "evidence", "PLAIN"));
        }
    }

    @Test
    void whatSomebodyElseOpenedIsNotOnesOwn() {
        Held held = held(false, true);
        Chain.firstView("rita", held.caseId());
        SignIn.as("lena").get("/api/v1/cases/" + held.caseId()).then().statusCode(200);
        uphold(held);
        assertThat(proof(held)).contains("INPUT_UNOPENED");
    }

    @Test
    void theMarkIsOnNoPageOfThePerson() {
        Held held = held(false, true);
        Chain.firstView("rita", held.caseId());
        uphold(held);
        given().get("/a/" + held.token() + "/status?lang=en")
                .then()
                .statusCode(200)
                .body(not(containsString("UNOPENED")))
                .body(not(containsString("shallow")));
        given().get("/api/v1/notices/" + held.token() + "/status")
                .then()
                .statusCode(200)
                .body(not(containsString("UNOPENED")));
    }

    @Test
    void aReviewerSetsTheirOwnDeskAndNobodyElses(Browser browser) {
        for (Look look : new Look[] {Look.DESK, Look.DESK.inTheDark()}) {
            Page page = browser.open(look);
            SignIn.open(page, "ravi", "/desk/settings");
            Axe.assertNoViolations(page);
            page.locator("label:has-text('Only with Ctrl')").click();
            page.locator("label:has-text('Blurred first')").click();
            page.locator("button:has-text('Save')").click();
            page.waitForURL("**/desk/me");
            Axe.assertNoViolations(page);
            assertThat(page.locator("main").textContent()).contains("Modifiers", "Blurred", "Only you see this page.");
            page.navigate("/desk");
            assertThat(page.locator("body").getAttribute("data-keys")).isEqualTo("modifiers");
        }
        assertThat(SignIn.as("lena").get("/desk").asString()).contains("data-keys=\"all\"");
        browser.assertQuiet();
        SignIn.as("ravi")
                .contentType(ContentType.URLENC)
                .formParams(Map.of("hints", "yes", "keys", "ALL", "evidence", "PLAIN"))
                .redirects()
                .follow(false)
                .post("/desk/settings")
                .then()
                .statusCode(303);
        assertThat(SignIn.as("ravi").get("/desk").asString()).contains("data-keys=\"all\"");
    }

    @Test
    void aHintIsForOneAloneAndCanBeSwitchedOff() throws Exception {
        String case0 = held(false, false).caseId();
        for (int i = 1; i < 140; i += 10) {
            tables.change(
                    "INSERT INTO case_read VALUES ('" + case0 + "', 'lena', 'CASE', '', date_trunc('minute', now()"
                            + " - interval '" + i + " minutes')) ON CONFLICT DO NOTHING");
        }
        assertThat(SignIn.as("lena").get("/desk").asString()).contains("A break helps you");
        assertThat(SignIn.as("lena").get("/desk/me").asString()).contains("A break helps you");
        assertThat(SignIn.as("otto").get("/desk/health").asString()).doesNotContain("A break");
        try {
            settings("lena", Map.of("keys", "ALL", "evidence", "PLAIN")).then().statusCode(303);
            assertThat(SignIn.as("lena").get("/desk").asString()).doesNotContain("A break helps you");
            assertThat(SignIn.as("lena").get("/desk/me").asString()).contains("Hints are off.");
        } finally {
            settings("lena", Map.of("hints", "yes", "keys", "ALL", "evidence", "PLAIN"));
            tables.change("DELETE FROM case_read WHERE case_id = '" + case0 + "' AND reviewer_id = 'lena'");
        }
    }

    @Test
    void aFormThatIsNotWholeIsRefused() {
        settings("rita", Map.of("keys", "ALL")).then().statusCode(400);
        settings("rita", Map.of("keys", "SOME", "evidence", "PLAIN")).then().statusCode(400);
    }

    private static Response settings(String person, Map<String, String> form) {
        return SignIn.as(person)
                .contentType(ContentType.URLENC)
                .formParams(form)
                .redirects()
                .follow(false)
                .post("/desk/settings");
    }

    /// @param longRead whether there are 35,000 words to read: 21 seconds for a test
    private Held held(boolean longRead, boolean file) {
        ObjectNode decision = Chain.decision(type);
        if (longRead) {
            decision.withObjectProperty("policy")
                    .put("id", Chain.fresh("long"))
                    .put("text", "word ".repeat(35_000).strip());
        }
        String token = Chain.token(
                Chain.post(decision).then().statusCode(201).extract().path("appealUrl"));
        if (file) {
            given().multiPart("file", "receipt.png", PNG, "image/png")
                    .post("/api/v1/notices/" + token + "/evidence")
                    .then()
                    .statusCode(201);
        }
        Chain.appeal(token).then().statusCode(201);
        Response claimed = Chain.claim("rita", type);
        return new Held(token, claimed.path("caseId"), claimed.jsonPath().getLong("fence"));
    }

    private static Response send(Held held, Map<String, String> more) {
        Map<String, String> form = new HashMap<>(Map.of(
                "etag", "1",
                "fence", String.valueOf(held.fence()),
                "verdict", "UPHELD",
                "reasons", "The receipt shows November, as typed."));
        form.putAll(more);
        Response sent = SignIn.as("rita")
                .contentType(ContentType.URLENC)
                .formParams(form)
                .redirects()
                .follow(false)
                .post("/desk/cases/" + held.caseId() + "/ruling");
        if (sent.statusCode() == 303) { // without waiting for the undo window
            SignIn.as("rita").redirects().follow(false).post("/desk/cases/" + held.caseId() + "/send-now");
        }
        return sent;
    }

    /// Long enough after the claim to have read everything.
    private static void inTime(Runnable act) {
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofMinutes(2))) {
            act.run();
        }
    }

    private static void uphold(Held held) {
        SignIn.as("rita")
                .contentType(ContentType.JSON)
                .header("If-Match", "*")
                .body(Map.of("fence", held.fence(), "verdict", "UPHELD", "reasons", "The rule fits."))
                .post("/api/v1/cases/" + held.caseId() + "/ruling")
                .then()
                .statusCode(201);
    }

    /// The marks and whether the reading was confirmed; null when there is no ruling.
    private String proof(Held held) {
        return column(held, "shallow || ' ' || CASE WHEN confirmed THEN 't' ELSE 'f' END");
    }

    private String column(Held held, String what) {
        return tables.column("SELECT " + what + " FROM ruling_proof WHERE case_id = '" + held.caseId() + "'").stream()
                .findFirst()
                .orElse(null);
    }
}
