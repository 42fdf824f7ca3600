/// Outgoing webhooks: what happens is written down in its transaction and told afterwards, signed, until it is taken.
///
/// Read first: {@link dev.redress.remedy.webhook.Outbox}, {@link dev.redress.remedy.webhook.Courier}.
///
/// Knows: platform, access, journal, decision, appeal.
package dev.redress.remedy.webhook;
