/// A dataset in the formats of the tools that people evaluate and train with: one canonical record, many writers.
///
/// Read first: {@link dev.redress.feedback.export.Format}, {@link dev.redress.feedback.export.Example}. To add a
/// format: a function from an example to its line (as {@link dev.redress.feedback.export.Inspect}), a constant in
/// `Format`, a line in `docs/formats.md`, a test in `ExportsTest`.
///
/// Knows: platform, access, journal, decision, appeal, feedback.
package dev.redress.feedback.export;
