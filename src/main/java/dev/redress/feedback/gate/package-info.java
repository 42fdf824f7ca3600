/// The check that a new version must pass: what a candidate makes of the cases that people have ruled on.
///
/// Read first: {@link dev.redress.feedback.gate.Comparison}, {@link dev.redress.feedback.gate.Report}.
///
/// Knows: platform, access, journal, decision, appeal, feedback, feedback.export, feedback.dataset.
package dev.redress.feedback.gate;
