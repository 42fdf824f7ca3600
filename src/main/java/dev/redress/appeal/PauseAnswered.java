package dev.redress.appeal;

import java.time.Instant;

/// Whoever carries a decision out said whether it waits, for the first time or otherwise than before.
public record PauseAnswered(Appeal appeal, Pauses.Answer answer, Instant at) {}
