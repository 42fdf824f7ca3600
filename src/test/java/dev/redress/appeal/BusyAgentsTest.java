package dev.redress.appeal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.Chain;
import dev.redress.Together;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// However much agents ask for, a person is answered.
@QuarkusTest
class BusyAgentsTest {

    private static final int AGENTS = 48;

    @Inject
    DataSource database;

    private final Caller caller = Caller.somewhere();

    /// More requests of agents hang in the database than it has connections.
    @Test
    void thereIsAConnectionForAPersonWhenEveryAgentHangs() throws Exception {
        String token = Chain.link("busy");
        Chain.agent().get("/api/v1/outcomes").then().statusCode(200);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> agents;
            try (Connection holder = database.getConnection();
                    Statement statement = holder.createStatement()) {
                holder.setAutoCommit(false);
                statement.execute("LOCK TABLE outcome IN ACCESS EXCLUSIVE MODE");
                CountDownLatch asked = new CountDownLatch(AGENTS);
                agents = IntStream.range(0, AGENTS)
                        .mapToObj(i -> threads.submit(() -> {
                            asked.countDown();
                            return Chain.agent().get("/api/v1/outcomes").statusCode();
                        }))
                        .toList();
                asked.await();
                Thread.sleep(1_500); // until they hang
                assertThat(reads(token)).containsOnly(200, 201);
                holder.rollback();
            }
            for (Future<Integer> agent : agents) {
                assertThat(agent.get()).isEqualTo(200);
            }
        }
    }

    @Test
    void aPersonIsAnsweredWhileManyAgentsPostDecisions() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<List<Integer>> answers = Together.call(AGENTS + 1, i -> {
            List<Integer> seen = new ArrayList<>();
            if (i > 0) {
                for (int posted = 0; posted < 100 && !done.get(); posted++) {
                    seen.add(Chain.post(Chain.decision("busy")).statusCode());
                }
                return seen;
            }
            try {
                for (int round = 0; round < 5; round++) {
                    seen.addAll(reads(Chain.link("busy")));
                }
                return seen;
            } finally {
                done.set(true);
            }
        });
        assertThat(answers.getFirst()).containsOnly(200, 201);
        assertThat(answers.subList(1, AGENTS + 1).stream().mapToInt(List::size).sum())
                .as("decisions posted meanwhile")
                .isGreaterThan(AGENTS);
    }

    private List<Integer> reads(String token) {
        return List.of(
                caller.get("/a/" + token).statusCode(),
                caller.get("/api/v1/notices/" + token).statusCode(),
                caller.post(
                                "/api/v1/notices/" + token + "/appeal",
                                Map.of("grounds", List.of("SOMETHING_ELSE"), "statement", "It is wrong."))
                        .statusCode());
    }
}
