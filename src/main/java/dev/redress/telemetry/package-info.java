/// Traces of agents' runs: OTLP in, what names mean, what is kept how long.
///
/// Read first: {@link dev.redress.telemetry.TracesResource}, {@link dev.redress.telemetry.Spans}.
///
/// Knows: platform, access, journal, decision.
package dev.redress.telemetry;
