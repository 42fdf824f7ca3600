package dev.redress.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ScreenshotAnimations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// A real browser for a booted test: `@ExtendWith(Browser.Extension.class)`, then a parameter of this type.
///
/// Pages open with the address of the running service, in a fresh context each (no cookies shared). What a page logs as
/// an error, throws, or fails to load is kept until [#assertQuiet()]; the status of a page itself is the test's
// business.
public final class Browser implements AutoCloseable {

    static final String SCREENSHOTS = "redress.screenshots";

    private final Chromiums all;
    private final Chromium chromium;
    private final List<BrowserContext> contexts = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();

    private Browser(Chromiums all, Chromium chromium) {
        this.all = all;
        this.chromium = chromium;
    }

    public Page open(Look look) {
        String service = ConfigProvider.getConfig().getValue("test.url", String.class);
        BrowserContext context = chromium.context(look.options(service));
        contexts.add(context);
        Page page = context.newPage();
        page.onPageError(error -> complaints.add("script: " + error));
        page.onConsoleMessage(message -> {
            // A failed request is told twice; the response below says more.
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                complaints.add("console: " + message.text());
            }
        });
        page.onRequestFailed(request -> {
            if (!"net::ERR_ABORTED".equals(request.failure())) {
                complaints.add("request: " + request.url() + " " + request.failure());
            }
        });
        page.onResponse(response -> {
            if (response.status() >= 400 && !response.request().isNavigationRequest()) {
                complaints.add("response: " + response.url() + " " + response.status());
            }
        });
        return page;
    }

    /// Checks a look with and without scripts at once: the latter in a thread and with a process of its own, as one
    /// process serves one thread only.
    public void withAndWithoutScripts(Look look, BiConsumer<Look, Browser> check) {
        try (ExecutorService other = Executors.newSingleThreadExecutor();
                Browser second = new Browser(all, all.second())) {
            Future<?> without = other.submit(() -> check.accept(look.withoutScripts(), second));
            check.accept(look, this);
            without.get();
        } catch (ExecutionException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// With scripts only: without them a page looks the same but for what is open.
    public void shot(Page page, String name, Look look) {
        if (look.scripts()) {
            shot(page, name + "-" + look.name());
        }
    }

    /// Saves the whole page as `target/screenshots/NAME.png`, when somebody wants to look at it: the hundreds of
    /// pictures take as long as half of all checks of pages.
    public void shot(Page page, String name) {
        if (System.getProperty(SCREENSHOTS) == null) {
            return;
        }
        page.screenshot(new ScreenshotOptions()
                .setPath(Path.of("target", "screenshots", name + ".png"))
                .setFullPage(true)
                .setAnimations(ScreenshotAnimations.DISABLED));
    }

    /// Saves what a screen reader is told beside the pictures.
    public void tree(Page page, String name) {
        if (System.getProperty(SCREENSHOTS) == null) {
            return;
        }
        try {
            Files.writeString(
                    Path.of("target", "screenshots", name + ".txt"),
                    page.locator("body").ariaSnapshot());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// No page of this test complained: no console error, no exception, no failed request.
    public void assertQuiet() {
        assertThat(complaints).as("complaints of the browser").isEmpty();
    }

    @Override
    public void close() {
        contexts.forEach(BrowserContext::close);
    }

    /// The processes, which serve all tests.
    private static final class Chromiums implements AutoCloseable {
        private final Chromium first = new Chromium();
        private Chromium second;

        Chromium second() {
            second = second == null ? new Chromium() : second;
            return second;
        }

        @Override
        public void close() {
            first.close();
            if (second != null) {
                second.close();
            }
        }
    }

    /// Gives a test its [Browser] and closes it afterwards.
    public static final class Extension implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
            return parameter.getParameter().getType() == Browser.class;
        }

        @Override
        public Browser resolveParameter(ParameterContext parameter, ExtensionContext test) {
            // Keyed by the class itself: a restarted Quarkus loads the tests, and so these classes, anew.
            var everyTest = test.getRoot().getStore(ExtensionContext.Namespace.GLOBAL);
            Chromiums all = everyTest.computeIfAbsent(Chromiums.class, _ -> new Chromiums(), Chromiums.class);
            var thisTest = test.getStore(ExtensionContext.Namespace.create(Browser.class));
            return thisTest.computeIfAbsent(Browser.class, _ -> new Browser(all, all.first), Browser.class);
        }
    }
}
