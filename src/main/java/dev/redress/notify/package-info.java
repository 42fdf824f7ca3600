/// Mail to people: what happened in their matter, from the events of the chain. Tells that there is news and until
/// when to act; the matter itself stays behind the link.
///
/// Read first: {@link dev.redress.notify.News}, {@link dev.redress.notify.OutgoingMessage},
/// {@link dev.redress.notify.Sender}.
///
/// To add a kind of message, add a record to {@link dev.redress.notify.News}: the compiler names the rest. The table's
/// constraint lists the kinds too.
///
/// Knows: platform, access, journal, decision, appeal.
package dev.redress.notify;
