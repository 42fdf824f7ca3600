package dev.redress.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.appeal.Ruling;
import dev.redress.decision.Decision;
import dev.redress.platform.Json;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// A remedy in words for those who carry it out and for those who look whether they did. No reviewer and nothing that
/// reaches the person is in them.
@Singleton
class Orders {

    private final String publicUrl;

    Orders(@ConfigProperty(name = "redress.public-url") String publicUrl) {
        this.publicUrl = publicUrl;
    }

    /// The order. `remedyId` is the idempotency key: whoever carries it out does it once for each.
    ///
    /// @param targetEtag the version of the target that the reviewer saw; null when it need not be compared
    Map<String, Object> of(Remedy remedy, String targetEtag, Decision decision, Ruling ruling) {
        Map<String, Object> data = head(remedy, decision);
        data.put("description", remedy.description());
        data.put("target", remedy.target());
        data.put("decisionTarget", decision.tree().get("target"));
        data.put("targetEtag", targetEtag);
        data.put("correctedOutcome", correctedOutcome(ruling));
        data.put("correctedFacts", ruling.correctedFacts());
        data.put("orderedAt", remedy.orderedAt());
        data.put("dueAt", remedy.dueAt());
        data.put("confirmationUrl", publicUrl + "/api/v1/remedies/" + remedy.id() + "/confirmation");
        return data;
    }

    Map<String, Object> state(Remedy remedy, Standing standing, Decision decision) {
        Map<String, Object> data = head(remedy, decision);
        data.put("state", standing.state());
        data.put("stateAt", standing.since());
        data.put("orderedAt", remedy.orderedAt());
        data.put("dueAt", remedy.dueAt());
        return data;
    }

    /// What a probe may name by JSON Pointers.
    static JsonNode known(Remedy remedy, Decision decision, Ruling ruling) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("id", remedy.id());
        one.put("type", remedy.type());
        one.put("target", remedy.target());
        Map<String, Object> of = new LinkedHashMap<>();
        of.put("id", decision.id());
        of.put("externalId", decision.externalId());
        of.put("type", decision.type());
        of.put("agentId", decision.agentId());
        of.put("subject", decision.subjectRef());
        of.put("target", decision.tree().get("target"));
        Map<String, Object> facts = new LinkedHashMap<>();
        ruling.correctedFacts().forEach(fact -> facts.put(fact.id(), fact.value()));
        Map<String, Object> ruled = new LinkedHashMap<>();
        ruled.put("correctedOutcome", correctedOutcome(ruling));
        ruled.put("correctedFacts", facts);
        return Json.tree(Json.write(Map.of("remedy", one, "decision", of, "ruling", ruled)));
    }

    private static Map<String, Object> head(Remedy remedy, Decision decision) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("remedyId", remedy.id());
        data.put("remedyType", remedy.type());
        data.put("decisionId", decision.id());
        data.put("externalId", decision.externalId());
        data.put("agentId", decision.agentId());
        data.put("decisionType", decision.type());
        data.put("rulingId", remedy.rulingId());
        return data;
    }

    private static Map<String, String> correctedOutcome(Ruling ruling) {
        return ruling.verdict().changesOutcome()
                ? Map.of("code", ruling.correctedCode(), "summary", ruling.correctedSummary())
                : null;
    }
}
