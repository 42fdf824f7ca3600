package dev.redress.remedy.webhook;

import dev.redress.platform.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// One try of a delivery. It is on record before anything is sent.
@Entity
@Table(name = "delivery_attempt")
public class Attempt {

    public enum Outcome {
        UNDER_WAY,
        /// Answered 2xx: the receiver has it.
        TAKEN,
        /// Answered otherwise.
        REFUSED,
        /// Nothing was sent.
        NOT_REACHED,
        /// Sent, and no answer came: whether it was acted on is not known.
        LOST
    }

    /// The most characters of an answer that are kept.
    static final int KEPT = 4_000;

    @Id
    UUID id;

    @Column(name = "delivery_id")
    UUID deliveryId;

    @Enumerated(EnumType.STRING)
    Outcome outcome;

    Integer status;

    String response;

    Instant at;

    @Column(name = "ended_at")
    Instant endedAt;

    Attempt() {}

    static Attempt begun(UUID delivery, Instant now) {
        Attempt attempt = new Attempt();
        attempt.id = Ids.at(now);
        attempt.deliveryId = delivery;
        attempt.outcome = Outcome.UNDER_WAY;
        attempt.at = now;
        return attempt;
    }

    void end(Outcome how, Integer status, String response, Instant now) {
        this.outcome = how;
        this.status = status;
        this.response = response;
        this.endedAt = now;
    }

    public Outcome outcome() {
        return outcome;
    }

    /// The HTTP status; null when no answer came.
    public Integer status() {
        return status;
    }

    /// The beginning of the answer, or what went wrong.
    public String response() {
        return response;
    }

    public Instant at() {
        return at;
    }

    public Instant endedAt() {
        return endedAt;
    }
}
