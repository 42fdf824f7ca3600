/// What every package needs and no business word names: problems, ids, cursors, JSON, compression, page helpers.
///
/// Read first: {@link dev.redress.platform.Refusal}, {@link dev.redress.platform.Problems}.
///
/// Knows: nothing of Redress.
package dev.redress.platform;
