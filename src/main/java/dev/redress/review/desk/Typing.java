package dev.redress.review.desk;

import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.List;

/// What the ruling form carries beside what is typed, and what it has to be put together with.
///
/// @param page        this rendering
/// @param draft       the draft it was made from
/// @param etag        of the case as this page shows it
/// @param savedAt     null when nothing is saved
/// @param other       whose values the differences show
/// @param differences field by field; empty when there is nothing to compare
@TemplateData
public record Typing(
        String page, String draft, String etag, Instant savedAt, String other, List<Difference> differences) {}
