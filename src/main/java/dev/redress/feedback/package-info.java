/// Rulings come back as labels: one for each, in the same transaction.
///
/// Read first: {@link dev.redress.feedback.Label}, {@link dev.redress.feedback.Labeller}.
///
/// Knows: platform, access, journal, decision, appeal.
package dev.redress.feedback;
