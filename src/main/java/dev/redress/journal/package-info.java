/// The append-only record of every act. Takes ids, never entities.
///
/// Read first: {@link dev.redress.journal.Journal}.
///
/// Knows: platform, access.
package dev.redress.journal;
