package dev.redress.appeal;

import java.time.Instant;

/// The deadline of an appeal was moved on, for a reason that the person reads.
public record ClockExtended(Appeal appeal, CaseClock clock, String reason, Instant at) {}
