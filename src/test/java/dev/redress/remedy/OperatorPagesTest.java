package dev.redress.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.redress.Chain;
import dev.redress.Receiver;
import dev.redress.SignIn;
import dev.redress.browser.Axe;
import dev.redress.browser.Browser;
import dev.redress.browser.Look;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The operator's pages as otto and lena use them.
@QuarkusTest
@ExtendWith(Browser.Extension.class)
class OperatorPagesTest {

    private final String type = Chain.fresh("operator");

    @Test
    void aRefusalLeadsToTheFirstPageOfTheRole(Browser browser) {
        Page otto = browser.open(Look.PHONE);
        SignIn.open(otto, "otto", "/desk");
        assertThat(otto.innerText("h1")).isEqualTo("You may not open this");
        otto.getByText("Go to your start page").click();
        assertThat(otto.innerText("h1")).startsWith("Remedies");
        otto.getByText("Messages out").click();
        assertThat(otto.innerText("h1")).isEqualTo("Messages out");
        browser.assertQuiet();
    }

    @Test
    void letTwoPeopleConfirmWhatWasDoneByHand(Browser browser) {
        Chain.register(type, Map.of("blind", false));
        String remedy = Debts.ordered(type);
        Page otto = browser.open(Look.DESK);
        SignIn.open(otto, "otto", "/remedies");
        assertThat(otto.textContent("h1")).contains("overdue and not confirmed");
        Axe.assertNoViolations(otto);
        browser.shot(otto, "remedies");

        otto.navigate("/remedies/" + remedy);
        press(otto, "Enter that it was done");
        assertThat(otto.textContent("main")).contains("Say what shows it");
        otto.getByLabel("What shows that it was done").fill("bank transfer 77");
        press(otto, "Enter that it was done");
        assertThat(otto.textContent("main")).contains("Reported, not checked").contains("You entered it.");

        Page lena = browser.open(Look.DESK);
        SignIn.open(lena, "lena", "/remedies/" + remedy);
        assertThat(lena.textContent("main")).contains("bank transfer 77");
        Axe.assertNoViolations(lena);
        browser.shot(lena, "remedy-second-person");
        press(lena, "The evidence shows it: confirm");
        assertThat(lena.textContent("h1")).contains("Confirmed");
        assertThat(Debts.state(remedy)).isEqualTo("CONFIRMED");
    }

    @Test
    void showWhatWasSentAndSendItOnceMore(Browser browser) {
        try (Receiver receiver = Receiver.answering(200)) {
            Chain.register(type, Map.of("blind", false));
            String webhook = SignIn.as("otto")
                    .contentType(ContentType.JSON)
                    .body(Map.of("url", receiver.url("/"), "types", List.of("appeal.filed")))
                    .post("/api/v1/webhooks")
                    .path("id");
            Chain.appealed(type);
            receiver.await(1);
            Page page = browser.open(Look.DESK);
            SignIn.open(page, "otto", "/webhooks");
            assertThat(page.textContent("main")).contains(receiver.url("/"));
            Axe.assertNoViolations(page);
            page.navigate("/webhooks/" + webhook);
            assertThat(page.textContent("main")).contains("appeal.filed").contains("Delivered");
            Axe.assertNoViolations(page);
            browser.shot(page, "deliveries");
            press(page, "Send once more");
            receiver.await(2);
            SignIn.as("otto").delete("/api/v1/webhooks/" + webhook);
        }
    }

    private static void press(Page page, String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name))
                .click();
    }
}
