/// The person: notice, filing, grounds, clocks, status, and the verdict as they read it.
///
/// Read first: {@link dev.redress.appeal.Appeal}, {@link dev.redress.appeal.Filing},
/// {@link dev.redress.appeal.NoticePages}.
///
/// Knows: platform, access, journal, decision.
package dev.redress.appeal;
