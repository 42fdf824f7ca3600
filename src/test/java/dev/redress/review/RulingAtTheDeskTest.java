package dev.redress.review;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
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
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/// A ruling typed, read as the person reads it, sent and undone, in real browsers; and two of them on one case.
@QuarkusTest
@ExtendWith(Browser.Extension.class)
@Timeout(value = 4, unit = TimeUnit.MINUTES)
class RulingAtTheDeskTest {

    @Inject
    Tables tables;

    private final String type = Chain.fresh("desk");

    @Test
    void twoBrowsersOnOneCaseMakeOneRulingAndLoseNothing(Browser browser) {
        Held held = held("de");
        Page one = open(browser, Look.DESK, held);
        Page two = open(browser, Look.DESK.withoutScripts(), held);
        fill(one, "From the first browser.");
        fill(two, "From the second browser.");
        press(one, "Send the ruling");
        assertThat(one.textContent("main")).contains("Ruling sent");
        press(one, "Send now");
        assertThat(one.textContent("h1")).contains("Ruled");

        press(two, "Send the ruling");
        assertThat(two.textContent("main")).contains("This case is closed");
        assertThat(two.textContent("#differences")).contains("From the first browser.", "From the second browser.");
        browser.shot(two, "desk-two-browsers");
        Axe.assertNoViolations(two);
        assertThat(tables.column("SELECT reasons FROM ruling WHERE case_id = '" + held.caseId() + "'"))
                .containsExactly("From the first browser.");
    }

    /// Without scripts: what is new is shown, what was typed stays, and the two drafts are put together field by field.
    @Test
    void newWordsAndAnotherDraftArePutTogether(Browser browser) {
        Held held = held("de");
        Page one = open(browser, Look.DESK.withoutScripts(), held);
        Page two = open(browser, Look.DESK.withoutScripts(), held);
        fill(one, "From the first browser.");
        press(one, "Save draft");
        fill(two, "From the second browser.");
        held.write("I found the receipt.");
        press(two, "Send the ruling");
        Locator differences = two.locator("#differences");
        assertThat(differences.textContent()).contains("From the first browser.", "From the second browser.");
        assertThat(two.textContent("#new")).contains("I found the receipt.");
        Axe.assertNoViolations(two);
        browser.shot(two, "desk-differences");
        two.check("#take-reasons-theirs");
        press(two, "I have seen it");
        assertThat(two.inputValue("#reasons")).isEqualTo("From the first browser.");
        assertThat(two.locator("#new").count()).isZero();
        press(two, "Send the ruling");
        press(two, "Send now");
        assertThat(tables.column("SELECT reasons FROM ruling WHERE case_id = '" + held.caseId() + "'"))
                .containsExactly("From the first browser.");
    }

    @Test
    void whatIsTypedIsSavedByItself(Browser browser) {
        Held held = held("de");
        Page page = open(browser, Look.DESK, held);
        page.fill("#reasons", "Half a sen");
        page.waitForSelector("#draft-state:has-text('Saved')");
        browser.shot(page, "desk-saved");
        Page again = open(browser, Look.DESK, held); // the first browser is as good as gone
        assertThat(again.inputValue("#reasons")).isEqualTo("Half a sen");
        page.fill("#reasons", "Half a sentence, and more.");
        page.waitForCondition(
                () -> tables.column("SELECT body FROM ruling_draft WHERE case_id = '" + held.caseId() + "'")
                        .getFirst()
                        .contains("and more"));
        browser.assertQuiet();
    }

    /// The desk page looks again by itself when the window is over.
    @Test
    void undoAndThenLeaving(Browser browser) {
        Held held = held("de");
        Page page = open(browser, Look.DESK, held);
        fill(page, "The receipt shows November.");
        press(page, "Send the ruling");
        browser.shot(page, "desk-sent-undo");
        press(page, "Undo");
        assertThat(page.inputValue("#reasons")).isEqualTo("The receipt shows November.");
        press(page, "Send the ruling");
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofSeconds(27))) {
            page.waitForSelector("#sent");
            page.navigate(page.url());
            page.waitForSelector("h1:has-text('Ruled')");
        }
        browser.assertQuiet();
    }

    @Test
    void thePreviewIsWhatThePersonReads(Browser browser) {
        Held held = held("ar");
        Page page = open(browser, Look.DESK.withoutScripts(), held);
        fill(page, "Pursuant to the aforementioned provision the determination is hereby set aside.");
        press(page, "Preview");
        assertThat(tables.column("SELECT count(*) FROM ruling WHERE case_id = '" + held.caseId() + "'"))
                .containsExactly("0");
        Locator read = page.locator("#as-read");
        assertThat(read.getAttribute("lang")).isEqualTo("ar");
        assertThat(read.getAttribute("dir")).isEqualTo("rtl");
        String previewed = read.innerText();
        assertThat(previewed).contains("كان الحق معك", "You get your money back.");
        assertThat(page.innerText("main")).contains("The person reads Arabic.");
        Axe.assertNoViolations(page);
        browser.shot(page, "desk-preview-ar");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Back to the case"))
                .click();
        press(page, "Send the ruling");
        press(page, "Send now");
        Page person = browser.open(Look.PHONE.in("ar"));
        person.navigate("/a/" + held.token() + "/status");
        for (String line : previewed.lines().map(String::strip).toList()) {
            assertThat(person.innerText("main")).contains(line);
        }
    }

    @Test
    void whatIsHardToReadIsSaidBeforeItIsSent(Browser browser) {
        Held held = held("en");
        Page page = open(browser, Look.DESK.withoutScripts(), held);
        fill(page, "Pursuant to the aforementioned provision the determination is hereby set aside.");
        press(page, "Preview");
        assertThat(page.textContent("#hard-to-read")).contains("The text of the reasons is hard to read");
        page.goBack();
        page.fill("#reasons", "You were right. We got the date wrong.");
        press(page, "Preview");
        assertThat(page.locator("#hard-to-read").count()).isZero();
        assertThat(page.innerText("main")).doesNotContain("The person reads");
    }

    private Held held(String language) {
        Chain.register(type, Map.of("blind", false, "secondLevel", true));
        ObjectNode decision = Chain.decision(type);
        decision.withObjectProperty("subject").put("locale", language);
        String token = Chain.token(Chain.post(decision).path("appealUrl"));
        Chain.appeal(token).then().statusCode(201);
        return Held.of("rita", type, token);
    }

    private static Page open(Browser browser, Look look, Held held) {
        Page page = browser.open(look);
        SignIn.open(page, "rita", "/desk/cases/" + held.caseId());
        return page;
    }

    private static void fill(Page page, String reasons) {
        page.check("#verdict-OVERTURNED");
        page.fill("#reasons", reasons);
        page.selectOption("#cause", "WRONG_FACT");
        page.fill("#correctedOutcome-code", "granted");
        page.fill("#correctedOutcome-summary", "You get your money back.");
        page.selectOption("#remedy-type", "COMPENSATE");
        page.fill("#remedy-description", "Pay back 49.90 EUR.");
    }

    private static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }
}
