package dev.redress.platform;

import static io.restassured.RestAssured.given;

import dev.redress.Chain;
import dev.redress.SignIn;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class GuardTest {

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, https://elsewhere.example",
        "Origin, null"
    })
    void refusesWhatAnotherSiteMakesABrowserSend(String header, String value) {
        SignIn.as("rita")
                .header(header, value)
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/v1/claims")
                .then()
                .statusCode(403);
    }

    @Test
    void takesWhatItsOwnPagesSend() {
        SignIn.as("rita")
                .header("Sec-Fetch-Site", "same-origin")
                .contentType(ContentType.JSON)
                .body("{\"type\": \"no.such.type\"}")
                .post("/api/v1/claims")
                .then()
                .statusCode(204);
    }

    @Test
    void takesThePersonsFormFromABrowserThatTellsNoOrigin() {
        String link = Chain.post(Chain.decision("guard")).path("appealUrl");
        given().header("Origin", "null")
                .redirects()
                .follow(false)
                .contentType(ContentType.URLENC)
                .formParam("ground", "SOMETHING_ELSE")
                .post(link + "/appeal/grounds")
                .then()
                .statusCode(303);
    }
}
