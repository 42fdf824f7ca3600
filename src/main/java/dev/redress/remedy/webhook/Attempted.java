package dev.redress.remedy.webhook;

import java.time.Instant;
import java.util.UUID;

/// A try to tell news came to its end; observers act on it in the same transaction.
///
/// @param about     what the news was about: the appeal, the ruling or the remedy
/// @param uncertain whether the receiver may have acted on it though it did not take it: the answer was lost, or its
///                  own fault (5xx)
public record Attempted(NewsType type, UUID about, Attempt.Outcome outcome, boolean uncertain, Instant at) {}
