package dev.redress.appeal;

import dev.redress.platform.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/// One entry of the two-way thread of an appeal.
///
/// ```
/// said                       (a message that asks nothing)
/// asked ──▶ answered         (the person's next message)
///   └─────▶ lapsed           (nobody answered by the date; before it when the appeal was taken back)
/// ```
@Entity
@Table(name = "message")
public class Message {

    public enum Author {
        PERSON,
        /// Whoever reviews; the person never learns who.
        REVIEWER
    }

    @Id
    UUID id;

    @Column(name = "decision_id")
    UUID decisionId;

    @Column(name = "appeal_id")
    UUID appealId;

    @Enumerated(EnumType.STRING)
    Author author;

    @Column(name = "author_id")
    String authorId;

    String text;

    @Column(name = "sent_at")
    Instant sentAt;

    @Column(name = "answer_by")
    Instant answerBy;

    @Column(name = "answered_at")
    Instant answeredAt;

    @Column(name = "lapsed_at")
    Instant lapsedAt;

    Message() {}

    /// @param answerBy until when an answer is waited for; null for what is no question
    static Message of(Appeal appeal, Author author, String authorId, String text, Instant answerBy, Instant now) {
        Message message = new Message();
        message.id = Ids.at(now);
        message.decisionId = appeal.decisionId();
        message.appealId = appeal.id();
        message.author = author;
        message.authorId = authorId;
        message.text = text;
        message.answerBy = answerBy;
        message.sentAt = now;
        return message;
    }

    void answer(Instant now) {
        requireOpen();
        answeredAt = now;
    }

    void lapse(Instant now) {
        requireOpen();
        lapsedAt = now;
    }

    private void requireOpen() {
        if (!isOpenQuestion()) {
            throw new IllegalStateException("message " + id + " waits for no answer");
        }
    }

    public UUID id() {
        return id;
    }

    public UUID appealId() {
        return appealId;
    }

    public Author author() {
        return author;
    }

    public String text() {
        return text;
    }

    public Instant sentAt() {
        return sentAt;
    }

    public boolean isQuestion() {
        return answerBy != null;
    }

    public boolean isOpenQuestion() {
        return isQuestion() && answeredAt == null && lapsedAt == null;
    }

    /// Until when an answer is waited for; null for what is no question.
    public Instant answerBy() {
        return answerBy;
    }

    public Instant answeredAt() {
        return answeredAt;
    }

    public Instant lapsedAt() {
        return lapsedAt;
    }
}
