/// Numbers that are true: estimates with their intervals. Reads only.
///
/// Read first: {@link dev.redress.insight.EstimatesResource}.
///
/// Knows: platform, access, journal, decision, appeal, review, remedy, feedback.
package dev.redress.insight;
