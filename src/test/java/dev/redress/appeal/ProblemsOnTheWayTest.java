package dev.redress.appeal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.Chain;
import dev.redress.Wire;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.Arrays;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a person reads when something cannot be answered: in their language, with the way back.
@QuarkusTest
class ProblemsOnTheWayTest {

    @ParameterizedTest
    @CsvSource({
        "en, This page is not here",
        "de, Diese Seite gibt es nicht",
        "fr, Cette page n’existe pas",
        "es, Esta página no existe",
        "pl, Tej strony tu nie ma",
        "ar, هذه الصفحة غير موجودة"
    })
    void areToldInTheLanguageOfTheBrowserAndLeadBack(String language, String title) {
        String token = Chain.link("problems");
        for (Response answer : new Response[] {
            given().header("Accept-Language", language).get("/a/" + token + "/nothing"),
            given().get("/a/" + token + "/nothing?lang=" + language)
        }) {
            assertThat(answer.statusCode()).isEqualTo(404);
            Document page = Jsoup.parse(answer.asString());
            assertThat(page.select("html").attr("lang")).isEqualTo(language);
            assertThat(page.select("html").attr("dir")).isEqualTo(language.equals("ar") ? "rtl" : "ltr");
            assertThat(page.select("h1").text()).isEqualTo(title);
            String home = page.select("main a").attr("href");
            assertThat(home).startsWith("/a/" + token);
            assertThat(given().get(home).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void areNoTermsOfTheInterface() {
        String token = Chain.link("problems");
        Response wrongType = given().contentType("application/json").body("{}").post("/a/" + token + "/appeal/grounds");
        assertThat(wrongType.statusCode()).isEqualTo(415);
        assertThat(Jsoup.parse(wrongType.asString()).select("main").text())
                .contains("We could not read that")
                .doesNotContainIgnoringCase("media type")
                .doesNotContain("API");
    }

    /// Photos of a new phone can be more together than a request may hold. A browser that was cut off would show a page
    /// of its own.
    @Test
    void tellThatItWasTooMuchWhenAllHasBeenSent() {
        String token = Chain.link("problems");
        byte[] much = new byte[65 * 1024 * 1024];
        Arrays.fill(much, (byte) 'x');
        Wire.Answer answer = Wire.send(
                "POST",
                "/a/" + token + "/appeal/evidence",
                much,
                "Content-Type: multipart/form-data; boundary=b",
                "Accept-Language: de");
        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("Content-Security-Policy")).contains("default-src 'self'");
        assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(Jsoup.parse(answer.text()).select("h1").text()).isEqualTo("Das war zu viel auf einmal");
        assertThat(given().get("/a/" + token).statusCode()).isEqualTo(200);
    }

    @Test
    void repeatNothingOfTheAddress() {
        String page = given().get("/a/%3Cb%3E/nothing").asString();
        assertThat(page).doesNotContain("<b>").doesNotContain("&lt;b&gt;");
    }

    /// A reload after a form was refused, or a copied address.
    @ParameterizedTest
    @ValueSource(strings = {"/appeal", "/verification", "/renewal", "/appeal?lang=ar", "/verification?lang=ar"})
    void areNotThereWhereAnAddressOnlyTakesAForm(String path) {
        String token = Chain.link("problems");
        Response answer = given().get("/a/" + token + path);
        assertThat(answer.statusCode()).isEqualTo(200);
        if (path.endsWith("ar")) {
            assertThat(Jsoup.parse(answer.asString()).select("html").attr("lang"))
                    .isEqualTo("ar");
        }
    }

    /// The back button leads to the page of a fact that has been left out since.
    @Test
    void areNotThereForAPageOfAnEarlierAnswer() {
        String token = Chain.link("problems");
        Matters.form(token, "/appeal/grounds", Map.of("ground", "FACT_WRONG"));
        Matters.form(token, "/appeal/facts", Map.of("fact", "f1"));
        Matters.form(token, "/appeal/fact-2", Map.of("value", "50"));
        Matters.form(token, "/appeal/fact-1", Map.of("value", "2026-11-01"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", ";;;q=x", "-", "q=0", "de;q=abc,ar", "xx-yy-zz-1234567890", "ar;q=0.1, pl;q=0.9"})
    void areToldWhateverTheBrowserSaysOfItsLanguages(String languages) {
        String token = Chain.link("problems");
        for (String path : new String[] {"/nothing", "", "x/nothing"}) {
            Wire.Answer answer = Wire.send("GET", "/a/" + token + path, null, "Accept-Language: " + languages);
            assertThat(answer.status()).as("%s at %s", languages, path).isLessThan(500);
            assertThat(Jsoup.parse(answer.text()).select("h1").text()).isNotEmpty();
        }
    }

    /// An answer that nobody gave was shown as "no".
    @ParameterizedTest
    @ValueSource(strings = {"who", "pause"})
    void chooseNothingForThePerson(String question) {
        String token = Chain.link("problems");
        Matters.form(token, "/appeal/grounds", Map.of("ground", "SOMETHING_ELSE"));
        Matters.form(token, "/appeal/statement", Map.of("statement", "It is not right."));
        if (question.equals("pause")) {
            Matters.form(token, "/appeal/who", Map.of("self", "yes"));
        }
        Response answer = given().contentType(ContentType.URLENC.withCharset("utf-8"))
                .formParam("name", "Amal")
                .post("/a/" + token + "/appeal/" + question);
        assertThat(answer.statusCode()).isEqualTo(422);
        Document page = Jsoup.parse(answer.asString());
        assertThat(page.select("input[type=radio]")).hasSize(2);
        assertThat(page.select("input[checked]")).isEmpty();
        if (question.equals("who")) {
            assertThat(page.select("input[name=name]").val()).isEqualTo("Amal");
        }
    }
}
