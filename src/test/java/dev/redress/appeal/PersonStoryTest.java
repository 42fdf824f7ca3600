package dev.redress.appeal;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.browser.Axe;
import dev.redress.browser.Browser;
import dev.redress.browser.Look;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// A person's whole way, on a phone, in Arabic, without scripts; and what goes wrong on the way of others.
@QuarkusTest
@ExtendWith(Browser.Extension.class)
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class PersonStoryTest {

    private final String type = Chain.fresh("story");

    @Test
    void leadsFromTheNoticeOverAProofAndAQuestionToTheReceipt(Browser browser) {
        PersonWords words = Wording.in(java.util.Locale.of("ar"));
        // Before the month that the law gives, which knows no pause, on whatever day this runs.
        Chain.register(type, Map.of("ruling", Map.of("amount", 14, "unit", "DAYS")));
        Page page = browser.open(Look.PHONE.in("ar").withoutScripts());
        String token = draft(page);
        // Digits of another direction are kept apart, or the date would be read from its end.
        assertThat(page.textContent("main")).contains("\u20682026-08-01\u2069");
        page.setInputFiles("#proof", new FilePayload("إيصال.png", "image/png", SampleFiles.PNG));
        go(page);
        page.fill("#statement", "اشتريته في الأول من نوفمبر.");
        go(page);
        assertThat(page.textContent(".app-files")).contains("إيصال.png");
        browser.shot(page, "story-evidence-ar");
        go(page);
        page.check("#self");
        go(page);
        page.check("#pause-no");
        go(page);
        page.fill("#email", "amal@example.org");
        go(page);
        assertThat(page.textContent("main")).contains("إيصال.png").contains("2026-11-01");
        go(page);
        assertThat(page.textContent("h1")).isEqualTo(words.stateReceived());
        String reference = page.textContent(".app-receipt__reference").strip();

        Response claimed = Chain.claim("rita", type);
        String caseId = claimed.then().statusCode(201).extract().path("caseId");
        Chain.firstView("rita", caseId).then().statusCode(200);
        SignIn.as("rita")
                .contentType(ContentType.JSON)
                .body(Map.of("text", "أي متجر؟", "question", true))
                .post("/api/v1/cases/" + caseId + "/messages")
                .then()
                .statusCode(201);
        page.reload();
        assertThat(page.textContent("h1")).isEqualTo(words.stateAsked());
        assertThat(page.textContent(".app-clock")).contains(words.clockPaused());
        page.click("main a.govuk-button");
        page.fill("#text", "متجر المحطة.");
        page.setInputFiles("#file", new FilePayload("photo.jpg", "image/jpeg", SampleFiles.named("a.jpg")));
        browser.shot(page, "story-answer-ar");
        go(page);
        assertThat(page.textContent(".app-thread")).contains("متجر المحطة.").contains("أي متجر؟");

        Page desk = browser.open(Look.DESK);
        SignIn.open(desk, "rita", "/desk/cases/" + caseId);
        desk.click("button:has-text('Claim this case')");
        for (var summary : desk.locator("summary:has-text('Write to'), summary:has-text('Move the')")
                .all()) {
            summary.click();
        }
        assertThat(desk.textContent("#evidence + ul")).contains("إيصال.png").contains("Purchase date");
        browser.shot(desk, "story-desk");
        Axe.assertNoViolations(desk);

        long fence = SignIn.as("rita")
                .put("/api/v1/cases/" + caseId + "/claim")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getLong("fence");
        SignIn.as("rita")
                .contentType(ContentType.JSON)
                .header(
                        "If-Match",
                        SignIn.as("rita").get("/api/v1/cases/" + caseId).header("ETag"))
                .body(Chain.overturned(fence).toString())
                .post("/api/v1/cases/" + caseId + "/ruling")
                .then()
                .statusCode(201);
        page.reload();
        assertThat(page.textContent("main"))
                .contains(words.verdictOverturned())
                .contains(reference)
                .contains("photo.jpg");
        browser.shot(page, "story-outcome-ar");
        assertThat(get("/api/v1/notices/" + token + "/status").<List<String>>path("evidence.factId"))
                .contains("f1");
        browser.assertQuiet();
    }

    /// No mouse, no touch: from the notice to the receipt, with a mistake on the way.
    @Test
    void canBeWalkedWithTheKeyboardAlone(Browser browser) {
        Page page = browser.open(Look.DESK);
        ObjectNode decision = Chain.decision(type);
        decision.withObjectProperty("subject").put("locale", "en");
        page.navigate(Chain.post(decision).then().statusCode(201).extract().path("appealUrl"));
        press(page, "main a.govuk-button", "Enter");
        press(page, "main button[type=submit]", "Enter"); // nothing chosen
        assertThat((boolean) page.evaluate("() => document.activeElement.matches('.govuk-error-summary')"))
                .as("focus on what is wrong")
                .isTrue();
        press(page, ".govuk-error-summary a", "Enter");
        assertThat((boolean) page.evaluate("() => document.activeElement.matches('#ground')"))
                .as("the way from the summary to the field")
                .isTrue();
        page.keyboard().press("Space");
        press(page, "main button[type=submit]", "Enter");
        press(page, "#fact", "Space");
        press(page, "main button[type=submit]", "Enter");
        type(page, "#value", "2026-11-01");
        press(page, "main button[type=submit]", "Enter");
        type(page, "#statement", "I bought it in November.");
        press(page, "main button[type=submit]", "Enter");
        press(page, "main button[type=submit]:not([name])", "Enter"); // no file
        press(page, "#self", "Space");
        press(page, "main button[type=submit]", "Enter");
        press(page, "input[name=pause]", "Space");
        press(page, "main button[type=submit]", "Enter");
        type(page, "#email", "amal@example.org");
        press(page, "main button[type=submit]", "Enter");
        assertThat(page.url()).contains("/appeal/check");
        press(page, "main button[type=submit]", "Enter");
        assertThat(page.textContent(".app-receipt__reference").strip()).startsWith("RD-");
        browser.assertQuiet();
    }

    private static void press(Page page, String wanted, String key) {
        reach(page, wanted);
        boolean leaves = key.equals("Enter")
                && (boolean) page.evaluate("() => !document.activeElement.matches('[href^=\"#\"]')");
        page.evaluate("() => { window.here = true; }");
        page.keyboard().press(key);
        if (leaves) {
            page.waitForFunction("() => !window.here && document.readyState === 'complete'");
        }
    }

    private static void type(Page page, String wanted, String text) {
        reach(page, wanted);
        page.keyboard().type(text);
    }

    private static void reach(Page page, String wanted) {
        for (int i = 0; i < 60; i++) {
            page.keyboard().press("Tab");
            if ((boolean) page.evaluate("wanted => document.activeElement.matches(wanted)", wanted)) {
                return;
            }
        }
        throw new AssertionError("the Tab key never reaches " + wanted + " on " + page.url());
    }

    @Test
    void losesNothingByTheBackButtonAndFilesOnceWhenSentTwice(Browser browser) {
        Page page = browser.open(Look.PHONE);
        String token = draft(page);
        go(page);
        page.fill("#statement", "I bought it on 1 November.");
        go(page);
        for (int i = 0; i < 2; i++) {
            page.waitForLoadState(); // the browser cannot go back from a page that is not there yet
            page.goBack();
        }
        Matters.form(token, "/appeal/fact-7", Map.of("value", "a fact that is not disputed any more"));
        assertThat(page.inputValue("#value")).isEqualTo("2026-11-01");
        page.navigate("/a/" + token + "/appeal/statement");
        assertThat(page.inputValue("#statement")).isEqualTo("I bought it on 1 November.");
        Matters.form(token, "/appeal/who", Map.of("self", "yes"));
        Matters.form(token, "/appeal/pause", Map.of("pause", "no"));
        Matters.form(token, "/appeal", Map.of());
        String first = get("/api/v1/notices/" + token + "/status").path("reference");
        Matters.form(token, "/appeal", Map.of());
        assertThat(get("/api/v1/notices/" + token + "/status").<String>path("reference"))
                .isEqualTo(first);
    }

    @Test
    void leavesADraftToComeBackToWhenTheLineDropsInMidUpload(Browser browser) throws IOException {
        Page page = browser.open(Look.PHONE);
        String token = draft(page);
        go(page);
        String head = "POST /a/" + token + "/appeal/evidence HTTP/1.1\r\nHost: localhost\r\n"
                + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 5000000\r\n\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n";
        int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(SampleFiles.text(1_000_000));
            socket.getOutputStream().flush();
            socket.setSoLinger(true, 0); // the line is cut, not closed
        }
        page.navigate("/a/" + token);
        page.click("main a.govuk-button"); // go on with the appeal
        page.navigate("/a/" + token + "/appeal/fact-1");
        assertThat(page.inputValue("#value")).isEqualTo("2026-11-01");
        page.navigate("/a/" + token + "/appeal/evidence");
        assertThat(page.locator(".app-files").count()).isZero();
    }

    /// From the notice to the page of the disputed fact, its right value typed.
    private String draft(Page page) {
        ObjectNode decision = Chain.decision(type);
        decision.withObjectProperty("subject").put("locale", (String) page.evaluate("() => navigator.language"));
        String link = Chain.post(decision).then().statusCode(201).extract().path("appealUrl");
        page.navigate(link);
        page.click("main a.govuk-button");
        page.check("#ground");
        go(page);
        page.check("#fact");
        go(page);
        page.fill("#value", "2026-11-01");
        return Chain.token(link);
    }

    private static void go(Page page) {
        page.locator("main form button[type=submit]:not([name])").first().click();
    }
}
