package dev.redress.remedy.webhook;

import java.time.Instant;
import java.util.UUID;

/// A try to tell news came to its end; observers act on it in the same transaction.
///
/// @param about what the news was about: the appeal, the ruling or the remedy
public record Attempted(NewsType type, UUID about, Attempt.Outcome outcome, Instant at) {}
