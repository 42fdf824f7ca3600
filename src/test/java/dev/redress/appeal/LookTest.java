package dev.redress.appeal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Page;
import dev.redress.Chain;
import dev.redress.browser.Axe;
import dev.redress.browser.Browser;
import dev.redress.browser.Look;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The person's pages on a phone and a desktop, from left to right and from right to left, by day and by night.
@QuarkusTest
@ExtendWith(Browser.Extension.class)
class LookTest {

    @ParameterizedTest
    @CsvSource({
        "390, en, light",
        "390, en, dark",
        "390, ar, light",
        "390, ar, dark",
        "1280, en, light",
        "1280, en, dark",
        "1280, ar, light",
        "1280, ar, dark",
        "320, de, light",
        "390, pl, light"
    })
    void hasNoFaultThatAxeFinds(int width, String language, String scheme, Browser browser) {
        ObjectNode decision = Chain.decision("look");
        ((ObjectNode) decision.get("subject")).put("locale", language);
        String link = Chain.post(decision).path("appealUrl");
        Look look = Look.PHONE.wide(width).in(language).withoutScripts();
        Page page = browser.open(scheme.equals("dark") ? look.inTheDark() : look);
        String name = "-" + width + "-" + language + "-" + scheme;

        page.navigate(link);
        check(browser, page, language, "notice" + name);
        page.navigate(link + "/appeal/grounds");
        check(browser, page, language, "grounds" + name);
        Chain.agent()
                .body(Map.of("grounds", new String[] {"SOMETHING_ELSE"}, "statement", "It is not right."))
                .post("/api/v1/notices/" + Chain.token(link) + "/appeal");
        page.navigate(link);
        check(browser, page, language, "status" + name);
        page.navigate(link + "/withdraw");
        check(browser, page, language, "withdraw" + name);
        page.navigate(link + "x");
        check(browser, page, null, "lost" + name);
        browser.assertQuiet();
    }

    private static void check(Browser browser, Page page, String language, String name) {
        Axe.assertNoViolations(page);
        if (language != null) {
            assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
            assertThat(page.locator("html").getAttribute("dir")).isEqualTo(language.equals("ar") ? "rtl" : "ltr");
        }
        assertThat(page.content().length()).isLessThan(60_000);
        browser.shot(page, name);
    }
}
