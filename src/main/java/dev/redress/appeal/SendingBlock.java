package dev.redress.appeal;

import dev.redress.access.Actor;
import dev.redress.platform.Ids;
import dev.redress.platform.Limit;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;

/// A time in which nothing more can be sent with a decision's link. It follows a warning, ends by itself, and can be
/// objected to (after Regulation (EU) 2022/2065, article 23(2) and (3): warn first, for a time only, open to review).
///
/// ```
/// under way ──time──▶ over
///     └──objection──▶ under way, objected ──operator──▶ lifted
/// ```
@Entity
@Table(name = "sending_block")
@DynamicUpdate // an objection and an operator may come at once
public class SendingBlock {

    /// Characters of an objection.
    static final int LONGEST = 4_000;

    /// Why sending was stopped.
    public enum Reason {
        TOO_MUCH_SENT
    }

    @Id
    UUID id;

    @Column(name = "decision_id")
    UUID decisionId;

    @Column(name = "warning_id")
    UUID warningId;

    @Column(name = "warned_at")
    Instant warnedAt;

    @Column(name = "started_at")
    Instant startedAt;

    Instant until;

    @Enumerated(EnumType.STRING)
    Reason reason;

    long quota;

    @Column(name = "window_seconds")
    long windowSeconds;

    @Column(name = "objected_at")
    Instant objectedAt;

    String objection;

    @Column(name = "lifted_at")
    Instant liftedAt;

    @Column(name = "lifted_by")
    String liftedBy;

    SendingBlock() {}

    static SendingBlock start(SendingWarning warning, Limit passed, Duration rest, Instant now) {
        SendingBlock block = new SendingBlock();
        block.id = Ids.at(now);
        block.decisionId = warning.decisionId;
        block.warningId = warning.id;
        block.warnedAt = warning.at;
        block.startedAt = now;
        block.until = now.plus(rest);
        block.reason = Reason.TOO_MUCH_SENT;
        block.quota = passed.quota();
        block.windowSeconds = passed.window().toSeconds();
        return block;
    }

    /// Whether nothing can be sent at this time.
    public boolean stops(Instant now) {
        return liftedAt == null && now.isBefore(until);
    }

    /// One objection a block; a second changes nothing.
    boolean object(String text, Instant now) {
        if (objectedAt != null) {
            return false;
        }
        objectedAt = now;
        objection = text;
        return true;
    }

    /// Ends it early; a second time changes nothing.
    boolean lift(Actor.Operator by, Instant now) {
        if (liftedAt != null) {
            return false;
        }
        liftedAt = now;
        liftedBy = by.id();
        return true;
    }

    public UUID id() {
        return id;
    }

    public UUID decisionId() {
        return decisionId;
    }

    public Instant warnedAt() {
        return warnedAt;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public Instant until() {
        return until;
    }

    public Reason reason() {
        return reason;
    }

    /// So many were sent, in {@link #windowSeconds()}.
    public long quota() {
        return quota;
    }

    public long windowSeconds() {
        return windowSeconds;
    }

    /// For people.
    public long windowMinutes() {
        return Math.max(1, windowSeconds / 60);
    }

    public Instant objectedAt() {
        return objectedAt;
    }

    public String objection() {
        return objection;
    }

    public Instant liftedAt() {
        return liftedAt;
    }

    public String liftedBy() {
        return liftedBy;
    }
}
