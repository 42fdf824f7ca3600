package dev.redress.access;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// One key of an agent. The key itself is shown once and stored as SHA-256 only: it is random and long, so a slow hash
/// would add nothing.
@Entity
@Table(name = "agent_key")
public class AgentKey {

    @Id
    UUID id;

    @Column(name = "agent_id")
    String agentId;

    String name;

    byte[] hash;

    @Column(name = "created_by")
    String createdBy;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "revoked_at")
    Instant revokedAt;

    AgentKey() {}

    public UUID id() {
        return id;
    }

    public String agentId() {
        return agentId;
    }

    public String name() {
        return name;
    }

    public String createdBy() {
        return createdBy;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant revokedAt() {
        return revokedAt;
    }

    /// True when this call ended the key; a second call changes nothing.
    public boolean revoke(Instant now) {
        if (revokedAt != null) {
            return false;
        }
        revokedAt = now;
        return true;
    }
}
