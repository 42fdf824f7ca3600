/// What must be done after a ruling, open until it is confirmed.
///
/// Read first: {@link dev.redress.remedy.Remedy}.
///
/// Knows: platform, access, journal, decision, appeal.
package dev.redress.remedy;
