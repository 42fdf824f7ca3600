package dev.redress.feedback.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.redress.feedback.Label;

/// The input as chat messages. One file has one shape, so an input that is no conversation is what a user says.
final class Conversation {

    private Conversation() {}

    static ArrayNode prompt(Label label) {
        JsonNode input = label.input();
        JsonNode messages = input == null ? null : input.isArray() ? input : input.get("messages");
        return isConversation(messages) ? (ArrayNode) messages : said("user", Example.input(label));
    }

    static ArrayNode answer(String text) {
        return said("assistant", text);
    }

    private static ArrayNode said(String role, String text) {
        ArrayNode messages = JsonNodeFactory.instance.arrayNode();
        messages.addObject().put("role", role).put("content", text);
        return messages;
    }

    private static boolean isConversation(JsonNode messages) {
        if (!(messages instanceof ArrayNode) || messages.isEmpty()) {
            return false;
        }
        for (JsonNode message : messages) {
            if (!message.path("role").isTextual() || !message.has("content")) {
                return false;
            }
        }
        return true;
    }
}
