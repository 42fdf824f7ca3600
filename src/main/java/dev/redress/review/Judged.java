package dev.redress.review;

import dev.redress.access.Actor;
import dev.redress.appeal.Ruling;
import dev.redress.appeal.Rulings;
import java.time.Instant;

/// A case was ruled on and is closed; observers look at the work of reviewers in the same transaction.
///
/// @param ruling on record for a {@link Case.Purpose#REVIEW}, and for no other purpose
public record Judged(Case judged, Ruling ruling, Rulings.Said said, Actor.Reviewer by, Instant at) {}
