package dev.redress.appeal;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/// A message as the person and the reviewer read it; nobody at the desk is named.
///
/// @param question null for what asks nothing
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageView(UUID id, Message.Author from, String text, Instant at, Question question) {

    /// @param endedAt when it was answered or lapsed; null while it is open
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Question(State state, Instant answerBy, Instant endedAt) {}

    public enum State {
        OPEN,
        ANSWERED,
        LAPSED
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
        return message.lapsedAt() != null
                ? new Question(State.LAPSED, message.answerBy(), message.lapsedAt())
                : new Question(State.OPEN, message.answerBy(), null);
    }
}
