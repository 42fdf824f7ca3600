package dev.redress.review.sample;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// One act of a lead: all decisions with the signature of a ruling get a case.
@Entity
@Table(name = "sweep")
public class Sweep {

    @Id
    UUID id;

    @Column(name = "ruling_id")
    UUID rulingId;

    String signature;

    @Column(name = "opened_by")
    String openedBy;

    @Column(name = "opened_at")
    Instant openedAt;

    @Column(name = "after_id")
    UUID afterId;

    @Column(name = "until_id")
    UUID untilId;

    long matched;

    @Column(name = "cases")
    long opened;

    @Column(name = "done_at")
    Instant doneAt;

    public UUID id() {
        return id;
    }

    public UUID rulingId() {
        return rulingId;
    }

    public Instant openedAt() {
        return openedAt;
    }

    /// Decisions with the signature so far, whether they got a case or somebody had looked at them before.
    public long matched() {
        return matched;
    }

    /// Cases that it opened so far.
    public long opened() {
        return opened;
    }

    /// Null while there are decisions it has not looked at.
    public Instant doneAt() {
        return doneAt;
    }
}
