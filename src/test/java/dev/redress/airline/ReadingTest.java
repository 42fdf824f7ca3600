package dev.redress.airline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReadingTest {

    private List<Trajectory> trajectories;
    private AirlineData.Policy policy;

    @BeforeEach
    void readsTheConversations() {
        Optional<AirlineData> data = AirlineData.find();
        Assumptions.assumeTrue(data.isPresent(), AirlineData.ABSENT);
        trajectories = data.orElseThrow().trajectories();
        policy = data.orElseThrow().policy();
    }

    @Test
    void keepsTheTruthOutOfTheDecision() {
        for (Trajectory one : trajectories) {
            String decision = Reading.decision(one, policy).toString();
            assertThat(decision).doesNotContain("\"reward\"", "expected_actions", "\"right\"");
        }
    }

    @Test
    void endsTheSnapshotBeforeTheDecision() {
        for (Trajectory one : trajectories) {
            JsonNode messages = Reading.decision(one, policy).at("/inputSnapshot/messages");
            assertThat(messages).isNotEmpty().hasSizeLessThan(one.messages().size());
            assertThat(messages.get(messages.size() - 1).get("role").textValue())
                    .isIn("user", "tool");
        }
    }

    @Test
    void givesEveryToolCallItsOwnAnswer() {
        for (Trajectory one : trajectories) {
            for (Trajectory.ToolCall call : one.toolCalls()) {
                JsonNode answer = one.messages().get(call.at() + 1);
                assertThat(answer.get("name").textValue()).isEqualTo(call.tool());
                assertThat(call.failed())
                        .isEqualTo(answer.get("content").textValue().startsWith("Error"));
            }
        }
    }

    @Test
    void givesReasonsForAdverseOnesOnly() {
        for (Trajectory one : trajectories) {
            ObjectNode decision = Reading.decision(one, policy);
            assertThat(decision.has("reasons")).isEqualTo(one.outcome().adverse());
            for (JsonNode reason : decision.path("reasons")) {
                assertThat(reason.get("text").textValue()).isNotBlank();
                if (reason.has("clause")) {
                    assertThat(policy.text())
                            .contains("## " + reason.get("clause").textValue() + "\n");
                }
            }
        }
    }
}
