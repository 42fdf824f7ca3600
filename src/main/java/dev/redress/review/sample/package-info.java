/// Cases that no person began: a random sample of decisions that nobody appealed, and all with the same cause.
///
/// Read first: {@link dev.redress.review.sample.Draws}, {@link dev.redress.review.sample.Sweeps}.
///
/// Knows: platform, access, journal, decision, appeal, review.
package dev.redress.review.sample;
