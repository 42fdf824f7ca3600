package dev.redress.remedy.webhook;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import dev.redress.decision.Decision;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Where news is put in the transaction of what it tells of; the {@link Courier} carries it from here. Nothing is
/// written for news that nobody wants to hear.
@ApplicationScoped
public class Outbox {

    /// A CloudEvent 1.0 in its structured JSON form.
    @JsonPropertyOrder({"specversion", "id", "source", "type", "subject", "time", "datacontenttype", "data"})
    record CloudEvent(
            String specversion,
            UUID id,
            String source,
            String type,
            String subject,
            Instant time,
            String datacontenttype,
            Map<String, ?> data) {}

    private final EntityManager entities;
    private final String source;

    Outbox(EntityManager entities, @ConfigProperty(name = "redress.public-url") String source) {
        this.entities = entities;
        this.source = source;
    }

    /// @param about the appeal, ruling or remedy
    /// @param data  what is told; no reviewer is named in it and nothing that reaches the person
    @Transactional(Transactional.TxType.MANDATORY)
    public void put(NewsType type, Decision decision, UUID about, Instant at, Map<String, ?> data) {
        List<UUID> webhooks = wanting(type, decision.agentId());
        if (webhooks.isEmpty()) {
            return;
        }
        News news = new News();
        news.id = Ids.at(at);
        news.type = type.code();
        news.decisionId = decision.id();
        news.about = about;
        news.at = at;
        news.body = new String(
                Json.write(new CloudEvent(
                        "1.0", news.id, source, type.code(), decision.id().toString(), at, "application/json", data)),
                StandardCharsets.UTF_8);
        entities.persist(news);
        for (UUID webhook : webhooks) {
            Delivery delivery = new Delivery();
            delivery.id = Ids.at(at);
            delivery.webhookId = webhook;
            delivery.newsId = news.id;
            delivery.state = Delivery.State.WAITING;
            delivery.dueAt = at;
            delivery.createdAt = at;
            entities.persist(delivery);
        }
    }

    /// What waits to be told of this is not told any more.
    @Transactional(Transactional.TxType.MANDATORY)
    public void callOff(NewsType type, UUID about, Instant now) {
        entities.createNativeQuery("""
                        UPDATE delivery SET state = 'CALLED_OFF', ended_at = :now
                        WHERE state = 'WAITING'
                        AND news_id IN (SELECT id FROM news WHERE about = :about AND type = :type)""")
                .setParameter("now", now)
                .setParameter("about", about)
                .setParameter("type", type.code())
                .executeUpdate();
    }

    /// Whether somebody who was told of this, and did not say that it was taken, may have acted on it.
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean mayHaveActed(NewsType type, UUID about) {
        return (Boolean) entities.createNativeQuery("""
                        SELECT EXISTS (
                            SELECT 1 FROM news n JOIN delivery d ON d.news_id = n.id
                            JOIN delivery_attempt a ON a.delivery_id = d.id
                            WHERE n.about = :about AND n.type = :type AND d.state <> 'DELIVERED'
                                AND (a.outcome = 'LOST' OR a.status >= 500))""")
                .setParameter("about", about)
                .setParameter("type", type.code())
                .getSingleResult();
    }

    @SuppressWarnings("unchecked")
    private List<UUID> wanting(NewsType type, String agent) {
        return entities.createNativeQuery("""
                        SELECT id FROM webhook
                        WHERE ended_at IS NULL AND :type = ANY (types) AND (agent_id IS NULL OR agent_id = :agent)
                        ORDER BY id""")
                .setParameter("type", type.code())
                .setParameter("agent", agent)
                .getResultList();
    }
}
