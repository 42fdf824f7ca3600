/// The quality of review: what a reviewer had read, hints to them alone, and how the queue does.
///
/// Read first: {@link dev.redress.review.quality.Proofs}, {@link dev.redress.review.quality.QueueHealth}.
///
/// Knows: platform, access, journal, decision, appeal, review.
package dev.redress.review.quality;
