package dev.redress.appeal;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// One running deadline, from one regime or one promise.
@Entity
@Table(name = "clock")
public class CaseClock {

    public enum Kind {
        /// A person answers, with reasons.
        RULING,
        /// What was ordered is done.
        REMEDY
    }

    /// The operator's own word, from the decision type.
    public static final String PROMISE = "PROMISE";

    @Id
    UUID id;

    @Column(name = "appeal_id")
    UUID appealId;

    String regime;

    @Enumerated(EnumType.STRING)
    Kind kind;

    @Column(name = "started_at")
    Instant startedAt;

    @Column(name = "due_at")
    Instant dueAt;

    @Column(name = "stopped_at")
    Instant stoppedAt;

    @ElementCollection(fetch = FetchType.EAGER) // few, and each reader needs them
    @CollectionTable(name = "clock_pause", joinColumns = @JoinColumn(name = "clock_id"))
    @OrderColumn(name = "place")
    List<ClockPause> pauses = new ArrayList<>();

    CaseClock() {}

    /// Stands still from now on; a second call changes nothing.
    void pause(ClockPause.Reason reason, Instant now) {
        if (!isPaused()) {
            pauses.add(new ClockPause(now, null, reason));
        }
    }

    /// Goes on; the deadline moves by as long as the clock stood still.
    void resume(Instant now) {
        if (isPaused()) {
            ClockPause last = pauses.removeLast();
            pauses.add(new ClockPause(last.from(), now, last.reason()));
            dueAt = dueAt.plus(Duration.between(last.from(), now));
        }
    }

    public UUID id() {
        return id;
    }

    public UUID appealId() {
        return appealId;
    }

    public boolean isRunning() {
        return stoppedAt == null;
    }

    public boolean isPaused() {
        return !pauses.isEmpty() && pauses.getLast().until() == null;
    }

    /// Oldest first; the last one has no end while the clock stands still.
    public List<ClockPause> pauses() {
        return List.copyOf(pauses);
    }

    public String regime() {
        return regime;
    }

    public Kind kind() {
        return kind;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public Instant dueAt() {
        return dueAt;
    }

    /// When what it waited for happened; null while it runs.
    public Instant stoppedAt() {
        return stoppedAt;
    }

    public boolean overdue(Instant now) {
        Instant until =
                stoppedAt != null ? stoppedAt : isPaused() ? pauses.getLast().from() : now;
        return until.isAfter(dueAt);
    }
}
