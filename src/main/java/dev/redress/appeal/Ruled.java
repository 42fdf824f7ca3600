package dev.redress.appeal;

import dev.redress.decision.DecisionType;
import java.time.Instant;

/// A case was ruled on; observers write the label and the remedy in the same transaction. `remedy` may be null.
public record Ruled(Ruling ruling, Rulings.Of what, Rulings.RemedyOrder remedy, DecisionType rules, Instant at) {}
