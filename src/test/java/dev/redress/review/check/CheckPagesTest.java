package dev.redress.review.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.redress.Chain;
import dev.redress.SignIn;
import dev.redress.Tables;
import dev.redress.browser.Axe;
import dev.redress.browser.Browser;
import dev.redress.browser.Look;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The lead's pages of samples and checks, in a browser.
@QuarkusTest
@ExtendWith(Browser.Extension.class)
class CheckPagesTest {

    @Inject
    Tables tables;

    @Test
    void letALeadPutAClosedCaseIntoTheQueueAndLookForTheSameCause(Browser browser) {
        String type = Chain.fresh("pages");
        Chain.register(type, Map.of());
        Chain.appealed(type);
        String caseId = Chain.overturn("rita", type).path("caseId");
        String reference = SignIn.as("lena").get("/api/v1/cases/" + caseId).path("reference");
        Page lena = browser.open(Look.DESK);
        SignIn.open(lena, "lena", "/desk/checks");
        Axe.assertNoViolations(lena);
        lena.getByLabel("Reference of a case that was ruled on").fill(reference);
        lena.getByLabel("Overturned", new Page.GetByLabelOptions().setExact(true))
                .check();
        lena.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Put it into the queue once more"))
                .click();
        assertThat(lena.textContent("h1")).contains("Checks of reviews");
        String seeded =
                Chain.claim("ravi", type).then().statusCode(201).extract().path("caseId");
        assertThat(tables.column("SELECT purpose FROM review_case WHERE id = '" + seeded + "'"))
                .containsExactly("KNOWN_ANSWER");
        SignIn.as("ravi").delete("/api/v1/cases/" + seeded + "/claim").then().statusCode(204);
        KnownAnswersTest.rule("ravi", seeded, "OVERTURNED");
        lena.navigate("/desk/checks");
        assertThat(lena.textContent("main")).contains("ravi: ");
        Axe.assertNoViolations(lena);
        browser.shot(lena, "checks");
        lena.navigate("/desk/sweeps");
        Axe.assertNoViolations(lena);
        lena.navigate("/desk/cases/" + seeded);
        assertThat(lena.textContent("main")).contains("This case had a known answer (Overturned). Yours was right.");
    }
}
