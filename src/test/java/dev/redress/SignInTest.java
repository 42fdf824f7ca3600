package dev.redress;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.microsoft.playwright.Page;
import dev.redress.browser.Browser;
import dev.redress.browser.Look;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@QuarkusTest
@ExtendWith(Browser.Extension.class)
class SignInTest {

    @Test
    void aTokenOfRitaIsAcceptedAsReviewer() {
        SignIn.as("rita").get("/harness/api").then().statusCode(200).body("name", equalTo("rita"));
    }

    @Test
    void aTokenOfAnaIsRefused() {
        SignIn.as("ana").get("/harness/api").then().statusCode(403);
    }

    @Test
    void aPageSendsAStrangerToSignIn() {
        given().redirects()
                .follow(false)
                .get("/harness/page")
                .then()
                .statusCode(302)
                .header("Location", containsString("/authorize?response_type=code"));
    }

    @Test
    void aPageAsksForSignInAndComesBackToTheSameAddress(Browser browser) {
        Page page = browser.open(Look.DESK);
        SignIn.open(page, "rita", "/harness/page?queue=refunds");
        assertThat(page.url()).endsWith("/harness/page?queue=refunds");
        assertThat(page.locator("h1").textContent()).isEqualTo("Hello rita");
    }

    @Test
    void theSessionOfABrowserAlsoOpensTheApi(Browser browser) {
        Page page = browser.open(Look.DESK);
        SignIn.open(page, "rita", "/harness/page");
        assertThat(page.evaluate("() => fetch('/harness/api').then(answer => answer.json())"))
                .hasToString("{name=rita}");
        browser.assertQuiet();
    }

    @Test
    void aPageRefusesAnaAfterSignIn(Browser browser) {
        Page page = browser.open(Look.PHONE);
        SignIn.open(page, "ana", "/harness/page");
        assertThat(page.context().request().get("/harness/page").status()).isEqualTo(403);
    }
}
