package dev.redress.appeal;

import java.time.Instant;
import java.util.UUID;

/// A deadline comes near, or has passed; told once each.
public record ClockWarned(CaseClock clock, UUID decisionId, boolean breached, Instant at) {}
