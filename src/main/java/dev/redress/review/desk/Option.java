package dev.redress.review.desk;

import io.quarkus.qute.TemplateData;
import java.util.List;
import java.util.stream.Stream;

/// One value of a list to choose from.
@TemplateData
public record Option(String value, String text) {

    static List<Option> of(Enum<?>... values) {
        return Stream.of(values)
                .map(one -> new Option(one.name(), DeskWords.text(one)))
                .toList();
    }
}
