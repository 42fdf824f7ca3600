package dev.redress.remedy.webhook;

import dev.redress.access.Actor;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Cursor;
import dev.redress.platform.Listing;
import dev.redress.platform.Outgoing;
import dev.redress.platform.Refusal;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// The deliveries: taken one by one with a lease, so that a crash loses none, and settled by what came of it.
@ApplicationScoped
public class Deliveries implements PanacheRepositoryBase<Delivery, UUID> {

    /// Added to a receiver's time before a try counts as lost.
    private static final Duration LEASE = Duration.ofSeconds(5);

    /// A delivery with all that is needed to send it. `number` tells one try from those before.
    record Parcel(UUID id, UUID attempt, int number, News news, URI url, List<byte[]> keys) {}

    /// What a list shows of one.
    public record Row(Delivery delivery, News news, List<Attempt> attempts) {}

    private final Webhooks webhooks;
    private final Journal journal;
    private final Event<Attempted> attempted;
    private final Duration lease;
    private final BackOff backOff;

    Deliveries(Webhooks webhooks, Journal journal, Event<Attempted> attempted, WebhookConfig config) {
        this.webhooks = webhooks;
        this.journal = journal;
        this.attempted = attempted;
        this.lease = config.patience().multipliedBy(2).plus(LEASE); // to connect and to answer
        this.backOff = new BackOff(config.waits(), new SecureRandom());
    }

    /// The webhooks for which something is due.
    @Transactional
    @SuppressWarnings("unchecked")
    List<UUID> due(Instant now) {
        return getEntityManager()
                .createNativeQuery(
                        "SELECT DISTINCT webhook_id FROM delivery WHERE state IN ('WAITING', 'UNDER_WAY') AND due_at <= :now")
                .setParameter("now", now)
                .getResultList();
    }

    /// Takes the next due one of the webhook; other couriers pass it by.
    @Transactional
    Optional<Parcel> take(UUID webhook, Instant now) {
        Delivery delivery = next(webhook, now);
        if (delivery == null) {
            return Optional.empty();
        }
        News news = getEntityManager().find(News.class, delivery.newsId);
        if (delivery.state == Delivery.State.UNDER_WAY) {
            Attempt cut = attempts(delivery.id).getLast();
            cut.end(Attempt.Outcome.LOST, null, "cut short on our side", now);
            goOn(delivery, news, cut, null, now); // not at once: it may have been acted on
            return Optional.empty();
        }
        Webhook to = webhooks.findById(webhook);
        if (!to.isLive()) {
            delivery.end(Delivery.State.GIVEN_UP, now);
            return Optional.empty();
        }
        delivery.begin(now.plus(lease));
        Attempt attempt = Attempt.begun(delivery.id, now);
        getEntityManager().persist(attempt);
        return Optional.of(
                new Parcel(delivery.id, attempt.id, delivery.tries, news, to.url(), webhooks.keys(webhook, now)));
    }

    private Delivery next(UUID webhook, Instant now) {
        List<?> found = getEntityManager()
                .createNativeQuery("""
                        SELECT * FROM delivery
                        WHERE webhook_id = :webhook AND state IN ('WAITING', 'UNDER_WAY') AND due_at <= :now
                        ORDER BY due_at, id LIMIT 1 FOR UPDATE SKIP LOCKED""", Delivery.class)
                .setParameter("webhook", webhook)
                .setParameter("now", now)
                .getResultList();
        return found.isEmpty() ? null : (Delivery) found.getFirst();
    }

    /// Writes down what came of a try and what follows. A try whose lease is over has been settled as lost.
    @Transactional
    void settle(Parcel parcel, Outgoing.Result result, Instant now) {
        Delivery delivery = findById(parcel.id(), LockModeType.PESSIMISTIC_WRITE);
        Attempt attempt = getEntityManager().find(Attempt.class, parcel.attempt());
        if (attempt.outcome != Attempt.Outcome.UNDER_WAY) {
            return;
        }
        String retryAfter = null;
        switch (result) {
            case Outgoing.Answered answer -> {
                attempt.end(
                        answer.isSuccess() ? Attempt.Outcome.TAKEN : Attempt.Outcome.REFUSED,
                        answer.status(),
                        kept(new String(answer.body(), StandardCharsets.UTF_8)),
                        now);
                retryAfter = answer.headers().get("retry-after");
                if (answer.status() == 410) {
                    webhooks.gone(delivery.webhookId, new Actor.Machine("courier"), now);
                }
            }
            case Outgoing.NotReached(var why) -> attempt.end(Attempt.Outcome.NOT_REACHED, null, kept(why), now);
            case Outgoing.Lost(var why) -> attempt.end(Attempt.Outcome.LOST, null, kept(why), now);
        }
        goOn(delivery, parcel.news(), attempt, retryAfter, now);
    }

    /// What follows a try that has ended.
    private void goOn(Delivery delivery, News news, Attempt ended, String retryAfter, Instant now) {
        boolean taken = ended.outcome == Attempt.Outcome.TAKEN;
        if (taken) {
            delivery.end(Delivery.State.DELIVERED, now); // observers see it
        }
        Attempted told = told(news, ended, now);
        attempted.fire(told);
        if (taken) {
            return;
        }
        if (told.isCalledOff()) {
            delivery.end(Delivery.State.CALLED_OFF, now);
            return;
        }
        Optional<Instant> next = webhooks.findById(delivery.webhookId).isLive()
                ? backOff.next(delivery.tries, retryAfter, now)
                : Optional.empty();
        Instant earliest = told.isPutOff() ? now.plus(lease) : now; // a look takes as long as a try
        next.map(due -> due.isBefore(earliest) ? earliest : due)
                .ifPresentOrElse(delivery::again, () -> delivery.end(Delivery.State.GIVEN_UP, now));
    }

    /// Tells it once more, under the id it had.
    @Transactional
    public Delivery replay(UUID id, Actor.Operator by, Instant now) {
        Delivery delivery = findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE).orElseThrow(CommonProblem::notFound);
        if (!webhooks.findById(delivery.webhookId).isLive()) {
            throw new Refusal(WebhookProblem.WEBHOOK_ENDED, "The webhook has ended; make a new one.");
        }
        if (delivery.state == Delivery.State.UNDER_WAY) {
            throw new Refusal(WebhookProblem.UNDER_WAY, "The delivery is under way.");
        }
        if (delivery.state == Delivery.State.CALLED_OFF) {
            throw new Refusal(WebhookProblem.CALLED_OFF, "What it orders is done, or is not to be done any more.");
        }
        delivery.tries = 0;
        delivery.again(now);
        News news = getEntityManager().find(News.class, delivery.newsId);
        journal.write(Act.DELIVERY_REPLAYED, news.decisionId, by, now, Map.of("delivery", id));
        return delivery;
    }

    /// The log of a webhook, newest first.
    @Transactional
    public <T> Listing<T> list(UUID webhook, Delivery.State state, String cursor, int limit, Function<Row, T> item) {
        Map<String, Object> values = new HashMap<>(Map.of("webhook", webhook));
        StringBuilder where = new StringBuilder("webhookId = :webhook");
        if (state != null) {
            where.append(" AND state = :state");
            values.put("state", state);
        }
        Cursor after = Cursor.parse(cursor, 1);
        if (after != null) {
            where.append(" AND id < :after");
            values.put("after", after.read(c -> UUID.fromString(c.get(0))));
        }
        List<Row> rows = find(where + " ORDER BY id DESC", values).range(0, limit).stream()
                .map(this::row)
                .toList();
        return Listing.of(rows, limit, item, row -> Cursor.of(row.delivery().id));
    }

    @Transactional
    public Row read(UUID id) {
        return row(findByIdOptional(id).orElseThrow(CommonProblem::notFound));
    }

    private static Attempted told(News news, Attempt attempt, Instant now) {
        boolean uncertain = attempt.outcome == Attempt.Outcome.LOST
                || attempt.outcome == Attempt.Outcome.REFUSED && attempt.status >= 500;
        return new Attempted(news.type(), news.about(), attempt.outcome, uncertain, now, new Attempted.Wishes());
    }

    private Row row(Delivery delivery) {
        return new Row(delivery, getEntityManager().find(News.class, delivery.newsId), attempts(delivery.id));
    }

    private List<Attempt> attempts(UUID delivery) {
        return getEntityManager()
                .createQuery("FROM Attempt WHERE deliveryId = :id ORDER BY id", Attempt.class)
                .setParameter("id", delivery)
                .getResultList();
    }

    /// What the database can hold and a page can show: no NUL, not too much.
    private static String kept(String text) {
        String clean = text.replace('\u0000', '\uFFFD');
        return clean.codePointCount(0, clean.length()) <= Attempt.KEPT
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, Attempt.KEPT));
    }
}
