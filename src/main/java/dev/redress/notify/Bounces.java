package dev.redress.notify;

import dev.redress.access.Actor;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// What operators know and do about messages that went out.
@ApplicationScoped
public class Bounces {

    private final OutgoingMessages messages;
    private final Journal journal;
    private final MeterRegistry metrics;

    Bounces(OutgoingMessages messages, Journal journal, MeterRegistry metrics) {
        this.messages = messages;
        this.journal = journal;
        this.metrics = metrics;
    }

    /// A message came back after a mail server had taken it. Saying so again changes nothing. The wish for a link that
    /// was lost with it is open again.
    ///
    /// @throws dev.redress.platform.Refusal 404, or 409 for one that never went out
    @Transactional
    OutgoingMessage report(UUID id, String reason, Actor.Operator by, Instant now) {
        OutgoingMessage message = messages.held(id).orElseThrow(CommonProblem::notFound);
        if (message.bounced(reason, now)) {
            journal(Act.MESSAGE_BOUNCED, message, by, now);
            if (message.kind == Kind.LINK) {
                journal(Act.LINK_REQUESTED, message, by, now);
            }
            metrics.counter("redress.messages.out", "kind", message.kind.name(), "state", message.state.name())
                    .increment();
        }
        return message;
    }

    /// @throws dev.redress.platform.Refusal 404, or 409 for one that was sent or never goes out
    @Transactional
    OutgoingMessage retry(UUID id, Actor.Operator by, Instant now) {
        OutgoingMessage message = messages.held(id).orElseThrow(CommonProblem::notFound);
        message.retry(now);
        journal(Act.MESSAGE_RETRIED, message, by, now);
        return message;
    }

    private void journal(Act act, OutgoingMessage message, Actor by, Instant now) {
        journal.write(act, message.decisionId, by, now, Map.of("message", message.id, "kind", message.kind));
    }
}
