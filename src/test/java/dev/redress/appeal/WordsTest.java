package dev.redress.appeal;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.qute.i18n.Message;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

    @ParameterizedTest
    @ValueSource(strings = {"de", "fr", "es", "pl", "ar"})
    void areWholeInEveryLanguage(String language) throws IOException {
        Properties words = read(language);
        Map<String, String> english = new TreeMap<>();
        Arrays.stream(PersonWords.class.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Message.class))
                .forEach(method -> english.put(method.getName(), text(method)));

        assertThat(words.stringPropertyNames()).containsExactlyInAnyOrderElementsOf(english.keySet());
        english.forEach((key, text) -> assertThat(places(words.getProperty(key)))
                .as("%s in %s", key, language)
                .containsExactlyInAnyOrder(places(text)));
        assertThat(english.entrySet())
                .filteredOn(entry -> entry.getValue().length() > 3) // "No" is "No" in Spanish
                .filteredOn(entry -> words.getProperty(entry.getKey()).equals(entry.getValue()))
                .as("left in English in %s", language)
                .isEmpty();
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

    private static Properties read(String language) throws IOException {
        Properties words = new Properties();
        try (Reader reader = new InputStreamReader(
                WordsTest.class.getResourceAsStream("/messages/person_" + language + ".properties"),
                StandardCharsets.UTF_8)) {
            words.load(reader);
        }
        return words;
    }
}
