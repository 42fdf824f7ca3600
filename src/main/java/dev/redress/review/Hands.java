package dev.redress.review;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;

/// In whose hands a case is, beside the claim; all null and empty when it simply waits or is claimed.
///
/// @param hardship     why it comes before others of its day
/// @param hold         when it comes back by itself
/// @param offer        to whom it was handed, or which team takes it by rule
/// @param opinions     what colleagues were asked
/// @param asked        the question to the reader that waits for an opinion; null when none does
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Hands(Marked hardship, Hold hold, Offer offer, List<Opinion> opinions, String asked) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Marked(Hardship reason, String note) {}

    public record Hold(boolean mine, Instant until, String reason) {}

    /// @param until then everybody is offered it; null for a team that takes it by rule
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Offer(String reviewer, String team, Instant until) {}

    /// @param opinion null until it is given; shown to who asked, who gave it and leads while the case is open
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Opinion(
            String askedOf, String askedBy, String question, Instant askedAt, String opinion, Instant givenAt) {}

    /// Whether a lead can take it back without a claim there.
    @JsonIgnore
    public boolean handed() {
        return offer != null && offer.until() != null;
    }
}
