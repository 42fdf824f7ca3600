package dev.redress.review.desk;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.notNullValue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.browser.Axe;
import dev.redress.browser.Browser;
import dev.redress.browser.Look;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A reviewer's hands never leave the keyboard.
@QuarkusTest
@ExtendWith(Browser.Extension.class)
class KeysTest {

    private final String type = Chain.fresh("keys");

    @BeforeEach
    void aTypeOfItsOwn() {
        Chain.register(type, Map.of("blind", false));
    }

    @Test
    void walkTheQueueAndShowTheSheet(Browser browser) {
        Chain.appealed(type);
        Chain.appealed(type);
        Page page = browser.open(Look.DESK);
        SignIn.open(page, "rita", "/desk?type=" + type);
        page.keyboard().press("j");
        String first = focused(page);
        page.keyboard().press("j");
        String second = focused(page);
        assertThat(first).contains("RD-");
        assertThat(second).contains("RD-").isNotEqualTo(first);
        page.keyboard().press("k");
        assertThat(focused(page)).isEqualTo(first);
        page.keyboard().press("x");
        assertThat(page.isChecked("tr:has(a:focus) input[type=checkbox]")).isTrue();
        page.keyboard().press("/");
        page.waitForFunction("document.activeElement.name === 'search'");
        page.keyboard().press("Escape");
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        page.waitForURL("**/desk/cases/*");
        page.keyboard().press("Escape");
        page.waitForURL("**/desk");
        page.keyboard().press("?");
        page.waitForURL("**/desk/keys");
        Axe.assertNoViolations(page);
        browser.shot(page, "keys");
        page.keyboard().press("g");
        page.keyboard().press("m");
        page.waitForURL("**/desk?mine=true");
    }

    @Test
    void chosenCasesAreClaimedTogether(Browser browser) {
        Chain.appealed(type);
        Chain.appealed(type);
        Page page = browser.open(Look.DESK);
        SignIn.open(page, "ravi", "/desk?type=" + type);
        for (int i = 0; i < 2; i++) {
            page.keyboard().press("j");
            page.keyboard().press("x");
        }
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Claim the chosen"))
                .press("Enter");
        page.waitForURL("**/desk?mine=true");
        assertThat(page.locator("td:has-text('" + type + "')").count()).isEqualTo(2);
        Axe.assertNoViolations(page);
    }

    @Test
    void areSilentWhenTheReviewerWantsNone(Browser browser) {
        Chain.appealed(type);
        Page page = browser.open(Look.DESK);
        SignIn.open(page, "ravi", "/desk/settings");
        page.getByLabel("Only with Ctrl, Alt or Meta").check();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save"))
                .click();
        try {
            page.navigate("/desk?type=" + type);
            for (String key : List.of("j", "x", "?", "a")) {
                page.keyboard().press(key);
            }
            assertThat(page.url()).contains("/desk?type=");
            assertThat(page.evaluate("document.activeElement.tagName")).isEqualTo("BODY");
        } finally {
            page.navigate("/desk/settings");
            page.getByLabel("All keys").check();
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Save"))
                    .click();
        }
    }

    @Test
    void ruleOnAWholeCase(Browser browser) {
        Chain.appealed(type);
        Page page = browser.open(Look.DESK);
        SignIn.open(page, "rita", "/desk?type=" + type);
        page.keyboard().press("a");
        page.waitForURL("**/desk/cases/*");
        page.keyboard().press("n");
        assertThat(active(page)).isEqualTo("note");
        page.keyboard().type("Clear.");
        page.keyboard().press("Escape");
        page.keyboard().press("s");
        assertThat(active(page)).isEqualTo("skip-reason");
        page.keyboard().press("Escape");
        page.keyboard().press("r");
        assertThat(active(page)).isEqualTo("text");
        page.keyboard().press("Escape");
        assertThat(page.url()).contains("/desk/cases/"); // it left the field, not the page
        page.keyboard().press("o");
        assertThat(active(page)).isEqualTo("reasons");
        assertThat(page.isChecked("input[name=verdict][value=OVERTURNED]")).isTrue();
        page.keyboard().press("Escape");
        page.keyboard().press("u");
        assertThat(page.isChecked("input[name=verdict][value=UPHELD]")).isTrue();
        page.keyboard().type("The rule is clear: u and o are only letters here.");
        assertThat(page.inputValue("#reasons")).endsWith("only letters here.");
        page.keyboard().press("Control+Enter");
        page.waitForSelector("text=Undo");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send now"))
                .press("Enter");
        page.waitForSelector("blockquote:has-text('The rule is clear')");
    }

    /// What was typed is kept, and nothing is said that was not said.
    @Test
    void enterInAFieldOfTheRulingSendsNothingAndSaysNothingWasSeen(Browser browser) {
        String token = Chain.appealed(type);
        Page page = browser.open(Look.DESK);
        SignIn.open(page, "rita", "/desk?type=" + type);
        page.keyboard().press("a");
        page.waitForURL("**/desk/cases/*");
        given().contentType(ContentType.JSON)
                .body(Map.of("text", "I found the receipt."))
                .post("/api/v1/notices/" + token + "/messages")
                .then()
                .statusCode(201);
        page.reload();
        page.check("input[name=verdict][value=UPHELD]");
        page.fill("#reasons", "The rule is clear.");
        page.fill("#clause", "3.2");
        enter(page);
        assertThat(page.textContent("#new")).contains("I found the receipt.");
        assertThat(page.inputValue("#clause")).isEqualTo("3.2");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("I have seen it"))
                .click();
        assertThat(page.locator("#new").count()).isZero();
        enter(page);
        assertThat(page.locator("#sent").count()).isZero();
        assertThat(page.inputValue("#reasons")).isEqualTo("The rule is clear.");
        Axe.assertNoViolations(page);
    }

    @Test
    void noKeyApprovesARuling(Browser browser) {
        Chain.register(type, Map.of("blind", false, "secondApproval", true));
        Chain.appealed(type);
        Response claimed = Chain.claim("rita", type);
        String caseId = claimed.path("caseId");
        Chain.rule("rita", caseId, claimed.jsonPath().getLong("fence")).then().statusCode(202);
        Page page = browser.open(Look.DESK);
        SignIn.open(page, "ravi", "/desk/cases/" + caseId);
        assertThat(page.textContent("#approval")).contains("To be done by", "Purchase date", "2026-11-01");
        page.fill("#approval-reasons", "The receipt is of another shop.");
        page.press("#approval-reasons", "Control+Enter");
        SignIn.as("ravi")
                .formParam("approval-reasons", "Neither yes nor no.")
                .post("/desk/cases/" + caseId + "/approval")
                .then()
                .statusCode(422);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send it back"))
                .click();
        SignIn.as("rita").get("/api/v1/cases/" + caseId).then().body("course.returned", notNullValue());
    }

    /// Presses Enter in a field and waits for the page that comes of it.
    private static void enter(Page page) {
        page.evaluate("window.old = true");
        page.press("#clause", "Enter");
        page.waitForFunction("!window.old && document.readyState === 'complete'");
    }

    private static String focused(Page page) {
        return (String) page.evaluate("document.activeElement.textContent");
    }

    private static String active(Page page) {
        return (String) page.evaluate("document.activeElement.id");
    }
}
