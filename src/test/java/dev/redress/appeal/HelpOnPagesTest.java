package dev.redress.appeal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.Chain;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

/// The help that the tests' operator offers (`%test.redress.help.*`).
@QuarkusTest
class HelpOnPagesTest {

    private static final List<String> WAYS =
            List.of("https://example.com/help?a=1&b=2", "tel:+493012345", "mailto:help@example.com");

    @Test
    void isAtTheSamePlaceOnEveryPageOfAPerson() {
        String link = Chain.link("help");
        Chain.appeal(link).then().statusCode(201);
        List<String> footers = new ArrayList<>();
        for (String path : List.of("", "/notice", "/status", "/withdraw", "/appeal/grounds", "x")) {
            footers.add(
                    page("/a/" + link + path + "?lang=en").selectFirst("footer").html());
        }
        footers.add(page("/problems").selectFirst("footer").html());

        assertThat(footers).hasSize(7).containsOnly(footers.getFirst());
        Element footer = Jsoup.parse(footers.getFirst());
        assertThat(footer.select("h2").text()).isEqualTo("Help");
        assertThat(footer.select("a").eachAttr("href")).isEqualTo(WAYS);
    }

    @Test
    void isInTheNoticeToo() {
        Document page = page("/a/" + Chain.link("help") + "?lang=de");
        assertThat(page.select("main p:contains(um Hilfe bitten) + ul a").eachAttr("href"))
                .isEqualTo(WAYS);
    }

    private static Document page(String path) {
        return Jsoup.parse(given().get(path).asString());
    }
}
