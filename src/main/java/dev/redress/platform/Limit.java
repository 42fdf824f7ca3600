package dev.redress.platform;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How many in how long, written `600/PT1M`: a number from 1 and an ISO 8601 duration from one second to a year.
///
/// It fills up evenly: whoever has used it up and waits a tenth of the window has a tenth of it again.
public record Limit(long quota, Duration window) {

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,8})/(P\\S+)");

    public Limit {
        if (quota < 1 || window.compareTo(Duration.ofSeconds(1)) < 0 || window.compareTo(Duration.ofDays(366)) > 0) {
            throw new IllegalArgumentException("A limit is at least one in a second to a year.");
        }
    }

    /// Read by the configuration.
    public static Limit parse(CharSequence text) {
        Matcher parts = TEXT.matcher(text);
        try {
            if (parts.matches()) {
                return new Limit(Long.parseLong(parts.group(1)), Duration.parse(parts.group(2)));
            }
        } catch (DateTimeParseException e) {
            // falls through: refused in the same words
        }
        throw new IllegalArgumentException("A limit is written as in 600/PT1M, not " + text + ".");
    }

    @Override
    public String toString() {
        return quota + "/" + window;
    }
}
