/// Labels pushed to the tools that watch agents, as soon as they are made: Langfuse, and whatever takes OTLP.
///
/// Read first: {@link dev.redress.feedback.push.Pushes}, {@link dev.redress.feedback.push.Courier}.
///
/// Knows: platform, access, journal, decision, appeal, feedback, feedback.export.
package dev.redress.feedback.push;
