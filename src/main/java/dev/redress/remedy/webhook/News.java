package dev.redress.remedy.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/// Something that happened, with the words in which it is told.
@Entity
@Immutable
@Table(name = "news")
public class News {

    @Id
    UUID id;

    String type;

    @Column(name = "decision_id")
    UUID decisionId;

    UUID about;

    Instant at;

    String body;

    News() {}

    public UUID id() {
        return id;
    }

    public NewsType type() {
        return NewsType.of(type);
    }

    /// The appeal, ruling or remedy.
    public UUID about() {
        return about;
    }

    public Instant at() {
        return at;
    }

    /// The CloudEvent as it is sent, byte for byte.
    public String body() {
        return body;
    }
}
