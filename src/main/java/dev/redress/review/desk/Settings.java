package dev.redress.review.desk;

import io.quarkus.qute.TemplateData;

/// How somebody wants the desk to be.
///
/// @param hints whether kind notes are shown to them
@TemplateData
public record Settings(boolean hints, Keys keys, Evidence evidence) {

    static final Settings USUAL = new Settings(true, Keys.ALL, Evidence.PLAIN);

    /// Which keys do something (WCAG 2.2, 2.1.4).
    public enum Keys {
        ALL,
        /// Only together with Ctrl, Alt or Meta.
        MODIFIERS,
        NONE;

        /// As the frame of the desk takes it.
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// How pictures that people sent are shown first.
    public enum Evidence {
        PLAIN,
        GREYSCALE,
        BLURRED
    }

    /// How a picture is shown; one that somebody found hard to look at never as it is.
    public String look(boolean marked) {
        return switch (evidence) {
            case PLAIN -> marked ? "blur" : "plain";
            case GREYSCALE -> "greyscale";
            case BLURRED -> "blur";
        };
    }
}
