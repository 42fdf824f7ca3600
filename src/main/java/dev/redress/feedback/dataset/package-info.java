/// Immutable versions of sets of labels, with a digest, counts and a card that says what they are not.
///
/// Read first: {@link dev.redress.feedback.dataset.Datasets}, {@link dev.redress.feedback.dataset.Card}.
///
/// Knows: platform, access, journal, decision, appeal, feedback, feedback.export.
package dev.redress.feedback.dataset;
