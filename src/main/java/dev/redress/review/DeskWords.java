package dev.redress.review;

import dev.redress.appeal.Ground;
import io.quarkus.qute.TemplateExtension;
import java.util.Locale;

/// The values of the chain as the desk says them, in English: `PARTLY_OVERTURNED` is "Partly overturned".
@TemplateExtension
final class DeskWords {

    private DeskWords() {}

    /// The field of the ruling that answers a ground.
    static String field(Ground ground) {
        return RulingForm.ANSWER + ground.name();
    }

    static String answerLabel(Ground ground) {
        return "Answer to: " + text(ground).toLowerCase(Locale.ROOT);
    }

    static String text(Enum<?> value) {
        String name = value.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
