/// What people upload: kept with the decision it is about, checked before it is kept, handed out as attachments only.
///
/// Read first: {@link dev.redress.appeal.evidence.EvidenceFiles}.
///
/// Knows: platform, access, journal, decision.
package dev.redress.appeal.evidence;
