package dev.redress.appeal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.journal.Act;
import dev.redress.journal.Entry;
import dev.redress.platform.Json;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What is told of rulings that no appeal asked for. A look that changed nothing is told to nobody, unless the person
/// was told that we look.
final class Unasked {

    private Unasked() {}

    /// @param all  rulings on the decision, oldest first
    /// @param acts everything that was done about it
    static List<Ruling> told(List<Ruling> all, List<Entry> acts) {
        if (all.stream().allMatch(ruling -> ruling.appealId() != null)) {
            return List.of();
        }
        Map<String, String> origins = new HashMap<>();
        acts.stream().filter(entry -> entry.act() == Act.CASE_OPENED).forEach(entry -> {
            JsonNode detail = Json.tree(entry.detail().getBytes(StandardCharsets.UTF_8));
            origins.put(detail.path("case").asText(), detail.path("origin").asText());
        });
        return all.stream()
                .filter(ruling -> ruling.isToldUnasked(
                        origins.getOrDefault(ruling.caseId().toString(), "")))
                .toList();
    }
}
