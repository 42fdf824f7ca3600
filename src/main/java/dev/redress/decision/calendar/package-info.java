/// The days of places: time zones, days of rest and public holidays, as configuration.
///
/// Read first: {@link dev.redress.decision.calendar.LocalDays}.
///
/// Knows: platform, access, journal.
package dev.redress.decision.calendar;
