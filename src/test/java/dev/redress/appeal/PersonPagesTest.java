package dev.redress.appeal;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
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

    static Stream<Look> looks() {
        List<Look> looks = new ArrayList<>();
        for (int width : new int[] {390, 1280}) {
            for (String language : new String[] {"en", "ar"}) {
                Look look = Look.PHONE.wide(width).in(language);
                looks.addAll(List.of(
                        look,
                        look.inTheDark(),
                        look.withoutScripts(),
                        look.inTheDark().withoutScripts()));
            }
        }
        return looks.stream();
    }

    @ParameterizedTest
    @MethodSource("looks")
    void haveNoFaultThatAxeFinds(Look look, Browser browser) {
        Page page = browser.open(look);
        pages(look.locale()).forEach((name, path) -> {
            page.navigate(path);
            browser.shot(page, name + "-" + look.name());
            Axe.assertNoViolations(page);
            if (!name.equals("lost")) { // a link that is no link has no language of its own
                assertThat(page.locator("html").getAttribute("lang")).isEqualTo(look.locale());
            }
            assertThat(page.locator("html").getAttribute("dir"))
                    .isEqualTo(look.locale().equals("ar") ? "rtl" : "ltr");
        });
        assertThat(cookies(page)).isEmpty();
        browser.assertQuiet();
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

    /// A link that ran out, and the wish for a new one.
    @ParameterizedTest
    @ValueSource(strings = {"en", "ar"})
    void leadOnWhenTheLinkIsTooOld(String language, Browser browser) {
        String token = pages(language).get("status-received").split("/")[2];
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofDays(1_000))) {
            for (Look look : List.of(
                    Look.PHONE.in(language).withoutScripts(),
                    Look.DESK.in(language).inTheDark())) {
                Page page = browser.open(look);
                page.navigate("/a/" + token);
                browser.shot(page, "expired-" + look.name());
                Axe.assertNoViolations(page);
                page.click("main button[type=submit]");
                browser.shot(page, "renewed-" + look.name());
                Axe.assertNoViolations(page);
            }
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

    @Test
    void weighLittleAndAskNobodyElse(Browser browser) {
        pages("ar").forEach((name, path) -> {
            Page page = browser.open(Look.PHONE.in("ar"));
            List<String> elsewhere = new ArrayList<>();
            Map<String, Integer> weights = new LinkedHashMap<>();
            page.onResponse(response -> {
                String url = response.url();
                if (!url.startsWith(service())) {
                    elsewhere.add(url);
                } else if (response.status() < 300) {
                    weights.put(url, compressed(url.substring(service().length())));
                }
            });
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

    /// Trap: a moderator's name in the mail to the person. Rita, ravi and lena have acted on these matters.
    @Test
    void nameNobodyAtTheDesk() {
        pages("en").forEach((name, path) -> {
            String token = path.split("/")[2].split("\\?")[0];
            for (String surface : List.of(
                    path,
                    "/a/" + token + "/file.json",
                    "/api/v1/notices/" + token,
                    "/api/v1/notices/" + token + "/status",
                    "/api/v1/notices/" + token + "/file")) {
                assertThat(given().get(surface).asString())
                        .as("%s at %s", name, surface)
                        .doesNotContainPattern("(?i)\\b(rita|ravi|lena)\\b")
                        .doesNotContain("reviewerId")
                        .doesNotContain("authorId");
            }
        });
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
    private static int compressed(String path) {
        return Wire.send("GET", path, null, "Accept-Encoding: gzip", "Accept-Language: ar")
                .body()
                .length;
    }
}
