package dev.redress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.redress.browser.Axe;
import dev.redress.browser.Browser;
import dev.redress.browser.Look;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The whole chain as a newcomer walks it: the README's curl, an appeal on a phone without scripts, a reviewer at the
/// desk, the answer at the same link, the label.
@QuarkusTest
@ExtendWith(Browser.Extension.class)
class WholeChainTest {

    private final String service = ConfigProvider.getConfig().getValue("test.url", String.class);

    @Test
    void leadsFromTheReadmesCurlToTheLabel(Browser browser) throws IOException, InterruptedException {
        SignIn.as("otto")
                .contentType("application/json")
                .body("{\"name\": \"Refund\", \"appealable\": true}")
                .put("/api/v1/decision-types/refund.request")
                .then()
                .statusCode(200);
        String externalId = Chain.fresh("readme");
        JsonNode receipt = Chain.tree(ReadmeCommands.shell(service, externalId));
        String link = receipt.get("appealUrl").asText();

        Page person = browser.open(Look.PHONE.withoutScripts());
        String reference = appeal(browser, person, link);
        Page reviewer = browser.open(Look.DESK);
        rule(browser, reviewer, reference);

        person.navigate(link);
        assertThat(person.textContent("main"))
                .contains("You were right. The decision was changed.")
                .contains("The receipt shows 1 November.")
                .contains("Not yet done")
                .doesNotContain("rita");
        browser.shot(person, "status-phone");
        Axe.assertNoViolations(person);
        String labels = SignIn.as("ana")
                .get("/api/v1/labels")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        List<JsonNode> mine = labels.lines()
                .map(Chain::tree)
                .map(JsonNode.class::cast)
                .filter(label -> label.get("externalId").asText().equals(externalId))
                .toList();
        assertThat(mine).hasSize(1);
        assertThat(mine.getFirst().get("label").asText()).isEqualTo("incorrect");
        assertThat(mine.getFirst().get("blind").asBoolean()).isTrue();
        browser.assertQuiet();
    }

    private String appeal(Browser browser, Page page, String link) {
        page.navigate(link);
        assertThat(page.title()).isEqualTo("Your decision");
        browser.shot(page, "notice-phone");
        Axe.assertNoViolations(page);
        page.getByRole(AriaRole.BUTTON, named("Appeal this decision")).click();
        page.getByLabel("A fact is wrong").check();
        browser.shot(page, "grounds-phone");
        Axe.assertNoViolations(page);
        go(page);
        page.getByLabel("Purchase date").check();
        go(page);
        go(page); // nothing typed yet: the page says so
        assertThat(page.textContent(".govuk-error-summary")).contains("Enter what it should be");
        Axe.assertNoViolations(page);
        page.getByLabel("What it should be").fill("2026-11-01");
        page.getByLabel("How do you know? (optional)").fill("The receipt says so.");
        go(page);
        page.getByLabel("Tell us what happened").fill("I bought it on 1 November.");
        go(page);
        go(page); // nothing to show: it is optional
        page.getByLabel("Yes, this is about me").check();
        go(page);
        page.getByLabel("No", new Page.GetByLabelOptions().setExact(true)).check();
        go(page);
        go(page); // no address: it is optional
        browser.shot(page, "check-phone");
        Axe.assertNoViolations(page);
        page.getByRole(AriaRole.BUTTON, named("Send your appeal")).click();
        assertThat(page.textContent("h1")).isEqualTo("We have your appeal");
        return page.textContent(".app-receipt__reference").strip();
    }

    private void rule(Browser browser, Page page, String reference) {
        SignIn.open(page, "rita", "/desk?type=refund.request&state=WAITING");
        browser.shot(page, "desk-queue");
        Axe.assertNoViolations(page);
        page.getByRole(AriaRole.LINK, linked(reference)).click();
        page.getByRole(AriaRole.BUTTON, named("Claim this case")).click();
        assertThat(page.textContent("main")).doesNotContain("Your refund was refused.");
        Axe.assertNoViolations(page);
        page.getByLabel("good for the person").check();
        page.getByRole(AriaRole.BUTTON, named("Record and see the decision")).click();
        assertThat(page.textContent("main")).contains("Your refund was refused.");
        page.getByLabel("Overturned", new Page.GetByLabelOptions().setExact(true))
                .check();
        page.getByLabel("Reasons, as the person will read them").fill("The receipt shows 1 November.");
        browser.shot(page, "desk-case");
        page.getByRole(AriaRole.BUTTON, named("Send the ruling")).click();
        assertThat(page.textContent(".govuk-error-summary")).contains("The cause is missing");
        assertThat(page.inputValue("[name=reasons]")).isEqualTo("The receipt shows 1 November.");
        Axe.assertNoViolations(page);
        page.getByLabel("Cause, when something has to change").selectOption("WRONG_FACT");
        page.getByLabel("Code of the new outcome").fill("granted");
        page.getByLabel("The new outcome in plain words").fill("You get your money back.");
        page.getByLabel("Remedy", new Page.GetByLabelOptions().setExact(true)).selectOption("COMPENSATE");
        page.getByLabel("What is to be done").fill("Pay back 49.90 EUR.");
        page.getByRole(AriaRole.BUTTON, named("Send the ruling")).click();
        assertThat(page.textContent("main")).contains("Ruling sent").contains("Undo");
        browser.shot(page, "desk-sent");
        Axe.assertNoViolations(page);
        page.getByRole(AriaRole.BUTTON, named("Send now")).click();
        assertThat(page.textContent("h1")).contains(reference).contains("Ruled");
    }

    private static void go(Page page) {
        page.getByRole(AriaRole.BUTTON, named("Continue")).click();
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    private static Page.GetByRoleOptions linked(String name) {
        return new Page.GetByRoleOptions().setName(name).setExact(true);
    }
}
