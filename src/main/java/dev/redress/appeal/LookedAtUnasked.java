package dev.redress.appeal;

import dev.redress.decision.Decision;
import java.time.Instant;
import java.util.UUID;

/// Somebody will look at a decision again though nobody appealed, since another one was wrong for a cause that it may
/// share. Observers tell the person in the same transaction.
public record LookedAtUnasked(Decision decision, UUID caseId, Instant at) {}
