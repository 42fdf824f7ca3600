/// What stands before a ruling: one that waits, the second person's word, the admission of a late appeal, the record
/// that was asked for, and how far each reviewer has looked. Rows and their questions; who may do what is said above.
///
/// Knows: platform, access, journal, decision, appeal.
package dev.redress.review.ruling;
