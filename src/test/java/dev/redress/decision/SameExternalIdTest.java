package dev.redress.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.Chain;
import dev.redress.Tables;
import dev.redress.Together;
import dev.redress.Wire;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Many clients record under one external id at one moment: threads of one agent, or one that was told nothing and
/// tries
/// again. Each has a connection of its own.
@QuarkusTest
class SameExternalIdTest {

    @Inject
    Tables tables;

    @ParameterizedTest
    @ValueSource(ints = {8, 64})
    void theSameContentIsOneRowAndOneAnswer(int clients) throws Exception {
        ObjectNode decision = Chain.decision("parallel");
        List<Wire.Answer> answers = Together.call(clients, _ -> post(decision));
        assertThat(answers.stream().map(Wire.Answer::text))
                .containsOnly(answers.getFirst().text());
        assertThat(answers.stream().filter(answer -> answer.status() == 201)).hasSize(1);
        assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(clients - 1);
        assertThat(answers)
                .allSatisfy(answer -> assertThat(answer.header("Idempotent-Replayed"))
                        .isEqualTo(answer.status() == 200 ? "true" : null));
        requireOnce(decision);
    }

    /// Half of them send it with other spaces and members in another order: equal as JSON.
    @Test
    void theSameJsonInAnotherFormIsTheSame() throws Exception {
        ObjectNode decision = Chain.decision("parallel");
        ObjectNode turned = Chain.tree("{}");
        List<String> names = new java.util.ArrayList<>();
        decision.fieldNames().forEachRemaining(names::add);
        names.reversed().forEach(name -> turned.set(name, decision.get(name)));
        List<Wire.Answer> answers = Together.call(64, i -> post(i % 2 == 0 ? decision : turned));
        assertThat(answers.stream().map(Wire.Answer::text))
                .containsOnly(answers.getFirst().text());
        assertThat(answers.stream().map(Wire.Answer::status)).containsOnly(200, 201);
        requireOnce(decision);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 64})
    void ofDifferentContentsOneIsRecordedAndTheOthersAreRefused(int clients) throws Exception {
        ObjectNode decision = Chain.decision("parallel");
        refusesOthers(clients, decision, i -> post(decision.deepCopy().put("runId", "run-" + i)));
    }

    /// The time of the decision is part of its id in the database: those rows do not meet at the primary key.
    @ParameterizedTest
    @ValueSource(ints = {8, 64})
    void ofDifferentTimesOneIsRecordedAndTheOthersAreRefused(int clients) throws Exception {
        ObjectNode decision = Chain.decision("parallel");
        java.time.Instant at = java.time.Instant.parse(decision.get("decidedAt").asText());
        refusesOthers(
                clients,
                decision,
                i -> post(
                        decision.deepCopy().put("decidedAt", at.minusSeconds(i).toString())));
    }

    private void refusesOthers(int clients, ObjectNode decision, IntFunction<Wire.Answer> send) throws Exception {
        List<Wire.Answer> answers = Together.call(clients, send);
        List<Wire.Answer> recorded =
                answers.stream().filter(answer -> answer.status() == 201).toList();
        assertThat(recorded).hasSize(1);
        String id = Chain.tree(recorded.getFirst().text()).get("id").asText();
        assertThat(answers.stream().filter(answer -> answer.status() == 409))
                .hasSize(clients - 1)
                .allSatisfy(answer -> assertThat(answer.text()).contains(id, "/problems/content-differs"));
        requireOnce(decision);
        int winner = answers.indexOf(recorded.getFirst());
        assertThat(send.apply(winner).status())
                .as("the one that was first, again")
                .isEqualTo(200);
    }

    private void requireOnce(ObjectNode decision) {
        String id = decision.get("externalId").asText();
        assertThat(tables.column("SELECT count(*) FROM decision WHERE external_id = '" + id + "'"))
                .containsExactly("1");
        assertThat(tables.column("SELECT count(*) FROM journal j JOIN decision d ON d.id = j.decision_id"
                        + " WHERE d.external_id = '" + id + "' AND j.act = 'DECISION_RECORDED'"))
                .containsExactly("1");
    }

    private static Wire.Answer post(ObjectNode decision) {
        return Wire.send(
                "POST",
                "/api/v1/decisions",
                decision.toString().getBytes(StandardCharsets.UTF_8),
                "Authorization: Bearer " + Chain.KEY,
                "Content-Type: application/json");
    }
}
