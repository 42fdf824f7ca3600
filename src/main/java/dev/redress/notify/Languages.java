package dev.redress.notify;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The languages that messages are written in.
@Singleton
class Languages {

    private final Set<String> complete;

    Languages(@ConfigProperty(name = "quarkus.locales") List<String> locales) {
        complete = Set.copyOf(locales);
    }

    /// The first language tag that there are words for; English when there are for none.
    ///
    /// @param wanted best first; may be null
    String first(String... wanted) {
        return Stream.of(wanted)
                .filter(Objects::nonNull)
                .map(tag -> Locale.forLanguageTag(tag.replace('_', '-')))
                .filter(locale -> complete.contains(locale.getLanguage()))
                .findFirst()
                .orElse(Locale.ENGLISH)
                .toLanguageTag();
    }
}
