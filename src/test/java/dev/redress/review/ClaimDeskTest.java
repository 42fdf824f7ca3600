package dev.redress.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import dev.redress.browser.Axe;
import dev.redress.browser.Browser;
import dev.redress.browser.Look;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Claims at the desk: the time left, going on with the next case, and every form by which a case changes hands.
@QuarkusTest
@ExtendWith(Browser.Extension.class)
class ClaimDeskTest {

    @Inject
    Tables tables;

    private final String type = Chain.fresh("desk");

    /// A claim ended while the reviewer typed (Coop 381, 382): the time is shown, typing extends it, what is typed
    /// stays.
    @Test
    void theTimeLeftIsShownAndTypingExtendsIt(Browser browser) {
        String caseId = Desk.waiting(type);
        Page page = browser.open(Look.DESK);
        SignIn.open(page, "rita", "/desk/cases/" + caseId);
        press(page, "Claim this case");
        assertThat(page.textContent("[role=timer]")).containsPattern("Yours for another (19:5\\d|20:00)");
        String before = leaseOf(caseId);
        page.getByLabel("Reasons, as the person will read them").fill("The receipt shows");
        for (int i = 0; i < 100 && leaseOf(caseId).equals(before); i++) {
            page.waitForTimeout(50);
        }
        assertThat(leaseOf(caseId)).isGreaterThan(before);
        press(page, "Save draft");
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofMinutes(21))) {
            Desk.claim("ravi", caseId).then().statusCode(200);
            page.reload();
            assertThat(page.textContent("main")).contains("Held by a colleague until");
            Desk.act("lena", caseId, "take-back", Map.of("reason", "r")).then().statusCode(204);
            page.reload();
            press(page, "Claim this case");
            assertThat(page.inputValue("[name=reasons]")).isEqualTo("The receipt shows");
        }
        browser.assertQuiet();
    }

    @Test
    void withoutScriptTheEndOfTheClaimStandsThereAndAButtonExtendsIt(Browser browser) {
        String caseId = Desk.waiting(type);
        Page page = browser.open(Look.DESK.withoutScripts());
        SignIn.open(page, "rita", "/desk/cases/" + caseId);
        press(page, "Claim this case");
        assertThat(page.textContent("[role=timer]")).contains("Yours until");
        String before = leaseOf(caseId);
        press(page, "Keep working");
        assertThat(leaseOf(caseId)).isGreaterThan(before);
    }

    @Test
    void afterARulingTheNextCaseComesByItselfOrTheQueueSaysWhyNot(Browser browser) {
        String caseId = Desk.waiting(type);
        Desk.waiting(type + "-next"); // it, or what another test left
        Page page = browser.open(Look.DESK);
        SignIn.open(page, "rita", "/desk/cases/" + caseId);
        press(page, "Claim this case");
        page.getByLabel("Upheld").check();
        page.getByLabel("Reasons, as the person will read them").fill("It came too late.");
        press(page, "Send and take the next");
        Desk.read("rita", caseId).then().body("state", org.hamcrest.Matchers.equalTo("RULED"));
        assertThat(page.url()).contains("/desk/cases/").doesNotContain(caseId);
        assertThat(page.textContent("[role=timer]")).contains("Yours");
        press(page, "Give back");
        page.navigate("/desk?type=" + type);
        page.locator("button:has-text('Start reviewing')").click();
        assertThat(page.url()).contains("none=true").contains("type=" + type);
        assertThat(page.textContent("#why")).contains("Filters are on");
        Axe.assertNoViolations(page);
    }

    @Test
    void everyFormByWhichACaseChangesHandsWorksAtTheDesk(Browser browser) {
        Desk.meet("ravi");
        String caseId = Desk.waiting(type);
        Page page = browser.open(Look.DESK);
        SignIn.open(page, "rita", "/desk/cases/" + caseId);
        press(page, "Claim this case");
        page.locator("summary:has-text('Skip, put aside or hand over')").click();
        page.getByLabel("Put aside until").fill("tomorrow");
        press(page, "Put aside");
        assertThat(page.textContent(".govuk-error-summary")).contains("The date must be a date such as");
        assertThat(page.inputValue("[name=hold-until]")).isEqualTo("tomorrow");
        Axe.assertNoViolations(page);
        browser.shot(page, "desk-hands");
        page.getByLabel("Put aside until").fill(LocalDate.now().plusDays(3).toString());
        page.getByLabel("Put aside, because").fill("The shop is closed.");
        press(page, "Put aside");
        assertThat(page.textContent("main")).contains("Put aside until").contains("The shop is closed.");
        press(page, "Take it up again");

        page.locator("summary:has-text('Ask a colleague')").click();
        page.getByLabel("Colleague to ask").selectOption("ravi");
        page.getByLabel("Your question").fill("Is it real?");
        press(page, "Ask");
        assertThat(page.textContent("main")).contains("rita asked ravi: Is it real?");
        Page ravi = browser.open(Look.DESK);
        SignIn.open(ravi, "ravi", "/desk");
        ravi.locator("[aria-label='Opinions you are asked for'] a[href$='" + caseId + "']")
                .click();
        ravi.getByLabel("Your opinion").fill("It is.");
        press(ravi, "Give your opinion");

        page.reload();
        assertThat(page.textContent("main")).contains("It is.");
        page.locator("summary:has-text('Hardship')").click();
        page.getByLabel("Hardship", new Page.GetByLabelOptions().setExact(true)).selectOption("MONEY");
        page.getByLabel("What shows it").fill("Rent is due.");
        press(page, "Mark");
        assertThat(page.textContent("main")).contains("Rent is due.");
        page.locator("summary:has-text('Skip, put aside or hand over')").click();
        page.getByLabel("Hand over to a colleague").selectOption("ravi");
        page.getByLabel("Hand over, because").fill("You know these.");
        press(page, "Hand over");
        assertThat(page.textContent("main")).contains("Handed to ravi until");

        Page lena = browser.open(Look.DESK);
        SignIn.open(lena, "lena", "/desk/cases/" + caseId);
        lena.locator("summary:has-text('Take back or hand over')").click();
        lena.getByLabel("Take back, because").fill("For all.");
        press(lena, "Take back");
        page.reload();
        page.locator("summary:has-text('Hardship')").click();
        page.getByLabel("I cannot decide this, because").fill("I know the person.");
        press(page, "Step back from this decision");
        assertThat(page.url()).endsWith("/desk");
        Desk.claim("rita", caseId).then().statusCode(403);
        browser.assertQuiet();
    }

    @Test
    void aLeadLooksAfterTeamsAndPeople(Browser browser) {
        Desk.meet("ravi");
        Page lena = browser.open(Look.DESK);
        SignIn.open(lena, "lena", "/desk/roster");
        lena.locator("summary:has-text('Make, change or end a team')").click();
        lena.getByLabel("Short name").fill("Not good");
        lena.getByRole(AriaRole.BUTTON, named("Save team")).click();
        assertThat(lena.textContent(".govuk-error-summary")).contains("lower-case letters");
        Axe.assertNoViolations(lena);
        lena.getByLabel("Short name").fill("page-team");
        lena.getByLabel("Name", new Page.GetByLabelOptions().setExact(true)).fill("The page’s team");
        lena.getByLabel("Members").fill("rita, ravi");
        press(lena, "Save team");
        assertThat(lena.textContent("main")).contains("page-team").contains("ravi, rita");
        lena.locator("summary:has-text('Say what somebody may take')").click();
        lena.getByLabel("Person").selectOption("ravi");
        lena.getByLabel("Languages").fill("de, fr");
        press(lena, "Save");
        assertThat(lena.textContent("main")).contains("languages de, fr");
        browser.shot(lena, "desk-roster");
        Axe.assertNoViolations(lena);
        SignIn.as("lena").delete("/api/v1/reviewers/ravi/qualification").then().statusCode(204);
        SignIn.as("lena").delete("/api/v1/teams/page-team").then().statusCode(204);
        assertThat(SignIn.as("rita").get("/desk/roster").statusCode()).isEqualTo(403);
    }

    private String leaseOf(String caseId) {
        return tables.column("SELECT lease_until FROM claim WHERE case_id = '" + caseId + "'")
                .getFirst();
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile("^" + button + "( .)?$")))
                .click();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
