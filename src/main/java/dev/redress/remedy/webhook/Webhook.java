package dev.redress.remedy.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/// An address that wants to be told. It lives until it is removed or says itself that it is gone (410).
@Entity
@Table(name = "webhook")
public class Webhook {

    public enum End {
        REMOVED,
        /// The receiver answered 410.
        GONE
    }

    @Id
    UUID id;

    String url;

    @Column(name = "agent_id")
    String agentId;

    String[] types;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "ended_at")
    Instant endedAt;

    @Enumerated(EnumType.STRING)
    @Column(name = "ended_as")
    End endedAs;

    Webhook() {}

    /// False when it had ended already.
    boolean end(End how, Instant now) {
        if (endedAt != null) {
            return false;
        }
        endedAs = how;
        endedAt = now;
        return true;
    }

    public UUID id() {
        return id;
    }

    public URI url() {
        return URI.create(url);
    }

    /// The agent whose decisions it is told of; null for all.
    public String agentId() {
        return agentId;
    }

    public List<NewsType> types() {
        return Stream.of(types).map(NewsType::of).toList();
    }

    public String createdBy() {
        return createdBy;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant endedAt() {
        return endedAt;
    }

    public End endedAs() {
        return endedAs;
    }

    public boolean isLive() {
        return endedAt == null;
    }
}
