package dev.redress.review;

import io.quarkus.qute.TemplateExtension;
import java.util.Locale;

/// The values of the chain as the desk says them, in English: `PARTLY_OVERTURNED` is "Partly overturned".
@TemplateExtension
final class DeskWords {

    private DeskWords() {}

    static String text(Enum<?> value) {
        String name = value.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
