/// Looks at the work of reviewers: cases with a known answer, and rulings that a second reviewer repeats. What comes of
/// it reaches reviewers and leads, and nobody else.
///
/// Read first: {@link dev.redress.review.check.KnownAnswers}, {@link dev.redress.review.check.DoubleReviews}.
///
/// Knows: platform, access, journal, decision, appeal, review.
package dev.redress.review.check;
