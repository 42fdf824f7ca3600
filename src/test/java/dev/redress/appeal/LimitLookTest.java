package dev.redress.appeal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import dev.redress.Chain;
import dev.redress.browser.Axe;
import dev.redress.browser.Browser;
import dev.redress.browser.Look;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The pages of the limits, in every look.
@QuarkusTest
@TestProfile(LowLimits.class)
@ExtendWith(Browser.Extension.class)
class LimitLookTest {

    @ParameterizedTest
    @CsvSource({
        "320, de, off",
        "320, ar, off",
        "320, pl, off",
        "1280, fr, off",
        "390, en, on",
        "390, en, off",
        "390, ar, on",
        "390, ar, off",
        "1280, en, on",
        "1280, en, off",
        "1280, ar, on",
        "1280, ar, off"
    })
    void hasNoFaultThatAxeFinds(int width, String language, String scripts, Browser browser) {
        ObjectNode decision = Chain.decision("look");
        decision.withObjectProperty("subject").put("locale", language);
        String link = Chain.post(decision).path("appealUrl");
        Caller caller = Caller.somewhere();
        Look look = Look.PHONE.wide(width).in(language);
        look = scripts.equals("off") ? look.withoutScripts() : look;
        Page page = browser.open(look);
        page.setExtraHTTPHeaders(Map.of("X-Forwarded-For", caller.address()));
        String name = "-" + width + "-" + language + "-" + scripts;

        page.navigate(link + "/appeal/grounds");
        caller.sends(Chain.token(link), LowLimits.SENDING - 1);
        page.navigate(link);
        check(browser, page, width, language, "warned" + name);
        caller.sends(Chain.token(link), 1);
        page.navigate(link + "/appeal/grounds");
        page.locator("input[value=SOMETHING_ELSE]").check();
        page.locator("button[type=submit]").click();
        assertThat(page.locator("form[action$='/objection']").count()).isEqualTo(1);
        check(browser, page, width, language, "blocked" + name);
        page.locator("textarea").fill("Please look at this.");
        page.locator("button[type=submit]").click();
        assertThat(page.url()).endsWith("/objection");
        check(browser, page, width, language, "objected" + name);
        page.navigate(link);
        check(browser, page, width, language, "stopped" + name);
        while (caller.get("/a/" + Chain.token(link)).statusCode() != 429) {
            // until the address has to wait
        }
        page.navigate(link);
        check(browser, page, width, language, "busy" + name);
    }

    /// In the light and in the dark.
    private static void check(Browser browser, Page page, int width, String language, String name) {
        Axe.assertNoViolations(page);
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
        assertThat(page.locator("html").getAttribute("dir")).isEqualTo(language.equals("ar") ? "rtl" : "ltr");
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(width);
        assertThat(page.content().length()).isLessThan(60_000);
        browser.shot(page, name + "-light");
        Axe.assertNoViolationsInTheDark(page);
        browser.shot(page, name + "-dark");
        Axe.backToTheLight(page);
    }
}
