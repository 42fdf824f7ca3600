package dev.redress.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.CheckedNode;
import com.deque.html.axecore.results.Rule;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/// Asserts that a page has no violation of WCAG 2.2 A and AA that a machine can find.
public final class Axe {

    private static final Map<String, ?> WCAG_2_2_AA =
            Map.of("type", "tag", "values", List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"));

    /// The rules of these levels that look at colours.
    private static final Map<String, ?> COLOURS =
            Map.of("type", "rule", "values", List.of("color-contrast", "link-in-text-block"));

    /// The checker itself. Its own builder brings it into a page anew for each look at it, which takes as long as the
    /// look, and tells no violation where it could not look.
    private static final String CHECKER = checker();

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<Page, Page> COPIES = new ConcurrentHashMap<>();

    private Axe() {}

    public static void assertNoViolations(Page page) {
        boolean scripts = !(boolean) page.evaluate("() => matchMedia('(scripting: none)').matches");
        Page checked = scripts ? page : copyThatMayRunScripts(page);
        assertNone(page, checked, WCAG_2_2_AA);
    }

    /// Turns the page that was just checked dark, and checks what light can change: the document is the same.
    public static void assertNoViolationsInTheDark(Page page) {
        Page checked = COPIES.getOrDefault(page, page);
        turn(page, ColorScheme.DARK);
        assertNone(page, checked, COLOURS);
    }

    public static void backToTheLight(Page page) {
        turn(page, ColorScheme.LIGHT);
    }

    private static void turn(Page page, ColorScheme scheme) {
        Stream.of(page, COPIES.getOrDefault(page, page))
                .distinct()
                .forEach(one -> one.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme)));
    }

    private static void assertNone(Page page, Page checked, Map<String, ?> rules) {
        if (!(boolean) checked.evaluate("() => 'axe' in window")) {
            checked.evaluate(CHECKER);
        }
        Object found = checked.evaluate("""
                rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']}).then(all => all.violations)""", rules);
        List<Rule> violations = JSON.convertValue(found, new TypeReference<>() {});
        assertThat(violations.stream().map(Axe::inWords))
                .as("accessibility of %s", page.url())
                .isEmpty();
    }

    private static String checker() {
        try (InputStream source = Rule.class.getResourceAsStream("/axe.min.js")) {
            return new String(source.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The checker waits for ever on a page without scripts, so it gets the same document, as built without them. One
    /// copy serves all that a page shows one after the other: to open another takes longer than to check it.
    private static Page copyThatMayRunScripts(Page page) {
        Document document = Jsoup.parse(page.content());
        document.select("script").remove();
        document.select("noscript").unwrap();
        Page copy = COPIES.computeIfAbsent(page, Axe::another);
        copy.setViewportSize(page.viewportSize().width, page.viewportSize().height);
        copy.unrouteAll();
        copy.route(
                page.url(),
                route -> route.fulfill(new FulfillOptions()
                        .setContentType("text/html; charset=utf-8")
                        .setBody(document.html())));
        copy.navigate(page.url());
        return copy;
    }

    private static Page another(Page page) {
        boolean dark = (boolean) page.evaluate("() => matchMedia('(prefers-color-scheme: dark)').matches");
        Page copy = page.context()
                .browser()
                .newContext(new NewContextOptions().setColorScheme(dark ? ColorScheme.DARK : ColorScheme.LIGHT))
                .newPage();
        page.onClose(_ -> {
            COPIES.remove(page);
            copy.context().close();
        });
        return copy;
    }

    private static String inWords(Rule rule) {
        return "%s (%s): %s%n  %s%n%s"
                .formatted(
                        rule.getId(),
                        rule.getImpact(),
                        rule.getHelp(),
                        rule.getHelpUrl(),
                        rule.getNodes().stream().map(Axe::inWords).collect(Collectors.joining()));
    }

    private static String inWords(CheckedNode node) {
        return "  at %s%n     %s%n     %s%n"
                .formatted(
                        node.getTarget(),
                        node.getHtml(),
                        node.getFailureSummary().replace("\n", "\n     "));
    }
}
