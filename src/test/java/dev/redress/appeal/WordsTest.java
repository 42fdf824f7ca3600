package dev.redress.appeal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;
import java.io.IOException;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every bundle that has words in one other language has them in all.
class WordsTest {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");
    private static final Pattern FILE = Pattern.compile("(\\w+)_(\\w\\w)\\.properties");
    private static final Path MESSAGES = Path.of("src/main/resources/messages");
    private static final Path CLASSES = Path.of("target/classes");
    private static final Set<String> LANGUAGES = Set.of("de", "fr", "es", "pl", "ar");

    /// Words that are the same in two languages.
    private static final Set<String> SHARED = Set.of("Pages fr", "Important fr", "Error: es");

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("files")
    void areWholeInEveryLanguage(String bundle, String language) throws IOException {
        Properties words = read(bundle, language);
        Map<String, String> english = english(bundle);

        assertThat(words.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(english.keySet());
        english.forEach((key, text) -> assertThat(places(words.getProperty(key)))
                .as("%s in %s", key, language)
                .containsExactlyInAnyOrder(places(text)));
        assertThat(english.entrySet())
                .filteredOn(entry -> entry.getValue().length() > 3) // "No" is "No" in Spanish
                .filteredOn(entry -> words.getProperty(entry.getKey()).equals(entry.getValue()))
                .filteredOn(entry -> !SHARED.contains(entry.getValue() + " " + language))
                .as("left in English in %s", language)
                .isEmpty();
    }

    @Test
    void areInTheSameLanguagesInEveryBundle() throws IOException {
        Map<String, Set<String>> languages = files().collect(Collectors.groupingBy(
                file -> (String) file.get()[0],
                Collectors.mapping(file -> (String) file.get()[1], Collectors.toSet())));
        assertThat(languages)
                .containsKeys("person", "limit", "ui")
                .allSatisfy((bundle, all) -> assertThat(all).as(bundle).isEqualTo(LANGUAGES));
    }

    static Stream<Arguments> files() throws IOException {
        try (Stream<Path> files = Files.list(MESSAGES)) {
            return files
                    .map(file -> FILE.matcher(file.getFileName().toString()))
                    .filter(java.util.regex.Matcher::matches)
                    .map(name -> Arguments.of(name.group(1), name.group(2)))
                    .toList()
                    .stream();
        }
    }

    private static Map<String, String> english(String bundle) throws IOException {
        Map<String, String> english = new TreeMap<>();
        Arrays.stream(interfaceOf(bundle).getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Message.class))
                .forEach(method -> english.put(method.getName(), text(method)));
        return english;
    }

    private static Class<?> interfaceOf(String bundle) throws IOException {
        try (Stream<Path> classes = Files.walk(CLASSES)) {
            return classes.map(file -> CLASSES.relativize(file).toString())
                    .filter(file -> file.endsWith("Words.class"))
                    .map(file -> named(file.replace(".class", "").replace('/', '.')))
                    .filter(type -> type.isAnnotationPresent(MessageBundle.class)
                            && type.getAnnotation(MessageBundle.class).value().equals(bundle))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no …Words has the English words of " + bundle));
        }
    }

    private static Class<?> named(String type) {
        try {
            return Class.forName(type);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Method method) {
        return method.getAnnotation(Message.class).value();
    }

    private static String[] places(String text) {
        return PLACE.matcher(text)
                .results()
                .map(match -> match.group(1))
                .distinct() // plural forms name a number once each
                .toArray(String[]::new);
    }

    private static Properties read(String bundle, String language) throws IOException {
        Properties words = new Properties();
        try (Reader reader = Files.newBufferedReader(MESSAGES.resolve(bundle + "_" + language + ".properties"))) {
            words.load(reader);
        }
        return words;
    }
}
