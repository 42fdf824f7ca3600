package dev.redress.appeal;

import java.time.Instant;
import java.util.UUID;

/// The state of a remedy changed; observers tell the person in the same transaction.
///
/// @param appeal null when no appeal began the case
public record RemedyMoved(UUID decision, UUID appeal, RemedyProgress.Step step, Instant at) {}
