package dev.redress.remedy.webhook;

import dev.redress.platform.Outgoing;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/// Carries what lies in the outbox, at least once, under the same id each time. Each webhook has a carrier of its own
/// while something is due for it, so that a slow receiver makes nobody else wait.
@Singleton
class Courier {

    private final Deliveries deliveries;
    private final Outgoing outgoing;
    private final Clock clock;
    private final Set<UUID> served = ConcurrentHashMap.newKeySet();

    Courier(Deliveries deliveries, Outgoing outgoing, Clock clock) {
        this.deliveries = deliveries;
        this.outgoing = outgoing;
        this.clock = clock;
    }

    @Scheduled(every = "1s", delayed = "2s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void carry() {
        try {
            for (UUID webhook : deliveries.due(clock.instant())) {
                if (served.add(webhook)) {
                    Thread.ofVirtual().name("courier-", 0).start(() -> serve(webhook));
                }
            }
        } catch (RuntimeException e) { // the database is away: the next second tries again
            Log.warnf("the outbox could not be read: %s", e.getMessage());
        }
    }

    private void serve(UUID webhook) {
        try {
            for (var parcel = deliveries.take(webhook, clock.instant());
                    parcel.isPresent();
                    parcel = deliveries.take(webhook, clock.instant())) {
                Outgoing.Result result = send(parcel.get(), clock.instant());
                deliveries.settle(parcel.get(), result, clock.instant());
            }
        } catch (RuntimeException e) { // what was under way comes back when its lease is over
            Log.errorf(e, "deliveries for webhook %s stopped", webhook);
        } finally {
            served.remove(webhook);
        }
    }

    private Outgoing.Result send(Deliveries.Parcel parcel, Instant now) {
        byte[] body = parcel.news().body().getBytes(StandardCharsets.UTF_8);
        String id = parcel.news().id().toString();
        long timestamp = now.getEpochSecond();
        List<byte[]> keys = parcel.keys();
        return outgoing.send(
                "POST",
                parcel.url(),
                Map.of(
                        "Content-Type",
                        "application/cloudevents+json; charset=UTF-8",
                        "webhook-id",
                        id,
                        "webhook-timestamp",
                        String.valueOf(timestamp),
                        "webhook-signature",
                        Signature.of(keys, id, timestamp, body)),
                body);
    }
}
