package dev.redress.appeal;

import dev.redress.decision.Decision;
import java.time.Instant;

/// Somebody at an old or locked link wishes for a new one. Observers see in the same transaction that it goes to the
/// contact on record, and to nobody else.
///
/// @param expired whether the link ran out; else its question cannot be answered
public record LinkWanted(Decision decision, boolean expired, Instant at) {}
