package dev.redress.remedy.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// One secret of a webhook. The current one has no end; the one before it signs along until its own.
@Entity
@Table(name = "webhook_key")
class WebhookKey {

    @Id
    UUID id;

    @Column(name = "webhook_id")
    UUID webhookId;

    byte[] secret;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "ends_at")
    Instant endsAt;

    WebhookKey() {}
}
