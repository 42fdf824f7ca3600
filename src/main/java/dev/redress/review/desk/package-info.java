/// The desk: pages for reviewers and leads. Every act here calls what the API calls.
///
/// Read first: {@link dev.redress.review.desk.QueuePages}, {@link dev.redress.review.desk.CasePages}.
///
/// Knows: platform, access, journal, decision, appeal, review.
package dev.redress.review.desk;
