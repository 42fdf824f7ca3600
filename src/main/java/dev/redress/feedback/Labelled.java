package dev.redress.feedback;

import dev.redress.decision.Decision;

/// A label was made; observers write what must follow from it in the same transaction.
public record Labelled(Label label, Decision decision) {}
