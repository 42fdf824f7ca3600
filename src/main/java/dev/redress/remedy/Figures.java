package dev.redress.remedy;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.platform.Interval;
import io.quarkus.qute.TemplateData;
import java.util.Locale;

/// How remedies fare.
///
/// @param ordered   all of them
/// @param overdue   past their time and not confirmed: the number that counts
/// @param confirmed those that are shown to be done, and how long that took from the ruling
/// @param returned  those that came back to a reviewer, because what they were to change had changed
@TemplateData
public record Figures(long ordered, long overdue, Lasted confirmed, Returned returned) {

    /// Half of `n` took at most the median, 19 of 20 at most the 95th percentile; left out when `tooFew`.
    @TemplateData
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Lasted(long n, boolean tooFew, Double medianSeconds, Double p95Seconds) {
        static Lasted of(long n, Double median, Double p95) {
            return n < Interval.FEW ? new Lasted(n, true, null, null) : new Lasted(n, false, median, p95);
        }

        @JsonIgnore
        public String words() {
            return tooFew
                    ? "too few to say (" + n + " are shown to be done)"
                    : String.format(
                            Locale.ENGLISH,
                            "half within %s, 19 of 20 within %s (of %,d)",
                            span(medianSeconds),
                            span(p95Seconds),
                            n);
        }

        private static String span(double seconds) {
            double hours = seconds / 3_600;
            return hours < 2
                    ? "%.0f minutes".formatted(Math.ceil(seconds / 60))
                    : hours < 48
                            ? "%.0f hours".formatted(Math.ceil(hours))
                            : "%.0f days".formatted(Math.ceil(hours / 24));
        }
    }

    /// A share with its 95 % interval (Wilson); left out when `tooFew`.
    @TemplateData
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Returned(long n, long returned, boolean tooFew, Double rate, Double low, Double high) {
        static Returned of(long n, long returned) {
            if (n < Interval.FEW) {
                return new Returned(n, returned, true, null, null, null);
            }
            Interval interval = Interval.wilson(returned, n);
            return new Returned(n, returned, false, (double) returned / n, interval.low(), interval.high());
        }

        @JsonIgnore
        public String words() {
            return tooFew
                    ? "too few to say (" + returned + " of " + n + ")"
                    : String.format(
                            Locale.ENGLISH,
                            "%.1f %% (%.1f to %.1f; %,d of %,d)",
                            100 * rate,
                            100 * low,
                            100 * high,
                            returned,
                            n);
        }
    }
}
