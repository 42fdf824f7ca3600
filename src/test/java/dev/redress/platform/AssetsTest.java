package dev.redress.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.qute.Engine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class AssetsTest {

    private static final Path ASSETS = Path.of("src/main/resources/META-INF/resources");
    private static final List<String> LOGICAL = List.of("app.css", "app.rtl.css", "app.js", "desk.js", "favicon.svg");
    private static final String HOSTILE = "<script>alert(1)</script>\" onfocus=\"x";

    private final Assets assets = new Assets();

    /// Every tag with hostile text in each parameter that takes text.
    private static final Map<String, String> USES = Map.ofEntries(
            Map.entry("appName", "{#appName page=page /}"),
            Map.entry("helpLinks", "{#helpLinks page=page /}"),
            Map.entry("languageLinks", "{#languageLinks page=page /}"),
            Map.entry("errorSummary", "{#errorSummary errors=errors title=x /}"),
            Map.entry("errorMessage", "{#errorMessage id='a-error' text=x /}"),
            Map.entry("backLink", "{#backLink href=x text=x /}"),
            Map.entry("group", "{#group kind='radios' name='a' legend=x hint=x error=x heading=true}{/group}"),
            Map.entry(
                    "radios", "{#radios name='a' legend=x hint=x error=x}{#radio name='a' value=x text=x /}{/radios}"),
            Map.entry(
                    "checkboxes", "{#checkboxes name='a' legend=x}{#checkbox name='a' value=x text=x /}{/checkboxes}"),
            Map.entry(
                    "radio",
                    "{#radio name='a' value='v' text=x hint=x checked=true first=true /}{#radio name='a' value=x text=x /}"),
            Map.entry(
                    "checkbox",
                    "{#checkbox name='a' value='v' text=x hint=x checked=true /}{#checkbox name='a' value=x text=x /}"),
            Map.entry("fieldLabel", "{#fieldLabel for='a' text=x heading=true /}"),
            Map.entry("textInput", "{#textInput name='a' label=x value=x hint=x error=x width=10 placeholder=x /}"),
            Map.entry("textArea", "{#textArea name='a' label=x value=x hint=x error=x max=4000 placeholder=x /}"),
            Map.entry("selectInput", "{#selectInput name='a' label=x options=options value='v' empty=x /}"),
            Map.entry("fileInput", "{#fileInput name='a' label=x hint=x error=x accept=x multiple=true /}"),
            Map.entry("dateInput", "{#dateInput name='a' legend=x hint=x error=x day=x month=x year=x /}"),
            Map.entry("dateField", "{#dateField name='a' label=x value=x width=2 error=x /}"),
            Map.entry("summaryList", "{#summaryList}{#summaryRow key=x value=x /}{/summaryList}"),
            Map.entry("summaryRow", "{#summaryRow key=x href=x what=x}{x}{/summaryRow}"),
            Map.entry("panel", "{#panel title=x kind='info'}{x}{/panel}"),
            Map.entry("tag", "{#tag text=x kind='good' /}"),
            Map.entry("timeline", "{#timeline label=x}{/timeline}"),
            Map.entry("timelineItem", "{#timelineItem title=x at=now page=page by=x kind='now'}{x}{/timelineItem}"),
            Map.entry("dateText", "{#dateText at=now page=page time=true /}"),
            Map.entry(
                    "button", "{#button text=x kind='secondary' key=x name='act' value=x /}{#button text=x href=x /}"),
            Map.entry("notificationBanner", "{#notificationBanner heading=x title=x}{x}{/notificationBanner}"),
            Map.entry("insetText", "{#insetText text=x /}{#insetText}{x}{/insetText}"),
            Map.entry("warningText", "{#warningText text=x /}"),
            Map.entry("details", "{#details summary=x open=true}{x}{/details}"),
            Map.entry("quote", "{#quote text=x lang='de' /}"),
            Map.entry("reference", "{#reference text=x /}"),
            Map.entry("clock", "{#clock label=x at=now page=page note=x kind='soon' time=true /}"),
            Map.entry("receipt", "{#receipt reference=x title=x}{x}{/receipt}"),
            Map.entry("message", "{#message by=x at=now page=page text=x own=true /}"),
            Map.entry("facts", "{#facts caption=x recorded=x correct=x}{#factRow name=x recorded=x /}{/facts}"),
            Map.entry("factRow", "<table>{#factRow name=x recorded=x correct=x note=x /}</table>"),
            Map.entry("pagination", "{#pagination previous=x next=x label=x /}"));

    @Test
    void everyAssetOfTheManifestExists() {
        assertThat(LOGICAL)
                .allSatisfy(name -> assertThat(ASSETS.resolve(assets.url(name).substring(1)))
                        .isNotEmptyFile());
        assertThat(assets.css("rtl")).isEqualTo(assets.url("app.rtl.css"));
        assertThat(assets.css("ltr")).isEqualTo(assets.url("app.css"));
    }

    @Test
    void aMissingManifestStopsTheStart() {
        assertThatThrownBy(() -> new Assets("nowhere/")).hasMessageContaining("run ui/build.sh");
    }

    @Test
    void noAssetCarriesMarksThatOnlyGovUkMayUse() {
        assertThat(LOGICAL)
                .allSatisfy(name -> assertThat(Pages.read(file(name)).toLowerCase(Locale.ROOT))
                        .doesNotContain("gds transport", "crown", "crest", "gov.uk", "logotype", "@font-face"));
    }

    @Test
    void aPersonsPageStaysSmall() throws IOException {
        assertThat(gzipped("app.css")).isLessThan(16_000);
        assertThat(gzipped("app.rtl.css")).isLessThan(16_000);
        assertThat(gzipped("app.js")).isLessThan(7_000);
        assertThat(gzipped("desk.js")).isLessThan(30_000);
    }

    @Test
    void noTemplateHasInlineStyleOrScriptOrUnescapedText() throws IOException {
        try (var files = Files.walk(Path.of("src/main/resources/templates"))) {
            assertThat(files.filter(file -> file.toString().endsWith(".html"))
                            .filter(file -> !file.getParent().endsWith("Letters"))) // mail programs know no other style
                    .allSatisfy(file -> assertThat(Pages.read(file))
                            .doesNotContainPattern(
                                    "\\sstyle=|<style|\\son[a-z]+=|javascript:|hx-on|\\.raw\\b|\\.safe\\b")
                            .doesNotContainPattern("<script(?! type=\"module\" src=\"\\{inject:assets)"));
        }
    }

    @Test
    void everyLanguageHasEveryWord() {
        assertThat(List.of("de", "fr", "es", "pl", "ar"))
                .allSatisfy(language -> assertThat(Pages.translated(language).keySet())
                        .as(language)
                        .isEqualTo(Pages.english().keySet()));
    }

    @Test
    void everyTagIsTried() {
        assertThat(USES.keySet()).containsExactlyInAnyOrderElementsOf(Pages.tags());
    }

    @TestFactory
    List<DynamicTest> everyTagEscapesWhatItIsGiven() {
        return Pages.tags().stream()
                .map(tag -> DynamicTest.dynamicTest(tag, () -> {
                    String html = render(USES.get(tag), "en");
                    Document read = Jsoup.parse(html);
                    assertThat(read.select("script, [onfocus]")).as(html).isEmpty();
                    // Ids that something refers to exist, once.
                    assertThat(read.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
                    read.select("[aria-describedby]").eachAttr("aria-describedby").stream()
                            .flatMap(ids -> List.of(ids.trim().split("\\s+")).stream())
                            .filter(id -> !id.contains("<"))
                            .forEach(id ->
                                    assertThat(read.getElementById(id)).as(id).isNotNull());
                }))
                .toList();
    }

    @Test
    void aFieldSaysItsErrorToEverybody() {
        Document read =
                Jsoup.parse(render("{#textInput name='email' label='Email' hint='h' error='Enter it' /}", "de"));
        assertThat(read.getElementById("email").attr("aria-describedby")).isEqualTo("email-hint email-error");
        assertThat(read.getElementById("email-error").text()).isEqualTo("Fehler: Enter it");
    }

    @Test
    void theErrorSummaryLeadsToTheFirstOfSeveralAnswers() {
        Document read = Jsoup.parse(render(
                "{#radios name='ground' legend='Which?' error='Choose one'}{#for o in answers}"
                        + "{#radio name='ground' value=o text=o first=o_isFirst checked=o_isLast /}{/for}{/radios}",
                "en"));
        assertThat(read.select("input").eachAttr("id")).containsExactly("ground", "ground-b");
        assertThat(read.select("input[checked]").eachAttr("value")).containsExactly("b");
        assertThat(read.select("fieldset").attr("aria-describedby")).isEqualTo("ground-error");
    }

    @Test
    void aMomentSaysWeekdayAndZoneInTheReadersLanguage() {
        Instant at = Instant.parse("2026-11-23T09:30:00Z");
        assertThat(Pages.page("en").dateTime(at))
                .startsWith("Monday, 23 November 2026")
                .endsWith("10:30 CET");
        assertThat(Pages.page("de").dateTime(at))
                .startsWith("Montag, 23. November 2026")
                .endsWith("10:30 MEZ");
    }

    @Test
    void theFrameFollowsTheDirectionOfTheLanguage() {
        String source = "{#include layout/person}{#title}Answer{/title}{#main}<h1>Hello</h1>{/main}{/include}";
        Document read = Jsoup.parse(render(source, "ar"));
        assertThat(read.selectFirst("html").attr("dir")).isEqualTo("rtl");
        assertThat(read.select("link[rel=stylesheet]").attr("href")).isEqualTo(assets.url("app.rtl.css"));
        assertThat(read.select("meta[name=robots]").attr("content")).startsWith("noindex");
        assertThat(read.select("main h1").text()).isEqualTo("Hello");
        assertThat(read.title()).isEqualTo("Answer");
    }

    private static String render(String source, String language) {
        Engine engine = Pages.engine(language);
        Map<String, Object> data = new HashMap<>();
        data.put("page", Pages.page(language));
        data.put("x", HOSTILE);
        data.put("now", Instant.parse("2026-11-23T09:30:00Z"));
        data.put("errors", List.of(Map.of("field", HOSTILE, "message", HOSTILE)));
        data.put("answers", List.of("a", "b"));
        data.put("options", List.of(Map.of("value", "v", "text", HOSTILE)));
        var template = engine.parse(source, Pages.html()).instance();
        data.forEach(template::data);
        return template.render();
    }

    private Path file(String name) {
        return ASSETS.resolve(assets.url(name).substring(1));
    }

    private int gzipped(String name) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            Files.copy(file(name), gzip);
        }
        return bytes.size();
    }
}
