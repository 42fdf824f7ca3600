package dev.redress.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.access.Actor;
import dev.redress.platform.Refusal;
import io.quarkus.qute.TemplateData;
import java.util.ArrayList;
import java.util.List;

/// Who acted for whom in a decision (RFC 8693 section 4.1).
///
/// @param principal the person in whose name it was made
/// @param actors    who acted: the last one first, then whoever handed on to it
/// @param proven    whether a signed token said so; otherwise only the agent does
@TemplateData
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Delegation(String principal, List<String> actors, boolean proven) {

    /// Null when the agent acted for itself.
    ///
    /// @throws Refusal 403 when the decision says other than the credential
    static Delegation of(Incoming sent, Actor.Agent agent) {
        Delegation told =
                sent.get("principal") == null ? null : new Delegation(sent.get("principal"), actors(sent), false);
        if (!agent.isDelegated()) {
            return told;
        }
        Delegation proven = new Delegation(agent.principal(), agent.chain(), true);
        if (told != null && !told.says(proven)) {
            throw new Refusal(
                            DecisionProblem.DELEGATION_DIFFERS,
                            "This credential tells of another delegation than the decision.")
                    .at("/actor", "is not what the credential says");
        }
        return proven;
    }

    private static List<String> actors(Incoming sent) {
        List<String> actors = new ArrayList<>();
        for (String actor = sent.get("actor.0"); actor != null; actor = sent.get("actor." + actors.size())) {
            actors.add(actor);
        }
        return actors;
    }

    private boolean says(Delegation other) {
        return principal.equals(other.principal) && actors.equals(other.actors);
    }
}
