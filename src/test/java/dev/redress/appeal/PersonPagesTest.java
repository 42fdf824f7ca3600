package dev.redress.appeal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.Media;
import dev.redress.Chain;
import dev.redress.StoppableClock;
import dev.redress.Wire;
import dev.redress.browser.Axe;
import dev.redress.browser.Browser;
import dev.redress.browser.Look;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every page a person can see, in every way they may look at it. The screenshots in `target/screenshots` are there
/// to be looked at.
@QuarkusTest
@ExtendWith(Browser.Extension.class)
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class PersonPagesTest {

    private static final Map<String, Map<String, String>> MADE = new ConcurrentHashMap<>();
    private static final Map<String, Map<String, String>> UNANSWERED = new ConcurrentHashMap<>();

    static Stream<Look> looks() {
        return Stream.of(
                Look.PHONE,
                Look.PHONE.in("ar"),
                Look.PHONE.wide(1280),
                Look.PHONE.wide(1280).in("ar"));
    }

    @ParameterizedTest
    @MethodSource("looks")
    void haveNoFaultThatAxeFinds(Look look, Browser browser) {
        browser.withAndWithoutScripts(look, PersonPagesTest::haveNoFault);
    }

    private static void haveNoFault(Look look, Browser browser) {
        Page page = browser.open(look);
        pages(look.locale()).forEach((name, path) -> {
            page.navigate(path);
            lookAt(browser, page, name, look);
            if (!name.equals("lost")) { // a link that is no link has no language of its own, but the browser has one
                assertThat(page.locator("html").getAttribute("lang")).isEqualTo(look.locale());
            }
            assertThat(page.locator("html").getAttribute("dir"))
                    .isEqualTo(look.locale().equals("ar") ? "rtl" : "ltr");
        });
        UNANSWERED.computeIfAbsent(look.locale(), Matters::unanswered).forEach((name, path) -> {
            page.navigate(path);
            page.locator("main form button[type=submit]:not([name])").first().click();
            assertThat(page.title()).startsWith(look.locale().equals("ar") ? "خطأ:" : "Error:");
            assertThat(page.locator(".govuk-error-summary a").first().getAttribute("href"))
                    .as("the summary leads to the field on %s", name)
                    .matches("#.+");
            assertThat(page.locator(page.locator(".govuk-error-summary a")
                                    .first()
                                    .getAttribute("href"))
                            .count())
                    .isEqualTo(1);
            if (look.scripts()) {
                assertThat((boolean) page.evaluate("() => document.activeElement.matches('.govuk-error-summary')"))
                        .as("the summary has the focus on %s", name)
                        .isTrue();
            }
            lookAt(browser, page, "error-" + name, look);
        });
        assertThat(cookies(page)).isEmpty();
        browser.assertQuiet();
    }

    /// In the light and in the dark.
    private static void lookAt(Browser browser, Page page, String name, Look look) {
        browser.shot(page, name, look);
        Axe.assertNoViolations(page);
        Axe.assertNoViolationsInTheDark(page);
        browser.shot(page, name, look.inTheDark());
        Axe.backToTheLight(page);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "fr", "es", "pl", "ar"})
    void fitOnTheNarrowestPhone(String language, Browser browser) {
        Page page = browser.open(Look.PHONE.wide(320).in(language).withoutScripts());
        pages(language).forEach((name, path) -> {
            page.navigate(path);
            browser.shot(page, name + "-320-" + language);
            assertThat(page.locator("html").getAttribute("lang")).startsWith(language);
            assertThat(page.textContent("body"))
                    .as("an unfilled place on %s", name)
                    .doesNotContain("{")
                    .doesNotContain("NOT_FOUND");
            int wide = ((Number) page.evaluate("() => document.scrollingElement.scrollWidth")).intValue();
            assertThat(wide).as("width of %s in %s", name, language).isLessThanOrEqualTo(320);
        });
        browser.assertQuiet();
    }

    /// An address or an id in the agent's words may be longer than a phone is wide.
    @Test
    void fitWhenAWordIsLongerThanThePhone(Browser browser) {
        String word = "https://example.com/" + "a".repeat(180);
        var decision = Chain.decision(Chain.fresh("word"));
        decision.withObjectProperty("outcome").put("summary", word);
        decision.setAll(Chain.tree("""
                {"facts": [{"id": "f1", "name": "WORD", "value": "WORD", "source": "WORD"}],
                 "reasons": [{"code": "R", "text": "WORD", "facts": ["f1"], "clause": "3.2"}],
                 "counterfactuals": [{"change": "WORD", "result": "WORD"}],
                 "commitments": [{"id": "c1", "type": "REFUND", "text": "WORD"}]}""".replace("WORD", word)));
        String token = Chain.token(Chain.post(decision).path("appealUrl"));
        Chain.appeal(token, "{\"grounds\": [\"SOMETHING_ELSE\"], \"statement\": \"" + word + "\"}")
                .then()
                .statusCode(201);
        Page page = browser.open(Look.PHONE.wide(320).withoutScripts());
        for (String path : List.of("/notice", "/status", "/file")) {
            page.navigate("/a/" + token + path);
            browser.shot(page, "long-word" + path.replace('/', '-'));
            int wide = ((Number) page.evaluate("() => document.scrollingElement.scrollWidth")).intValue();
            assertThat(wide).as("width of %s", path).isLessThanOrEqualTo(320);
        }
    }

    /// A link that ran out, and the wish for a new one.
    @ParameterizedTest
    @MethodSource("looks")
    void leadOnWhenTheLinkIsTooOld(Look look, Browser browser) {
        for (Look one : List.of(look, look.withoutScripts())) {
            leadsOnWhenTheLinkIsTooOld(one, browser);
        }
    }

    private static void leadsOnWhenTheLinkIsTooOld(Look look, Browser browser) {
        String token = pages(look.locale()).get("status-received").split("/")[2];
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(1_000))) {
            Page page = browser.open(look);
            page.navigate("/a/" + token);
            lookAt(browser, page, "expired", look);
            page.click("main button[type=submit]");
            lookAt(browser, page, "renewed", look);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ar"})
    void readWellOnPaper(String language, Browser browser) {
        Page page = browser.open(Look.DESK.in(language).wide(794));
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        for (String name : List.of("notice", "status-asked", "status-overturned", "file-overturned")) {
            page.navigate(pages(language).get(name));
            browser.shot(page, name + "-print-" + language);
            assertThat(page.locator("a.govuk-button:visible, .govuk-back-link:visible, .app-header__links:visible")
                            .count())
                    .as("things to click on paper, on %s", name)
                    .isZero();
            assertThat(page.locator("h1").isVisible()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "ar"})
    void weighLittleAndAskNobodyElse(String language, Browser browser) {
        Page page = browser.open(Look.PHONE.in(language));
        page.route("**/*", Route::resume); // so that nothing comes from what it keeps
        List<String> elsewhere = new ArrayList<>();
        Map<String, Integer> weights = new LinkedHashMap<>();
        Map<String, Integer> known = new LinkedHashMap<>();
        page.onResponse(response -> {
            String url = response.url();
            if (!url.startsWith(service())) {
                elsewhere.add(url);
            } else if (response.status() < 300 || response.status() >= 400) {
                weights.put(
                        url,
                        known.computeIfAbsent(
                                url, _ -> compressed(url.substring(service().length()), language)));
            }
        });
        pages(language).forEach((name, path) -> {
            weights.clear();
            page.navigate(path);
            page.waitForLoadState();
            assertThat(elsewhere).as("requests of %s to elsewhere", name).isEmpty();
            assertThat(weights.values().stream().mapToInt(Integer::intValue).sum())
                    .as("bytes of %s: %s", name, weights.values())
                    .isPositive()
                    .isLessThan(60_000);
        });
    }

    @Test
    void keepNoCookieAndForbidInlineScript() {
        pages("en").forEach((name, path) -> {
            var answer = given().get(path).then().extract();
            assertThat(answer.headers().getValues("Set-Cookie")).as(name).isEmpty();
            assertThat(answer.header("Content-Security-Policy"))
                    .as(name)
                    .contains("default-src 'self'")
                    .doesNotContain("unsafe");
            assertThat(answer.header("Referrer-Policy")).isEqualTo("no-referrer");
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(answer.header("X-Robots-Tag")).contains("noindex");
            assertThat(answer.asString())
                    .as(name)
                    .doesNotContain("<style")
                    .doesNotContain(" style=\"")
                    .doesNotContain(" onclick");
        });
    }

    @Test
    void tellNothingOfTheMatterInTitleAndPreview() {
        pages("en").forEach((name, path) -> {
            var page = org.jsoup.Jsoup.parse(given().get(path).asString());
            String told = page.title() + page.select("meta").outerHtml();
            assertThat(told)
                    .as(name)
                    .doesNotContainIgnoringCase("refund")
                    .doesNotContain("RD-")
                    .doesNotContain("cust-1182");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"notice", "grounds", "fact-1", "evidence", "check", "status-asked", "answer", "again"})
    void canBeWalkedWithTheKeyboardAlone(String name, Browser browser) {
        Page page = browser.open(Look.PHONE);
        page.navigate(pages("en").get(name));
        Object wanted = page.evaluate(
                "() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), textarea, select, summary')]"
                        + ".filter(e => e.checkVisibility() && (e.type !== 'radio' || e.checked || ![...document.getElementsByName(e.name)].some(r => r.checked)))"
                        + ".filter(e => !e.closest('details:not([open])') || e.tagName === 'SUMMARY')"
                        + ".filter((e, i, all) => e.type !== 'radio' || all.findIndex(o => o.name === e.name) === i).length");
        int reached = 0;
        boolean skipIsFirst = false;
        double last = Double.NEGATIVE_INFINITY;
        int backwards = 0;
        for (int i = 0; i < 80; i++) {
            page.keyboard().press("Tab");
            if ((boolean) page.evaluate("() => document.activeElement === document.body")) {
                break;
            }
            reached++;
            skipIsFirst |=
                    i == 0 && (boolean) page.evaluate("() => document.activeElement.matches('.govuk-skip-link')");
            assertThat(
                            (boolean)
                                    page.evaluate(
                                            "() => { const e = document.activeElement, s = getComputedStyle(e),"
                                                    + " l = e.labels?.[0] && getComputedStyle(e.labels[0], '::before');"
                                                    + " return s.outlineStyle !== 'none' || s.boxShadow !== 'none' || (l && l.boxShadow !== 'none'); }"))
                    .as("focus %d of %s is seen", i, name)
                    .isTrue();
            double top = ((Number) page.evaluate("() => document.activeElement.getBoundingClientRect().top + scrollY"))
                    .doubleValue();
            backwards += top < last - 60 ? 1 : 0;
            last = top;
        }
        assertThat(reached).as("elements reached on %s", name).isEqualTo(((Number) wanted).intValue());
        assertThat(skipIsFirst).isTrue();
        assertThat(backwards).as("jumps against the reading order on %s", name).isZero();
    }

    /// Each page is of the state that it is named by, so that what is checked here is checked in every state.
    @Test
    void sayWhoFiledAndHowItEnded() {
        Map<String, String> said = Map.of(
                "status-partly-overturned", "You were partly right. The decision was changed in part.",
                "status-remitted", "The decision has to be made again.",
                "status-inadmissible", "The appeal could not be taken.",
                "status-overturned", "You were right. The decision was changed.",
                "status-late-helped", "Amal",
                "file-helped", "Amal",
                "status-asked", "Another time limit of ours stands still",
                "notice", "This rests on a contract or its terms: Terms 4.2",
                "notice-not-appealable", "It was only a draft.");
        said.forEach((name, words) -> assertThat(
                        org.jsoup.Jsoup.parse(given().get(pages("en").get(name)).asString())
                                .text()
                                .replaceAll("[\u2068\u2069]", ""))
                .as(name)
                .contains(words));
        assertThat(org.jsoup.Jsoup.parse(given().get(pages("en").get("status-overturned"))
                                .asString())
                        .select("th.govuk-table__header, td")
                        .text())
                .as("what is right now is not what the person says, but what was found")
                .contains("What is right")
                .doesNotContain("What you say");
    }

    /// In any language, from any page and from what answers a form: the other languages lead somewhere, and the link
    /// stays the same.
    @Test
    void keepTheLinkWhenTheLanguageIsChanged(Browser browser) {
        Page page = browser.open(Look.PHONE.withoutScripts());
        pages("en").forEach((name, path) -> {
            page.navigate(path);
            followLanguages(page, name);
        });
        UNANSWERED.computeIfAbsent("en", Matters::unanswered).forEach((name, path) -> {
            page.navigate(path);
            page.locator("main form button[type=submit]:not([name])").first().click();
            followLanguages(page, "the errors of " + name);
        });
    }

    private static void followLanguages(Page page, String name) {
        String token = page.url().substring(service().length()).split("/")[2].split("\\?")[0];
        List<String> links = new ArrayList<>();
        page.locator("nav .govuk-link").all().forEach(link -> links.add(link.getAttribute("href")));
        if (!name.startsWith("nothing-there")) {
            assertThat(links).as(name).hasSize(5);
        }
        for (String link : links) {
            assertThat(link).as(name).startsWith("/a/" + token).contains("lang=");
            if (!name.equals("lost") && !name.startsWith("nothing-there")) {
                assertThat(given().get(link).statusCode())
                        .as("%s from %s", link, name)
                        .isEqualTo(200);
            }
        }
    }

    /// What a screen reader meets: one main heading and none left out below it, one of each landmark, a name for each
    /// field, and the same order as to the eye. The tree itself is kept beside the screenshots.
    @ParameterizedTest
    @ValueSource(strings = {"en", "ar"})
    void areReadInTheirOrder(String language, Browser browser) {
        Page page = browser.open(Look.PHONE.in(language));
        for (Map.Entry<String, String> one : pages(language).entrySet()) {
            String name = one.getKey();
            page.navigate(one.getValue());
            browser.tree(page, name + "-read-" + language);
            @SuppressWarnings("unchecked")
            List<Integer> levels = (List<Integer>)
                    page.evaluate(
                            "() => [...document.querySelectorAll('h1,h2,h3,h4')].filter(e => e.checkVisibility()).map(e => +e.tagName[1])");
            assertThat(levels).as("headings of %s", name).containsOnlyOnce(1).startsWith(1);
            for (int i = 1; i < levels.size(); i++) {
                assertThat(levels.get(i) - levels.get(i - 1))
                        .as("headings of %s: %s", name, levels)
                        .isLessThanOrEqualTo(1);
            }
            assertThat(page.locator("main").count()).isEqualTo(1);
            assertThat(page.locator("body > header, body > footer").count()).isEqualTo(2);
            assertThat(
                            page.evaluate(
                                    "() => [...document.querySelectorAll('input:not([type=hidden]), textarea, select')]"
                                            + ".filter(e => !e.labels || !e.labels.length || !e.labels[0].innerText.trim()).map(e => e.outerHTML)"))
                    .as("fields without a name on %s", name)
                    .isEqualTo(List.of());
            assertThat(
                            page.evaluate(
                                    "() => { let last = 0, wrong = []; for (const e of document.querySelectorAll("
                                            + "'main h1, main h2, main h3, main p, main li, main label, main input, main textarea, main button')) {"
                                            + " if (!e.checkVisibility() || e.closest('details:not([open])') || e.closest('.govuk-visually-hidden')) continue;"
                                            + " const r = e.getBoundingClientRect(); if (r.height < 2) continue;"
                                            + " if (r.bottom < last - 2) wrong.push(e.outerHTML.slice(0, 80)); last = Math.max(last, r.top); } return wrong; }"))
                    .as("read later than seen on %s", name)
                    .isEqualTo(List.of());
        }
    }

    /// The agent's words are English here and the pages Arabic: each keeps its language, for the voice that reads it.
    @Test
    void leaveEveryTextItsLanguageAndDirection() {
        String token = Chain.token(Chain.post(texts()).path("appealUrl"));
        Chain.appeal(
                        token,
                        "{\"grounds\": [\"FACT_WRONG\"], \"statement\": \"Meine eigenen Worte.\","
                                + " \"disputedFacts\": [{\"factId\": \"f1\", \"correctValue\": \"Montag\"}], \"contact\": {\"locale\": \"de\"}}")
                .then()
                .statusCode(201);
        Map<String, String> languages = new LinkedHashMap<>();
        for (String text : List.of(
                "Agent summary",
                "Agent reason",
                "Agent fact",
                "Agent value",
                "Agent change",
                "Agent result",
                "Agent terms")) {
            languages.put(text, "fr");
        }
        for (String path : List.of("/notice", "/file")) {
            var page = org.jsoup.Jsoup.parse(
                    given().get("/a/" + token + path + "?lang=ar").asString());
            assertThat(page.select("html").attr("lang")).isEqualTo("ar");
            languages.forEach((text, language) -> page.getElementsContainingOwnText(text)
                    .forEach(element -> {
                        assertThat(element.closest("[lang]").attr("lang"))
                                .as("%s on %s", text, path)
                                .isEqualTo(language);
                        assertThat(element.closest("bdi, [dir]").tagName())
                                .as("%s on %s", text, path)
                                .isNotEqualTo("html");
                    }));
            assertThat(page.text()).contains("Agent summary", "Agent fact", "Agent value", "Agent terms");
        }
        var file = org.jsoup.Jsoup.parse(
                given().get("/a/" + token + "/file?lang=ar").asString());
        for (String own : List.of("Meine eigenen Worte.", "Montag")) {
            assertThat(file.getElementsContainingOwnText(own)
                            .first()
                            .closest("[lang]")
                            .attr("lang"))
                    .as(own)
                    .isEqualTo("de");
        }
    }

    private static com.fasterxml.jackson.databind.node.ObjectNode texts() {
        var decision = Chain.decision(Chain.fresh("texts"));
        decision.withObjectProperty("subject").put("locale", "fr");
        decision.withObjectProperty("outcome").put("summary", "Agent summary");
        decision.setAll(Chain.tree("""
                {"facts": [{"id": "f1", "name": "Agent fact", "value": "Agent value"}],
                 "reasons": [{"code": "R", "text": "Agent reason", "facts": ["f1"]}],
                 "counterfactuals": [{"change": "Agent change", "result": "Agent result"}],
                 "ground": {"kind": "CONTRACTUAL", "reference": "Agent terms", "url": "javascript:alert(1)"}}"""));
        return decision;
    }

    private static Map<String, String> pages(String language) {
        return MADE.computeIfAbsent(language, Matters::pages);
    }

    private static List<?> cookies(Page page) {
        BrowserContext context = page.context();
        return context.cookies();
    }

    private static String service() {
        return org.eclipse.microprofile.config.ConfigProvider.getConfig().getValue("test.url", String.class);
    }

    /// What comes over the wire, as a browser asks for it.
    private static int compressed(String path, String language) {
        return Wire.send("GET", path, null, "Accept-Encoding: gzip", "Accept-Language: " + language)
                .body()
                .length;
    }
}
