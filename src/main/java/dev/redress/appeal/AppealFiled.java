package dev.redress.appeal;

import dev.redress.decision.Decision;
import java.time.Instant;
import java.util.List;

/// An appeal was filed; observers open the case in the same transaction.
///
/// @param covered the other decisions that it is about
/// @param dueAt   its earliest clock
public record AppealFiled(
        Appeal appeal, Decision decision, List<Decision> covered, boolean blind, Instant dueAt, Instant at) {}
