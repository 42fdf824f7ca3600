/// What agents promised, held against what they did: read from each decision a moment after it came in, and again when
/// a promise comes due.
///
/// Read first: {@link dev.redress.decision.commitment.Commitment}.
///
/// Knows: platform, access, journal, decision.
package dev.redress.decision.commitment;
