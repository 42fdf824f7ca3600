/// Which spans are kept, how long, and what they stand for: a published policy, drawn by the rules of
/// OpenTelemetry's consistent probability sampling.
///
/// Read first: {@link dev.redress.telemetry.sampling.SamplingPolicy}, {@link
/// dev.redress.telemetry.sampling.Draw}.
///
/// Knows: platform, access, journal, decision.
package dev.redress.telemetry.sampling;
