/// Who is acting: says who, never what they may do.
///
/// Read first: {@link dev.redress.access.Actor}.
///
/// Knows: platform.
package dev.redress.access;
