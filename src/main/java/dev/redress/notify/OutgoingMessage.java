package dev.redress.notify;

import dev.redress.platform.Json;
import dev.redress.platform.Refusal;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// One message to a person, from when there is something to tell until it has gone, or cannot.
///
/// ```
/// WAITING ──▶ SENT ──▶ BOUNCED    (a mail server took it; later it came back)
///    ├──────▶ BOUNCED             (refused for good)
///    ├──────▶ GIVEN_UP            (refused for now, for three days)
///    └──────▶ OVERTAKEN           (no longer true when it was about to go)
/// BOUNCED, GIVEN_UP ──▶ WAITING   (an operator's retry)
///
/// OFF                             (no mail server was set up then; never sent later)
/// NO_ADDRESS                      (nobody gave one)
/// ```
@Entity
@Table(name = "outgoing_message")
public class OutgoingMessage {

    public enum State {
        WAITING,
        SENT,
        BOUNCED,
        GIVEN_UP,
        OVERTAKEN,
        OFF,
        NO_ADDRESS
    }

    static final Duration PATIENCE = Duration.ofDays(3);
    static final Duration LONGEST_PAUSE = Duration.ofHours(6);
    private static final double SPREAD = 0.25;
    private static final int ERROR_LENGTH = 500;

    @Id
    UUID id;

    @Column(name = "decision_id")
    UUID decisionId;

    @Column(name = "appeal_id")
    UUID appealId;

    @Enumerated(EnumType.STRING)
    Kind kind;

    UUID about;

    @Column(name = "to_address")
    String toAddress;

    String language;

    String data;

    @Column(name = "created_at")
    Instant createdAt;

    @Column(name = "waiting_since")
    Instant waitingSince;

    @Column(name = "next_try_at")
    Instant nextTryAt;

    int tries;

    @Column(name = "sent_at")
    Instant sentAt;

    @Column(name = "ended_at")
    Instant endedAt;

    @Enumerated(EnumType.STRING)
    State state;

    @Column(name = "last_error")
    String lastError;

    OutgoingMessage() {}

    void sent(Instant now) {
        tries++;
        sentAt = now;
        lastError = null;
        end(State.SENT, now);
    }

    /// It will never arrive.
    ///
    /// @param why addresses in it are masked
    /// @return false when that was known already
    boolean bounced(String why, Instant now) {
        return switch (state) {
            case BOUNCED -> false;
            case WAITING, SENT, GIVEN_UP -> {
                tries = Math.max(tries, 1);
                say(why);
                end(State.BOUNCED, now);
                yield true;
            }
            case OVERTAKEN, OFF, NO_ADDRESS -> throw neverSent();
        };
    }

    /// It did not go this time. The pauses double from `first` to six hours, each a little different so that messages
    /// that failed together do not come back together; after three days that is the end.
    void failed(String why, Duration first, Instant now) {
        tries++;
        say(why);
        if (!now.isBefore(waitingSince.plus(PATIENCE))) {
            end(State.GIVEN_UP, now);
            return;
        }
        double doubled = first.toMillis() * Math.pow(2, Math.min(tries - 1, 30));
        double spread = Math.floorMod(31 * id.hashCode() + tries, 1_000) / 1_000.0;
        double pause = Math.min(doubled, LONGEST_PAUSE.toMillis() / (1 + SPREAD)) * (1 + SPREAD * spread);
        nextTryAt = now.plusMillis((long) pause);
    }

    /// It waited past its end without a try, as while mail is switched off: what it says may be long untrue.
    boolean isPast(Instant now) {
        return now.isAfter(waitingSince.plus(PATIENCE).plus(LONGEST_PAUSE));
    }

    /// What it tells is no longer so.
    void overtaken(Instant now) {
        end(State.OVERTAKEN, now);
    }

    /// An operator wants it tried now, and for three days more.
    void retry(Instant now) {
        switch (state) {
            case WAITING -> nextTryAt = now;
            case BOUNCED, GIVEN_UP -> {
                state = State.WAITING;
                endedAt = null;
                sentAt = null;
                tries = 0;
                waitingSince = now;
                nextTryAt = now;
            }
            case SENT -> throw new Refusal(MessageProblem.ALREADY_SENT, "A mail server took this message already.");
            case OVERTAKEN, OFF, NO_ADDRESS -> throw neverSent();
        }
    }

    private void end(State end, Instant now) {
        state = end;
        endedAt = now;
    }

    private void say(String why) {
        lastError = Address.maskedIn(why)
                .replaceAll("\\p{Cntrl}+", " ")
                .codePoints()
                .limit(ERROR_LENGTH)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static Refusal neverSent() {
        return new Refusal(MessageProblem.NEVER_SENT, "This message was never meant to go out any more.");
    }

    News news() {
        return Json.read(Json.tree(data.getBytes(StandardCharsets.UTF_8)), kind.news());
    }

    public UUID id() {
        return id;
    }

    public Kind kind() {
        return kind;
    }

    public State state() {
        return state;
    }
}
