/// Numbers that are true: estimates with their intervals. Reads only.
///
/// Read first: {@link dev.redress.insight.EstimatesResource}.
///
/// Knows: platform, access, journal, decision, appeal, review, remedy, feedback, feedback.export, feedback.dataset,
/// feedback.gate, feedback.push, telemetry, registry.
package dev.redress.insight;
