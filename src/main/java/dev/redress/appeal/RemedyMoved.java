package dev.redress.appeal;

import java.time.Instant;
import java.util.UUID;

/// A remedy reached another state; fired in the transaction that says so.
///
/// @param appeal the appeal that the remedy goes back to; null when there is none
public record RemedyMoved(UUID decision, UUID appeal, RemedyProgress.Step step, Instant at) {}
