package dev.redress.notify;

import dev.redress.platform.Frame;
import dev.redress.platform.Ids;
import dev.redress.platform.PublicUrl;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Tells those who answer for the queue that deadlines are near or missed, many in one mail. What no server took is
/// told with the next.
@Singleton
class Alarm {

    private static final int AT_ONCE = 500;

    /// The lock of whoever is telling; any number that nobody else takes.
    private static final long TELLING = 83;

    /// Longer than the mailer waits for a server.
    private static final int TIMEOUT_SECONDS = 90;

    private final EntityManager entities;
    private final Smtp smtp;
    private final MailSettings settings;
    private final Frame frame;
    private final Optional<String> address;
    private final PublicUrl publicUrl;
    private final Clock clock;

    Alarm(
            EntityManager entities,
            Smtp smtp,
            MailSettings settings,
            Frame frame,
            @ConfigProperty(name = "redress.escalation.mail") Optional<String> address,
            PublicUrl publicUrl,
            Clock clock) {
        this.entities = entities;
        this.smtp = smtp;
        this.settings = settings;
        this.frame = frame;
        this.address = address;
        this.publicUrl = publicUrl;
        this.clock = clock;
    }

    @Scheduled(every = "1m", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void look() {
        try {
            tell(clock.instant());
        } catch (RuntimeException e) { // the database is away: the next minute looks again
            Log.warnf("deadlines could not be told of: %s", e.getClass().getName());
        }
    }

    /// Of several replicas one tells. The clocks themselves are not held while the mail server is waited for: whoever
    /// rules or answers has to stop them.
    void tell(Instant now) {
        if (address.isPresent() && settings.enabled()) {
            QuarkusTransaction.requiringNew().timeout(TIMEOUT_SECONDS).run(() -> send(now));
        }
    }

    private void send(Instant now) {
        if (!(Boolean) entities.createNativeQuery("SELECT pg_try_advisory_xact_lock(:telling)")
                .setParameter("telling", TELLING)
                .getSingleResult()) {
            return; // another replica is telling
        }
        @SuppressWarnings("unchecked")
        List<Object[]> raised =
                entities.createNativeQuery("""
                        SELECT id, breached_at IS NOT NULL FROM clock
                        WHERE stopped_at IS NULL AND told_at IS NULL
                            AND (escalated_at IS NOT NULL OR breached_at IS NOT NULL)
                        ORDER BY due_at LIMIT :most""").setParameter("most", AT_ONCE).getResultList();
        if (raised.isEmpty()) {
            return;
        }
        long missed = raised.stream().filter(row -> (Boolean) row[1]).count();
        Delivery delivery = smtp.send(Ids.at(now), address.orElseThrow(), letter(raised.size() - missed, missed));
        if (!(delivery instanceof Delivery.Taken)) {
            Log.warnf(
                    "%d deadlines could not be told of by mail: %s",
                    raised.size(), delivery.getClass().getSimpleName());
            return;
        }
        entities.createNativeQuery("""
                        UPDATE clock SET told_at = :now
                        WHERE id IN (:ids) AND greatest(escalated_at, breached_at) <= :now""") // not what came since
                .setParameter("now", now)
                .setParameter("ids", raised.stream().map(row -> (UUID) row[0]).toList())
                .executeUpdate();
    }

    /// In English, as the desk is; nothing of the matters is in it but the way to them.
    private Letter letter(long near, long missed) {
        return new Letter(
                frame.english(),
                "Deadlines: " + near + " near, " + missed + " missed",
                "Hello,",
                List.of("New since the last mail: " + near + " deadlines come near, " + missed + " were missed."),
                null,
                "See which",
                publicUrl.get() + "/desk/health",
                List.of(frame.english().operator()));
    }
}
