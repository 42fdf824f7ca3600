/// Cases, the queue, claims, the blind first view, rulings, the desk.
///
/// Read first: {@link dev.redress.review.Case}, {@link dev.redress.review.Claims}, {@link dev.redress.review.Sending}.
///
/// Knows: platform, access, journal, decision, appeal.
package dev.redress.review;
