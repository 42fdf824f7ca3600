package dev.redress.review.quality;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.appeal.Appeal;
import dev.redress.appeal.DisputedFact;
import dev.redress.appeal.Message;
import dev.redress.decision.Document;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// How much there is to read on a case, and how long that takes at least.
@Singleton
class Reading {

    /// A longer run without a blank counts as several words: a number of a file, or a language without blanks.
    private static final int LONGEST_WORD = 12;

    private final int wordsPerMinute;
    private final Duration least;

    Reading(
            @ConfigProperty(name = "redress.reading.words-per-minute") int wordsPerMinute,
            @ConfigProperty(name = "redress.reading.least") Duration least) {
        if (wordsPerMinute < 1 || least.isNegative()) {
            throw new ConfigurationException(
                    "redress.reading.words-per-minute is a number from 1, redress.reading.least a duration.");
        }
        this.wordsPerMinute = wordsPerMinute;
        this.least = least;
    }

    Duration least(int words) {
        Duration reading = Duration.ofMillis(words * 60_000L / wordsPerMinute);
        return reading.compareTo(least) > 0 ? reading : least;
    }

    /// @param appeal null for a case that nobody appealed
    static int words(Document document, List<String> policy, Appeal appeal, List<Message> thread) {
        Stream<String> texts = Stream.concat(
                policy.stream(),
                Stream.concat(
                        appeal == null ? Stream.empty() : said(appeal),
                        thread.stream().map(Message::text)));
        return texts.mapToInt(Reading::words).sum()
                + words(document.outcome() == null ? null : document.outcome().summary())
                + document.facts().stream()
                        .mapToInt(fact -> words(fact.name()) + words(fact.value()))
                        .sum()
                + document.reasons().stream()
                        .mapToInt(reason -> words(reason.text()))
                        .sum()
                + words(document.inputSnapshot());
    }

    private static Stream<String> said(Appeal appeal) {
        return Stream.concat(
                Stream.ofNullable(appeal.statement()),
                appeal.disputedFacts().stream().flatMap(Reading::said));
    }

    private static Stream<String> said(DisputedFact fact) {
        return Stream.of(fact.correctValue(), fact.explanation());
    }

    private static int words(JsonNode node) {
        if (node == null || node.isNull()) {
            return 0;
        }
        if (node.isValueNode()) {
            return words(node.asText());
        }
        int sum = 0;
        for (JsonNode child : node) {
            sum += words(child);
        }
        return sum + (node.isObject() ? node.size() : 0); // a name for each value
    }

    static int words(String text) {
        return text == null
                ? 0
                : Stream.of(text.split("\\s+"))
                        .filter(word -> !word.isEmpty())
                        .mapToInt(word -> (word.codePointCount(0, word.length()) + LONGEST_WORD - 1) / LONGEST_WORD)
                        .sum();
    }
}
