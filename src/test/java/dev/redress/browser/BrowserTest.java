package dev.redress.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import dev.redress.SignIn;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The harness itself: what it must notice, it notices.
@QuarkusTest
@ExtendWith(Browser.Extension.class)
class BrowserTest {

    @Test
    void showsAPageAsThePersonHasChosen(Browser browser) {
        Page page = browser.open(Look.PHONE.in("ar").inTheDark());
        page.navigate("/q/health/live");
        assertThat(page.evaluate("() => innerWidth + ' ' + navigator.language + ' ' + screen.width"))
                .isEqualTo("390 ar 390");
        assertThat(page.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches"))
                .isEqualTo(true);
    }

    @Test
    void savesAPictureWhenAsked(Browser browser) throws IOException {
        Path picture = Path.of("target", "screenshots", "harness.png");
        Files.deleteIfExists(picture);
        Page page = browser.open(Look.DESK);
        SignIn.open(page, "rita", "/harness/page");
        String asked = System.getProperty(Browser.SCREENSHOTS);
        try {
            System.clearProperty(Browser.SCREENSHOTS);
            browser.shot(page, "harness");
            assertThat(picture).doesNotExist();
            System.setProperty(Browser.SCREENSHOTS, "");
            browser.shot(page, "harness");
            assertThat(picture).isNotEmptyFile();
        } finally {
            System.clearProperty(Browser.SCREENSHOTS);
            if (asked != null) {
                System.setProperty(Browser.SCREENSHOTS, asked);
            }
        }
    }

    @Test
    void checksAGoodPageWithScriptsAndWithout(Browser browser) {
        for (Look look : new Look[] {Look.DESK, Look.PHONE.inTheDark().withoutScripts()}) {
            Page page = browser.open(look);
            SignIn.open(page, "rita", "/harness/page");
            Axe.assertNoViolations(page);
        }
        browser.assertQuiet();
    }

    @Test
    void noticesAPageThatAScreenReaderCannotRead(Browser browser) {
        for (Look look : new Look[] {Look.DESK, Look.DESK.withoutScripts()}) {
            Page page = browser.open(look);
            page.navigate("/q/health/live");
            page.setContent("<html lang=en><title>Bad</title><input>");
            assertThatThrownBy(() -> Axe.assertNoViolations(page))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("label (critical): Form elements must have labels");
        }
    }

    @Test
    void noticesWordsThatCannotBeReadInTheDark(Browser browser) {
        for (Look look : new Look[] {Look.DESK, Look.DESK.withoutScripts()}) {
            Page page = browser.open(look);
            page.navigate("/q/health/live");
            page.setContent("""
                    <html lang=en><title>Bad</title><style>body { background: #fff; color: #111 }
                    @media (prefers-color-scheme: dark) { body { background: #222 } }</style><main><h1>Words</h1></main>""");
            Axe.assertNoViolations(page);
            assertThatThrownBy(() -> Axe.assertNoViolationsInTheDark(page))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("color-contrast");
            Axe.backToTheLight(page);
            Axe.assertNoViolations(page);
        }
    }

    @Test
    void noticesWhatAPageComplainsAbout(Browser browser) {
        Page page = browser.open(Look.DESK);
        page.navigate("/q/health/live");
        page.evaluate("() => { console.error('oops'); return fetch('/harness/nothing').catch(() => 0); }");
        assertThatThrownBy(browser::assertQuiet)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("console: oops")
                .hasMessageContaining("/harness/nothing 404");
    }
}
