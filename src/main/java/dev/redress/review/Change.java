package dev.redress.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.journal.Act;
import java.time.Instant;

/// Something that happened to a case since a reviewer looked at it.
///
/// @param text the words or the file name that came with it; null when the act says it all
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(Act what, Instant at, String text) {}
