package dev.redress.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.redress.Chain;
import dev.redress.appeal.CaseClock;
import dev.redress.appeal.Verdict;
import dev.redress.browser.Axe;
import dev.redress.browser.Browser;
import dev.redress.browser.Look;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.StringReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/// What people read, each kind in each language.
@QuarkusTest
@ExtendWith(Browser.Extension.class)
class LettersTest {

    private static final Instant DAY = Instant.parse("2026-12-14T10:00:00Z");
    private static final String REFERENCE = "RD-7K3M-Q9";
    private static final String HOSTILE = "<b>We</b> wait & see \"this\" {letter.link} <img src=http://evil.example/x>";

    @Inject
    Letters letters;

    static List<News> everything() {
        List<News> all = new ArrayList<>(List.of(
                new News.Received(DAY),
                new News.Question(DAY),
                new News.Written(DAY),
                new News.Reminder(DAY),
                new News.QuestionLapsed(DAY),
                new News.PauseAnswered(true, null, DAY),
                new News.PauseAnswered(true, DAY, DAY),
                new News.PauseAnswered(false, null, DAY),
                new News.Extension(DAY, "We wait for a paper from the shop where you bought it, and for the bank."),
                new News.RemedyDone(DAY),
                new News.Overdue(CaseClock.Kind.RULING, DAY),
                new News.Overdue(CaseClock.Kind.REMEDY, DAY),
                new News.Withdrawn(DAY),
                new News.Link(false),
                new News.Link(true),
                new News.LookingAgain(DAY)));
        Stream.of(Verdict.values()).map(News.LookedAgain::new).forEach(all::add);
        Stream.of(Verdict.values()).map(News.Outcome::new).forEach(all::add);
        return all;
    }

    @Test
    void areInTheFirstLanguageThatThereAreWordsFor() {
        Languages languages = new Languages(List.of("en", "de", "ar"));
        assertThat(languages.first("pt-BR", "de_AT")).isEqualTo("de-AT");
        assertThat(languages.first("it", null)).isEqualTo("en");
        assertThat(languages.first("ar", "de")).isEqualTo("ar");
    }

    @Test
    void areTestedForEveryKind() {
        assertThat(everything().stream().map(Kind::of)).contains(Kind.values());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "pl", "ar", "de-AT"})
    void readWellAsPlainTextInEveryLanguage(String language) {
        String link = Chain.post(Chain.decision("letters")).path("appealUrl");
        for (News news : everything()) {
            Letter letter = letters.inWords(news, Locale.forLanguageTag(language), REFERENCE, link);
            String text = letter.text();
            assertThat(text)
                    .as("%s in %s", news, language)
                    .contains(REFERENCE)
                    .containsOnlyOnce("http")
                    .containsOnlyOnce("\n" + link + "\n")
                    .doesNotContain("{", "}", "&amp;", "&#", "&quot;", "<", "null", "\t", "  ");
            assertThat(text.lines().filter(line -> !line.equals(link)))
                    .as("RFC 5322 section 2.1.1")
                    .allMatch(line -> line.codePointCount(0, line.length()) <= 78);
            assertThat(letter.subject()).contains(REFERENCE).doesNotContain("{", "\n");
            assertThat(sentences(text)).as(text).allMatch(sentence -> sentence.split("\\s+").length <= 20);
        }
        assertThat(RestAssured.get(link).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @MethodSource("everything")
    void areSoundHtmlThatLoadsNothing(News news) throws Exception {
        for (String language : new String[] {"en", "de", "fr", "es", "pl", "ar"}) {
            Letter letter = letters.inWords(news, Locale.forLanguageTag(language), REFERENCE, "https://x.example/a/t");
            String html = letters.html(letter);
            DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html)));
            Document document = Jsoup.parse(html);
            assertThat(document.select("img, script, link, iframe, object, form, input, video, style, base"))
                    .isEmpty();
            assertThat(document.select("[src], [srcset], [background], [onclick], [onload]"))
                    .isEmpty();
            assertThat(html).doesNotContain("url(", "@import", "{");
            assertThat(document.select("a[href]").eachAttr("href")).containsExactly("https://x.example/a/t");
            assertThat(document.selectFirst("html").attr("lang")).isEqualTo(language);
            assertThat(document.selectFirst("html").attr("dir")).isEqualTo(language.equals("ar") ? "rtl" : "ltr");
            assertThat(document.title()).isEqualTo(letter.subject());
            String both = document.body().text();
            letter.says().forEach(said -> assertThat(both).contains(said));
            letter.closes().forEach(said -> assertThat(both).contains(said));
        }
    }

    @Test
    void showWhatAReviewerWroteAsTextWhateverItIs() {
        Letter letter =
                letters.inWords(new News.Extension(DAY, HOSTILE), Locale.ENGLISH, REFERENCE, "https://x.example/a/t");
        Document html = Jsoup.parse(letters.html(letter));
        assertThat(html.selectFirst("blockquote").text()).isEqualTo(HOSTILE);
        assertThat(html.select("img, b")).isEmpty();
        assertThat(letter.text().replace("\n> ", " ")).contains(HOSTILE);
    }

    @Test
    void keepEveryLineOfAQuoteAQuote() {
        Letter letter = letters.inWords(
                new News.Extension(DAY, "One.\r\n\r\nYour reference: RD-FAKE\n" + "word ".repeat(40)),
                Locale.ENGLISH,
                REFERENCE,
                "https://x.example/a/t");
        assertThat(letter.text().lines().filter(line -> line.contains("RD-FAKE") || line.contains("word word")))
                .allMatch(line -> line.startsWith("> ") && line.length() <= 78);
    }

    @Test
    void sayWhomToAskWhenTheLinkWasRevoked() {
        Letter letter = letters.inWords(new News.Outcome(Verdict.UPHELD), Locale.ENGLISH, REFERENCE, null);
        assertThat(letter.text()).contains("Your link does not work any more.").doesNotContain("http", "use the link");
        assertThat(letters.html(letter)).doesNotContain("href");
    }

    @Test
    void haveASubjectOfTheirOwnForWhoeverDidNotAsk() {
        Letter letter = letters.inWords(
                new News.LookedAgain(Verdict.OVERTURNED), Locale.ENGLISH, null, "https://x.example/a/t");
        assertThat(letter.subject()).isEqualTo("News about a decision on you");
        assertThat(letter.text())
                .contains("We looked again at a decision about you.", "It was not right. We have changed it for you.")
                .doesNotContain("You were right", "Your reference");
    }

    @Test
    void nameTheWeekday() {
        Letter letter = letters.inWords(new News.Received(DAY), Locale.GERMAN, REFERENCE, "https://x.example/a/t");
        assertThat(letter.text()).contains("Sie bekommen eine Antwort bis Montag, 14. Dezember 2026.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ar"})
    void lookRightOnAPhone(String language, Browser browser) {
        Page page = browser.open(Look.PHONE.in(language).withoutScripts());
        for (News news : everything()) {
            open(page, news, language);
            Axe.assertNoViolations(page);
            browser.shot(page, "mail-" + language + "-" + everything().indexOf(news));
        }
        Page dark = browser.open(Look.PHONE.inTheDark().in(language).withoutScripts());
        open(dark, new News.Extension(DAY, "We wait for a paper."), language);
        Axe.assertNoViolations(dark);
        browser.shot(dark, "mail-" + language + "-dark");
        browser.assertQuiet();
    }

    private void open(Page page, News news, String language) {
        page.navigate("/q/health/live"); // a blank page has no title of its own that axe could look at
        String link = "https://redress.example/a/" + "x".repeat(80);
        page.setContent(letters.html(letters.inWords(news, Locale.forLanguageTag(language), REFERENCE, link)));
        assertThat((Integer) page.evaluate("() => document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(390);
    }

    private static List<String> sentences(String text) {
        return List.of(text.replaceAll("\\n(?!\\n)", " ").split("[.!?؟:]\\s|\\n"));
    }
}
