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
import org.hibernate.annotations.DynamicUpdate;

/// One running deadline, from one regime or one promise.
@Entity
@DynamicUpdate // the keeper marks it while others move it
@Table(name = "clock")
public class CaseClock {

    public enum Kind {
        /// The person is told that the appeal is here.
        ACKNOWLEDGEMENT,
        /// Whoever reviews says something to the person: a message, a question or the ruling.
        FIRST_RESPONSE,
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

    /// How the deadline was counted, such as `1 month`, and the zone whose day it ends with; null for a given date.
    String term;

    String zone;

    @Column(name = "holidays_known")
    Boolean holidaysKnown;

    /// When the keeper has to look at it next; null when there is nothing to wait for.
    @Column(name = "watch_at")
    Instant watchAt;

    @Column(name = "escalated_at")
    Instant escalatedAt;

    @Column(name = "breached_at")
    Instant breachedAt;

    /// When those who answer for it were told of the last of the two; null before.
    @Column(name = "told_at")
    Instant toldAt;

    @ElementCollection(fetch = FetchType.EAGER) // few, and each reader needs them
    @CollectionTable(name = "clock_pause", joinColumns = @JoinColumn(name = "clock_id"))
    @OrderColumn(name = "place")
    List<ClockPause> pauses = new ArrayList<>();

    /// How a deadline was counted.
    ///
    /// @param holidaysKnown whether the public holidays were on record; null when they did not matter
    record Counted(String term, String zone, Boolean holidaysKnown) {}

    CaseClock() {}

    /// Runs, anew if it did before.
    void begin(Instant due, Counted how, Instant now) {
        startedAt = now;
        dueAt = due;
        stoppedAt = null;
        escalatedAt = null;
        breachedAt = null;
        term = how == null ? null : how.term();
        zone = how == null ? null : how.zone();
        holidaysKnown = how == null ? null : how.holidaysKnown();
    }

    /// The deadline comes near; false when that is known.
    boolean escalate(Instant now) {
        watchAt = dueAt.plusSeconds(1);
        toldAt = null;
        boolean first = escalatedAt == null;
        escalatedAt = first ? now : escalatedAt;
        return first;
    }

    /// The deadline has passed; false when that is known.
    boolean breach(Instant now) {
        watchAt = null;
        toldAt = null;
        boolean first = breachedAt == null;
        breachedAt = first ? now : breachedAt;
        return first;
    }

    /// There is more time than there was: what was near is no longer.
    void moveOn(Instant due) {
        dueAt = due;
        escalatedAt = null;
    }

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
            moveOn(dueAt.plus(Duration.between(last.from(), now)));
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

    /// When it was raised that the deadline comes near; null when it was not.
    public Instant escalatedAt() {
        return escalatedAt;
    }

    /// When it was marked that the deadline has passed; null when it has not.
    public Instant breachedAt() {
        return breachedAt;
    }

    /// Such as `10 business days`; null for a date that was given.
    public String term() {
        return term;
    }

    /// The zone whose day the deadline ends with; null for a date that was given.
    public String zone() {
        return zone;
    }

    /// Whether the public holidays were on record; null when they did not matter.
    public Boolean holidaysKnown() {
        return holidaysKnown;
    }

    public boolean overdue(Instant now) {
        Instant until =
                stoppedAt != null ? stoppedAt : isPaused() ? pauses.getLast().from() : now;
        return until.isAfter(dueAt);
    }
}
