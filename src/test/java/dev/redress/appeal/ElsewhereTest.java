package dev.redress.appeal;

import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.select.Elements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class ElsewhereTest {

    private static final String PLACES = "main a[rel='noreferrer noopener external']:has(bdi)";

    @Test
    void theApiTellsThePlacesOfThePersonsCountry() {
        get("/api/v1/notices/" + link("FR", "fr", "elsewhere"))
                .then()
                .body("elsewhere.kind", contains("ADVICE", "AUTHORITY"))
                .body("elsewhere[0].name", equalTo("Réseau des Centres européens des consommateurs (ECC-Net)"))
                .body("elsewhere[0]", not(hasKey("phone")))
                .body("elsewhere[0]", not(hasKey("dial")))
                .body("elsewhere[1].name", equalTo("Commission nationale de l’informatique et des libertés (CNIL)"))
                .body("elsewhere[1].note", equalTo("S’il s’agit de vos données."))
                .body("elsewhere[1].url", equalTo("https://www.cnil.fr/"));
    }

    @ParameterizedTest
    @CsvSource({"DE, de", "BE, fr", "GB, en", "PL, pl", "IE, ar", "AT, de_AT"})
    void thePageAndTheApiShowTheSame(String jurisdiction, String language) {
        String token = link(jurisdiction, language, "elsewhere");
        List<String> names = get("/api/v1/notices/" + token).path("elsewhere.name");
        List<String> urls = get("/api/v1/notices/" + token).path("elsewhere.url");

        Elements links = page("/a/" + token).select(PLACES);

        assertThat(links.eachText()).isEqualTo(names).isNotEmpty();
        assertThat(links.eachAttr("href")).isEqualTo(urls);
    }

    @ParameterizedTest
    @ValueSource(strings = {"US", "XX", "Neverland"})
    void whereNothingIsKnownTheGeneralSentenceStandsAlone(String jurisdiction) {
        String token = link(jurisdiction, "en", "elsewhere");
        get("/api/v1/notices/" + token).then().body("elsewhere", empty());
        Document page = page("/a/" + token);
        assertThat(page.text()).contains("You can also ask a lawyer").doesNotContain("These places may help");
        assertThat(page.select(PLACES)).isEmpty();
    }

    @Test
    void thePersonReadsThemInTheLanguageTheyChose() {
        Document page = page("/a/" + link("DE", "de", "elsewhere") + "?lang=en");
        assertThat(page.text())
                .contains("Federal Commissioner for Data Protection")
                .contains("Each state has its own office for the rest.")
                .contains("Public office");
        assertThat(page.select("a[href=tel:+492289977990]").text()).isEqualTo("+49 228 997799-0");
    }

    @Test
    void theyAreToldAgainWithTheAnswer() {
        String type = Chain.fresh("elsewhere");
        String token = link("NL", "en", type);
        Chain.appeal(token).then().statusCode(201);
        get("/api/v1/notices/" + token + "/status").then().body("$", not(hasKey("outcome")));
        Chain.overturn("rita", type);

        List<String> names = get("/api/v1/notices/" + token + "/status").path("outcome.elsewhere.name");

        assertThat(names)
                .containsExactly("European Consumer Centres Network (ECC-Net)", "Dutch Data Protection Authority (AP)");
        assertThat(page("/a/" + token).select(PLACES).eachText()).isEqualTo(names);
    }

    private static Document page(String path) {
        return Jsoup.parse(given().get(path).then().statusCode(200).extract().asString());
    }

    private static String link(String jurisdiction, String language, String type) {
        ObjectNode decision = Chain.decision(type);
        decision.withObjectProperty("subject").put("jurisdiction", jurisdiction).put("locale", language);
        return Chain.token(Chain.post(decision).then().statusCode(201).extract().path("appealUrl"));
    }
}
