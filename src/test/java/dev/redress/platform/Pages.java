package dev.redress.platform;

import io.quarkus.qute.Engine;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.NamespaceResolver;
import io.quarkus.qute.ReflectionValueResolver;
import io.quarkus.qute.UserTagSectionHelper;
import io.quarkus.qute.i18n.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The real templates in a plain Qute engine: tests of markup need no running service.
final class Pages {

    private static final Path TEMPLATES = Path.of("src/main/resources/templates");

    private static final Help HELP = new Help("https://example.com/help", "+49 30 1234-5", "help@example.com");

    private Pages() {}

    static Page page(String language) {
        List<Page.Language> languages = Stream.of("en", "de", "ar")
                .map(code -> new Page.Language(
                        code,
                        Locale.of(code).getDisplayLanguage(Locale.of(code)),
                        "?lang=" + code,
                        code.equals(language)))
                .toList();
        return new Page(Locale.of(language), ZoneId.of("Europe/Berlin"), "Appeals", "Example Shop", languages, HELP);
    }

    static Engine engine(String language) {
        var engine = Engine.builder()
                .addDefaults()
                .strictRendering(true)
                .addValueResolver(new ReflectionValueResolver())
                .addResultMapper(new HtmlEscaper(List.of("text/html")))
                .addNamespaceResolver(NamespaceResolver.builder("inject")
                        .resolve(context -> new Assets())
                        .build())
                .addNamespaceResolver(words(language));
        tags().forEach(tag -> engine.addSectionHelper(new UserTagSectionHelper.Factory(tag, "tags/" + tag)));
        Engine built = engine.build();
        for (String folder : List.of("tags", "layout")) {
            for (String name : names(folder)) {
                String id = folder + "/" + name;
                built.putTemplate(id, built.parse(read(TEMPLATES.resolve(id + ".html")), html(), id));
            }
        }
        return built;
    }

    static io.quarkus.qute.Variant html() {
        return io.quarkus.qute.Variant.forContentType("text/html");
    }

    static List<String> tags() {
        return names("tags");
    }

    private static List<String> names(String folder) {
        try (var files = Files.list(TEMPLATES.resolve(folder))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".html"))
                    .map(name -> name.replace(".html", ""))
                    .sorted()
                    .toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static Map<String, String> english() {
        return Arrays.stream(Words.class.getMethods())
                .collect(Collectors.toMap(
                        method -> method.getName(),
                        method -> method.getAnnotation(Message.class).value()));
    }

    static Map<String, String> translated(String language) {
        Properties read = new Properties();
        String file = "messages/ui_" + language + ".properties";
        try (InputStream stream = Words.class.getClassLoader().getResourceAsStream(file);
                Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            read.load(reader);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return read.stringPropertyNames().stream().collect(Collectors.toMap(key -> key, read::getProperty));
    }

    private static NamespaceResolver words(String language) {
        Map<String, String> words = language.equals("en") ? english() : translated(language);
        return NamespaceResolver.builder("ui")
                .resolveAsync(context -> {
                    String said = words.get(context.getName());
                    if (context.getParams().isEmpty()) {
                        return java.util.concurrent.CompletableFuture.completedStage(said);
                    }
                    return context.evaluate(context.getParams().getFirst())
                            .thenApply(count -> said.replace("{count}", count.toString()));
                })
                .build();
    }
}
