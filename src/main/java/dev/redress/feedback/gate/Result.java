package dev.redress.feedback.gate;

/// What a gate or a slice of it comes to.
@io.quarkus.qute.TemplateData
public enum Result {
    PASS("Passed"),
    FAIL("Failed"),
    /// No threshold is broken, but there are too few cases to call that a success.
    TOO_FEW("Too few to say");

    private final String words;

    Result(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
