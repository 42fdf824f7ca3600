package dev.redress.appeal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.Chain;
import dev.redress.Wire;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
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

    /// Some mail programs take what follows a link for a part of it.
    @ParameterizedTest
    @ValueSource(strings = {"%20/status", "%3E/objection", "%7B/message", "%20/renewal", "/renewal?lang=%20"})
    void areThoseOfALostLinkWhateverFollowsIt(String more) {
        Wire.Answer answer = Wire.send("GET", "/a/x" + more, null);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(Wire.send("GET", URI.create(answer.header("Location")).getRawPath(), null)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void areToldForAQuestionThatIsNotThere() {
        String token = Chain.link("problems");
        assertThat(given().formParam("ground", "SOMETHING_ELSE")
                        .post("/a/" + token + "/appeal/objection")
                        .statusCode())
                .isEqualTo(404);
    }

    /// Facts were chosen or left out in another window since the page of a fact was opened.
    @Test
    void areNotMadeByAnOldPageOfAFact() {
        String token = Chain.link("problems");
        Matters.form(token, "/appeal/grounds", Map.of("ground", "FACT_WRONG"));
        Matters.form(token, "/appeal/facts", Map.of("fact", List.of("f1", "f2")));
        String old = given().get("/a/" + token + "/appeal/fact-1").asString();
        assertThat(Jsoup.parse(old).select("input[name=factId]").val()).isEqualTo("f1");
        Matters.form(token, "/appeal/facts", Map.of("fact", List.of("f2")));
        Map<String, String> ofTheFirst = Map.of("factId", "f1", "value", "2026-11-01");
        assertThat(sent(token, "/appeal/fact-1", ofTheFirst)).endsWith("/appeal/facts");
        Matters.form(token, "/appeal/fact-1", Map.of("factId", "f2", "value", "50"));
        Matters.form(token, "/appeal/facts", Map.of("fact", List.of("f1", "f2")));
        Matters.form(token, "/appeal/fact-1", Map.of("factId", "f2", "value", "51"));
        assertThat(valueAt(token, "/appeal/fact-1")).isEmpty();
        Matters.form(token, "/appeal/fact-1", Map.of("factId", "f1", "value", "2026-11-01"));
        assertThat(valueAt(token, "/appeal/fact-2")).isEqualTo("51");
    }

    /// With wrong facts the words may be left out, but not without them.
    @Test
    void doNotComeAfterTheLastQuestion() {
        String token = Chain.link("problems");
        Matters.form(token, "/appeal/grounds", Map.of("ground", List.of("FACT_WRONG", "RULE_MISAPPLIED")));
        Matters.form(token, "/appeal/facts", Map.of("fact", "f1"));
        Matters.form(token, "/appeal/fact-1", Map.of("value", "2026-11-01"));
        Matters.form(token, "/appeal/statement", Map.of("statement", ""));
        Matters.form(token, "/appeal/who", Map.of("self", "yes"));
        Matters.form(token, "/appeal/pause", Map.of("pause", "no"));
        Matters.form(token, "/appeal/contact", Map.of("email", ""));
        Map<String, String> other = Map.of("ground", "RULE_MISAPPLIED");
        assertThat(sent(token, "/appeal/grounds?from=check", other)).endsWith("/appeal/statement?from=check");
        assertThat(sent(token, "/appeal", Map.of())).endsWith("/appeal/statement");
        Matters.form(token, "/appeal/statement", Map.of("statement", "It is another rule."));
        assertThat(sent(token, "/appeal", Map.of())).endsWith("/status");
    }

    /// A key in the field of a text presses the first button of its form.
    @Test
    void takeNoFileAwayUnasked() {
        String token = Chain.link("problems");
        Matters.form(token, "/appeal/grounds", Map.of("ground", "FACT_WRONG"));
        Matters.form(token, "/appeal/facts", Map.of("fact", "f1"));
        String file = given().multiPart("file", "receipt.png", SampleFiles.PNG, "image/png")
                .multiPart("factId", "f1")
                .post("/api/v1/notices/" + token + "/evidence")
                .path("evidence[0].id");
        Document page =
                Jsoup.parse(given().get("/a/" + token + "/appeal/fact-1").asString());
        assertThat(page.select("button[name=remove]").val()).isEqualTo(file);
        assertThat(page.select("form:has(#value) [type=submit]").first().attr("name"))
                .isEmpty();
        Response removed = given().multiPart("value", "a".repeat(4_001))
                .multiPart("explanation", "The receipt says so.")
                .multiPart("remove", file)
                .post("/a/" + token + "/appeal/fact-1");
        Document after = Jsoup.parse(removed.asString());
        assertThat(after.select("button[name=remove]")).isEmpty();
        assertThat(after.select("#value").val()).hasSize(4_001);
        assertThat(after.select("#explanation").text()).isEqualTo("The receipt says so.");
    }

    private static String valueAt(String token, String path) {
        return Jsoup.parse(given().get("/a/" + token + path).asString())
                .select("#value")
                .val();
    }

    /// Where a form leads to.
    private static String sent(String token, String path, Map<String, ?> fields) {
        return given().redirects()
                .follow(false)
                .contentType(ContentType.URLENC.withCharset("utf-8"))
                .formParams(fields)
                .post("/a/" + token + path)
                .then()
                .statusCode(303)
                .extract()
                .header("Location");
    }
}
