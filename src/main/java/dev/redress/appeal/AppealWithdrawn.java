package dev.redress.appeal;

import java.time.Instant;

/// The person took the appeal back; observers close the case in the same transaction.
public record AppealWithdrawn(Appeal appeal, Instant at) {}
