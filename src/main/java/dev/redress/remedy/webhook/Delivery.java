package dev.redress.remedy.webhook;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// One piece of news for one webhook.
///
/// ```
///            ┌──── not taken, wait and try again ────┐
///            ▼                                       │
///         WAITING ──────▶ UNDER_WAY ─────────────────┤
///            ▲  └▶ CALLED_OFF ◀┴──▶ DELIVERED     GIVEN_UP
///            └──────── replay ──────────┴──────────────┘
/// ```
///
/// A try that a crash cut short comes back by itself once its lease is over.
@Entity
@Table(name = "delivery")
public class Delivery {

    public enum State {
        WAITING,
        UNDER_WAY,
        DELIVERED,
        GIVEN_UP,
        /// It need not be told any more: what it orders is done, or is not to be done.
        CALLED_OFF
    }

    @Id
    UUID id;

    @Column(name = "webhook_id")
    UUID webhookId;

    @Column(name = "news_id")
    UUID newsId;

    @Enumerated(EnumType.STRING)
    State state;

    int tries;

    @Column(name = "due_at")
    Instant dueAt;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "ended_at")
    Instant endedAt;

    Delivery() {}

    void begin(Instant lostAt) {
        state = State.UNDER_WAY;
        tries++;
        dueAt = lostAt;
    }

    void end(State how, Instant now) {
        state = how;
        endedAt = now;
    }

    void again(Instant due) {
        state = State.WAITING;
        dueAt = due;
        endedAt = null;
    }

    public UUID id() {
        return id;
    }

    public UUID webhookId() {
        return webhookId;
    }

    /// Also the id that the receiver sees, the same on every try.
    public UUID newsId() {
        return newsId;
    }

    public State state() {
        return state;
    }

    public int tries() {
        return tries;
    }

    /// When it is tried next; null when it has come to its end.
    public Instant nextAt() {
        return endedAt == null ? dueAt : null;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant endedAt() {
        return endedAt;
    }
}
