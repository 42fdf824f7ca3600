package dev.redress.decision;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.qute.TemplateData;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;

/// How the spans of a trace are kept, and what is gone of them.
///
/// @param kept null when nothing of it is there
/// @param gone each removal, oldest first
@TemplateData
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Retention(Kept kept, List<Gone> gone) {

    /// Spans that are there. Before the draw all but `drawn` is unknown.
    ///
    /// @param drawn        whether the policy has been applied already; until then all is kept
    /// @param probability  with which such a run is kept, the sender's own sampling taken in where it said so
    /// @param weight       for how many runs it stands; null when it is kept for its case only
    /// @param reason       CERTAIN, DRAWN, HELD or RESENT
    /// @param until        when it may go, unless a legal hold is on it then
    @TemplateData
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Kept(
            boolean drawn,
            String stratum,
            String policyVersion,
            Double probability,
            Double weight,
            String reason,
            Instant until) {}

    /// Spans that were removed.
    ///
    /// @param reason NOT_DRAWN or EXPIRED
    /// @param rule   what was applied, in words
    /// @param digest SHA-256 over the SHA-256 of each body as it was stored, by start, span id and sender
    @TemplateData
    public record Gone(
            Instant at,
            String reason,
            String stratum,
            double probability,
            String policyVersion,
            String rule,
            int spans,
            long bytes,
            String digest) {

        /// As people read it: 0.01, not 0.009999990463256836.
        @JsonIgnore
        public String shownProbability() {
            return new BigDecimal(probability)
                    .round(new MathContext(4))
                    .stripTrailingZeros()
                    .toPlainString();
        }

        @JsonIgnore
        public boolean expired() {
            return reason.equals("EXPIRED");
        }
    }
}
