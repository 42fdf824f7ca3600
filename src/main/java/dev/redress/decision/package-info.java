/// What agents decided: intake, the record with its evidence, decision types, links.
///
/// Read first: {@link dev.redress.decision.Intake}, {@link dev.redress.decision.DecisionShape},
/// {@link dev.redress.decision.Decision}.
///
/// Knows: platform, access, journal.
package dev.redress.decision;
