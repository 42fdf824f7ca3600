package dev.redress.appeal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/// A message as the person and the reviewer read it; nobody at the desk is named.
///
/// @param question null for what asks nothing
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageView(UUID id, Message.Author from, String text, Instant at, Question question) {

    /// @param endedAt when it was answered, lapsed or dropped; null while it is open
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Question(State state, Instant answerBy, Instant endedAt) {}

    public enum State {
        OPEN,
        ANSWERED,
        LAPSED,
        /// The appeal was taken back before its date.
        DROPPED
    }

    public static MessageView of(Message message) {
        return new MessageView(message.id(), message.author(), message.text(), message.sentAt(), question(message));
    }

    private static Question question(Message message) {
        if (!message.isQuestion()) {
            return null;
        }
        if (message.answeredAt() != null) {
            return new Question(State.ANSWERED, message.answerBy(), message.answeredAt());
        }
        if (message.lapsedAt() == null) {
            return new Question(State.OPEN, message.answerBy(), null);
        }
        State ended = message.lapsedAt().isBefore(message.answerBy()) ? State.DROPPED : State.LAPSED;
        return new Question(ended, message.answerBy(), message.lapsedAt());
    }
}
