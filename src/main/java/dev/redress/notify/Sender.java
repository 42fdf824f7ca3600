package dev.redress.notify;

import dev.redress.access.Actor;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/// Sends what waits: right after it was written, and every second what is due again.
///
/// A message is locked, sent and marked in one transaction, so that of several replicas one sends it. Should the
/// service die between the mail server's yes and our commit, or the server say yes after we have stopped waiting for
/// it,
/// the message is sent once more, under the same `Message-ID`: at least once, and twice only then.
@Singleton
class Sender {

    private static final Actor BY = new Actor.Machine("notify");

    /// Longer than the mailer waits for a server.
    private static final int TIMEOUT_SECONDS = 90;

    private final OutgoingMessages messages;
    private final Letters letters;
    private final Smtp smtp;
    private final MailSettings settings;
    private final Journal journal;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final ReentrantLock one = new ReentrantLock();

    Sender(
            OutgoingMessages messages,
            Letters letters,
            Smtp smtp,
            MailSettings settings,
            Journal journal,
            MeterRegistry metrics,
            Clock clock) {
        this.messages = messages;
        this.letters = letters;
        this.smtp = smtp;
        this.settings = settings;
        this.journal = journal;
        this.metrics = metrics;
        this.clock = clock;
    }

    /// On a thread of its own: whoever did the act waits for no mail server.
    void afterCommit(@Observes(during = TransactionPhase.AFTER_SUCCESS) OutgoingMessages.Written written) {
        Thread.ofVirtual().name("mail").start(this::send);
    }

    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void send() {
        if (!settings.enabled() || !one.tryLock()) {
            return; // who is sending now finds the new one too, or the next second does
        }
        try {
            while (sendOne()) {
                // until nothing is due, or there is no server
            }
        } catch (RuntimeException e) { // the database is away: the next second tries again
            Log.warnf("messages could not be sent: %s", e.getClass().getName());
        } finally {
            one.unlock();
        }
    }

    boolean sendOne() {
        return QuarkusTransaction.requiringNew()
                .timeout(TIMEOUT_SECONDS)
                .call(() -> messages.due(clock.instant()).map(this::send).orElse(false));
    }

    /// Whether it is worth going on with the next one.
    private boolean send(OutgoingMessage message) {
        Delivery delivery;
        try {
            Letter letter = letters.write(message);
            if (letter == null) {
                message.overtaken(clock.instant());
                count(message);
                return true;
            }
            delivery = message.isPast(clock.instant())
                    ? new Delivery.Failed("waited too long", true)
                    : smtp.send(message, letter);
        } catch (RuntimeException e) { // a fault of ours with this one must not hold up the others
            Log.errorf(
                    "message %s cannot be put into words: %s",
                    message.id, e.getClass().getName());
            delivery = new Delivery.Failed("could not be put into words", true);
        }
        Instant now = clock.instant();
        switch (delivery) {
            case Delivery.Taken _ -> {
                message.sent(now);
                journal(Act.MESSAGE_SENT, message, now);
                if (message.kind == Kind.LINK) {
                    journal(Act.LINK_SENT, message, now);
                }
            }
            case Delivery.Refused(String said) -> {
                message.bounced(said, now);
                journal(Act.MESSAGE_BOUNCED, message, now);
            }
            case Delivery.Failed failed -> {
                message.failed(failed.said(), settings.firstPause(), now);
                if (message.state == OutgoingMessage.State.GIVEN_UP) {
                    journal(Act.MESSAGE_GIVEN_UP, message, now);
                }
            }
        }
        if (message.state != OutgoingMessage.State.SENT) {
            Log.warnf("message %s (%s) is %s: %s", message.id, message.kind, message.state, message.lastError);
        }
        count(message);
        return !(delivery instanceof Delivery.Failed failed) || failed.reached();
    }

    private void journal(Act act, OutgoingMessage message, Instant now) {
        journal.write(act, message.decisionId, BY, now, Map.of("message", message.id, "kind", message.kind));
    }

    /// A try that failed for now counts as WAITING.
    private void count(OutgoingMessage message) {
        metrics.counter("redress.messages.out", "kind", message.kind.name(), "state", message.state.name())
                .increment();
    }
}
