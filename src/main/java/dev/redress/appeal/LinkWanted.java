package dev.redress.appeal;

import dev.redress.decision.Decision;
import java.time.Instant;

/// Somebody at a link asks for a fresh one: it ran out, or they cannot answer its question. Whoever observes this sends
/// it
/// to the contact on record, never to who asks.
///
/// @param expired whether the link ran out
public record LinkWanted(Decision decision, boolean expired, Instant at) {}
