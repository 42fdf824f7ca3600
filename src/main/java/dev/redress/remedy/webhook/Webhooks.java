package dev.redress.remedy.webhook;

import dev.redress.access.Actor;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.Ids;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The webhooks and what they are signed with.
@ApplicationScoped
public class Webhooks implements PanacheRepositoryBase<Webhook, UUID> {

    private static final int SECRET_BYTES = 32;

    /// A webhook and its new secret: the only moment at which anybody is shown it.
    public record Made(Webhook webhook, String secret) {}

    private final SecureRandom random = new SecureRandom();
    private final Journal journal;
    private final Duration overlap;

    Webhooks(Journal journal, WebhookConfig config) {
        this.journal = journal;
        this.overlap = config.overlap();
    }

    @Transactional
    public Made make(URI url, List<NewsType> types, String agentId, Actor.Operator by, Instant now) {
        Webhook webhook = new Webhook();
        webhook.id = Ids.at(now);
        webhook.url = url.toString();
        webhook.agentId = agentId;
        webhook.types = types.stream().map(NewsType::code).distinct().toArray(String[]::new);
        webhook.createdBy = by.id();
        webhook.createdAt = now;
        persist(webhook);
        flush(); // the row that the key refers to
        journal.write(Act.WEBHOOK_MADE, null, by, now, Map.of("webhook", webhook.id, "types", webhook.types));
        return new Made(webhook, newKey(webhook.id, now));
    }

    /// Makes a new secret; the one before it signs along for a while.
    @Transactional
    public Optional<Made> exchangeKey(UUID id, Actor.Operator by, Instant now) {
        return live(id).map(webhook -> {
            for (WebhookKey key : keysOf(id)) {
                if (key.endsAt == null) {
                    key.endsAt = now.plus(overlap);
                } else {
                    getEntityManager().remove(key); // three at once would keep an old one alive too long
                }
            }
            flush(); // before the new one becomes the current
            journal.write(Act.WEBHOOK_KEY_EXCHANGED, null, by, now, Map.of("webhook", id));
            return new Made(webhook, newKey(id, now));
        });
    }

    /// Ends it and destroys its secrets; the log stays.
    @Transactional
    public boolean remove(UUID id, Actor.Operator by, Instant now) {
        Optional<Webhook> webhook = live(id);
        webhook.ifPresent(one -> end(one, Webhook.End.REMOVED, by, now));
        return webhook.isPresent();
    }

    /// Its receiver says so.
    @Transactional(Transactional.TxType.MANDATORY)
    void gone(UUID id, Actor by, Instant now) {
        live(id).ifPresent(one -> end(one, Webhook.End.GONE, by, now));
    }

    private void end(Webhook webhook, Webhook.End how, Actor by, Instant now) {
        if (webhook.end(how, now)) {
            keysOf(webhook.id).forEach(getEntityManager()::remove);
            getEntityManager()
                    .createQuery("""
                            UPDATE Delivery SET state = GIVEN_UP, endedAt = :now
                            WHERE webhookId = :webhook AND state = WAITING""")
                    .setParameter("now", now)
                    .setParameter("webhook", webhook.id)
                    .executeUpdate();
            journal.write(Act.WEBHOOK_ENDED, null, by, now, Map.of("webhook", webhook.id, "as", how));
        }
    }

    /// The live ones, then those that ended, the newest first.
    @Transactional
    public List<Webhook> liveFirst(int most) {
        return find("ORDER BY CASE WHEN endedAt IS NULL THEN 0 ELSE 1 END, createdAt DESC, id DESC")
                .range(0, most - 1)
                .list();
    }

    /// The secrets that sign now, the current one first.
    List<byte[]> keys(UUID webhook, Instant now) {
        return keysOf(webhook).stream()
                .filter(key -> key.endsAt == null || key.endsAt.isAfter(now))
                .map(key -> key.secret)
                .toList();
    }

    private Optional<Webhook> live(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE).filter(Webhook::isLive);
    }

    private List<WebhookKey> keysOf(UUID webhook) {
        return getEntityManager()
                .createQuery("FROM WebhookKey WHERE webhookId = :id ORDER BY createdAt DESC, id DESC", WebhookKey.class)
                .setParameter("id", webhook)
                .getResultList();
    }

    private String newKey(UUID webhook, Instant now) {
        WebhookKey key = new WebhookKey();
        key.id = Ids.at(now);
        key.webhookId = webhook;
        key.secret = new byte[SECRET_BYTES];
        random.nextBytes(key.secret);
        key.createdAt = now;
        getEntityManager().persist(key);
        return Signature.shown(key.secret);
    }
}
