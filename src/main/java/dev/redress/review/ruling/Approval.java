package dev.redress.review.ruling;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/// What a second person said of a proposed ruling.
///
/// @param reasons what is wrong with it; null when approved without a word
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Approval(String proposedBy, String by, boolean approved, String reasons, Instant at) {}
