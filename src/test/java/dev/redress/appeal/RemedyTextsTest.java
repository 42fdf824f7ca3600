package dev.redress.appeal;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.Chain;
import dev.redress.Tables;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;

/// Every page of the person in every state of a remedy and in every language: none says that something is done before
/// it is confirmed.
@QuarkusTest
class RemedyTextsTest {

    @Inject
    Tables tables;

    @Test
    void sayThatItIsDoneOnceItIsConfirmedAndNeverBefore() throws SQLException {
        String type = Chain.fresh("texts");
        Chain.register(type, Map.of("blind", false));
        String token = Chain.appealed(type);
        String remedy = Chain.overturn("rita", type).path("remedyId");
        for (RemedyProgress.State state : RemedyProgress.State.values()) {
            for (Duration late : List.of(Duration.ZERO, Duration.ofDays(30))) {
                tables.change(
                        "UPDATE remedy_standing SET state = '%s' WHERE remedy_id = '%s'".formatted(state, remedy));
                try (var _ = dev.redress.StoppableClock.ahead(late)) {
                    for (String language : Frames.LANGUAGES.keySet()) {
                        String pages = pages(token, language);
                        if (state == RemedyProgress.State.CONFIRMED) {
                            assertThat(pages).contains(done(language));
                        } else {
                            assertThat(pages).as("%s in %s", state, language).doesNotContain(done(language));
                        }
                    }
                }
            }
        }
    }

    @Test
    void sayWhenItIsLate() {
        String type = Chain.fresh("texts");
        Chain.register(type, Map.of("blind", false));
        String token = Chain.appealed(type);
        Chain.overturn("rita", type);
        assertThat(pages(token, "en")).contains("To be done by");
        try (var _ = dev.redress.StoppableClock.ahead(Duration.ofDays(30))) {
            assertThat(pages(token, "en")).contains("It is late.").doesNotContain("To be done by");
        }
    }

    private static String pages(String token, String language) {
        StringBuilder text = new StringBuilder();
        for (String path : List.of("", "/status", "/notice")) {
            String html = get("/a/" + token + path + "?lang=" + language)
                    .then()
                    .statusCode(200)
                    .extract()
                    .asString();
            text.append(Jsoup.parse(html).text()).append('\n');
        }
        return text.toString();
    }

    /// What is said of a thing that is done, without the dates in it.
    private static String[] done(String language) {
        PersonWords words = Wording.in(Locale.of(language));
        List<String> said = new ArrayList<>(List.of(words.eventRemedyDone()));
        String between = words.remedyDone("@", "@");
        said.add(between.substring(between.indexOf('@') + 1, between.lastIndexOf('@'))
                .replaceFirst("^\\. ?", "")
                .trim());
        return said.toArray(String[]::new);
    }
}
