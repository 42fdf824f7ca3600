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
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The pages of the limits, in every look.
@QuarkusTest
@TestProfile(LowLimits.class)
@ExtendWith(Browser.Extension.class)
class LimitLookTest {

    static Stream<Look> looks() {
        return Stream.of(
                Look.PHONE,
                Look.PHONE.in("ar"),
                Look.PHONE.wide(1280),
                Look.PHONE.wide(1280).in("ar"));
    }

    static Stream<Look> withoutScripts() {
        return Stream.concat(
                        Stream.of("de", "ar", "pl").map(Look.PHONE.wide(320)::in),
                        Stream.of(Look.PHONE.wide(1280).in("fr")))
                .map(Look::withoutScripts);
    }

    @ParameterizedTest
    @MethodSource("looks")
    void haveNoFaultThatAxeFinds(Look look, Browser browser) {
        browser.withAndWithoutScripts(look, LimitLookTest::haveNoFault);
    }

    @ParameterizedTest
    @MethodSource
    void withoutScripts(Look look, Browser browser) {
        haveNoFault(look, browser);
    }

    private static void haveNoFault(Look look, Browser browser) {
        ObjectNode decision = Chain.decision("look");
        decision.withObjectProperty("subject").put("locale", look.locale());
        String link = Chain.post(decision).path("appealUrl");
        Caller caller = Caller.somewhere();
        Page page = browser.open(look);
        page.setExtraHTTPHeaders(Map.of("X-Forwarded-For", caller.address()));

        page.navigate(link + "/appeal/grounds");
        caller.sends(Chain.token(link), LowLimits.SENDING - 1);
        page.navigate(link);
        check(browser, page, look, "warned");
        caller.sends(Chain.token(link), 1);
        page.navigate(link + "/appeal/grounds");
        page.locator("input[value=SOMETHING_ELSE]").check();
        page.locator("button[type=submit]").click();
        assertThat(page.locator("form[action$='/objection']").count()).isEqualTo(1);
        check(browser, page, look, "blocked");
        page.locator("textarea").fill("Please look at this.");
        page.locator("button[type=submit]").click();
        assertThat(page.url()).endsWith("/objection");
        check(browser, page, look, "objected");
        page.navigate(link);
        check(browser, page, look, "stopped");
        while (caller.get("/a/" + Chain.token(link)).statusCode() != 429) {
            // until the address has to wait
        }
        page.navigate(link);
        check(browser, page, look, "busy");
    }

    /// In the light and in the dark.
    private static void check(Browser browser, Page page, Look look, String name) {
        Axe.assertNoViolations(page);
        assertThat(page.locator("html").getAttribute("lang")).isEqualTo(look.locale());
        assertThat(page.locator("html").getAttribute("dir"))
                .isEqualTo(look.locale().equals("ar") ? "rtl" : "ltr");
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .isLessThanOrEqualTo(look.width());
        assertThat(page.content().length()).isLessThan(60_000);
        browser.shot(page, name + "-" + look.name());
        Axe.assertNoViolationsInTheDark(page);
        browser.shot(page, name + "-" + look.inTheDark().name());
        Axe.backToTheLight(page);
    }
}
