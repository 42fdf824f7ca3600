package dev.redress.appeal;

import dev.redress.decision.Decision;
import java.time.Instant;

/// An appeal was filed; observers open the case in the same transaction. `dueAt` is its earliest clock.
public record AppealFiled(Appeal appeal, Decision decision, boolean blind, Instant dueAt, Instant at) {}
