/// Who works at the desk: teams, qualifications, recorded conflicts, saved views. Says who may; the claim asks.
///
/// Read first: {@link dev.redress.review.roster.Roster}, {@link dev.redress.review.roster.Conflicts}.
///
/// Knows: platform, access, journal, decision, appeal.
package dev.redress.review.roster;
