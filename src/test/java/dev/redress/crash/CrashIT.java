package dev.redress.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was acknowledged is there, once and as sent, whatever process is killed while everybody is at work: agents at
/// all
/// doors, people who appeal, reviewers who claim.
///
/// `kill -9` takes a process away and leaves the operating system's cache: this shows that nothing is acknowledged from
/// memory of ours or PostgreSQL's. What a power cut takes is in `PowerCutIT`. `./redress torture` does a hundred cycles
/// of each; `-Dredress.crash.cycles=50` as many.
class CrashIT {

    private static final int CYCLES = Integer.getInteger("redress.crash.cycles", 3);

    private static final int MANY = 10;

    @TempDir
    Path home;

    private Torture torture;

    @BeforeEach
    void start() throws Exception {
        torture = new Torture(home, CYCLES);
    }

    @AfterEach
    void stop() throws Exception {
        torture.close();
    }

    @Test
    void losesAndDoublesNothingWhenTheServiceIsKilled() throws Exception {
        if (CYCLES > MANY) {
            torture.service.terminate();
            torture.service.prepare();
            torture.service.start();
        }
        Tally tally = new Tally("kill -9 of the service");
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            torture.round("service-" + cycle, tally, () -> {
                torture.service.kill();
                Thread.sleep(100); // everybody meets a closed door
                torture.crowd.stop();
                torture.service.start();
            });
        }
        torture.conclude(tally);
    }

    /// The postmaster, the postmaster with all its processes, the process of one connection, and a stop that does not
    /// wait, in turn.
    @Test
    void losesAndDoublesNothingWhenPostgresIsKilled() throws Exception {
        Tally tally = new Tally("kill -9 of PostgreSQL");
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            int kind = cycle % 4;
            torture.round("postgres-" + cycle, tally, () -> {
                switch (kind) {
                    case 0 -> torture.postgres.kill();
                    case 1 -> torture.postgres.killAll();
                    case 2 -> torture.postgres.killBackend();
                    default -> torture.postgres.stopAtOnce();
                }
                Thread.sleep(200);
                if (!torture.postgres.isAlive()) {
                    torture.postgres.start();
                }
            });
        }
        torture.conclude(tally);
        assertThat(torture.crowd.answers())
                .as("refusals while the database was away")
                .containsKey(503);
        assertThat(torture.crowd.answers().keySet())
                .as("nothing but these, above all no 500; %s", torture.service.errors())
                .isSubsetOf(200, 201, 204, 503);
        assertThat(tally.longestRecovery())
                .as("from PostgreSQL being up to the first acknowledgement, ms")
                .isLessThan(3_000);
    }

    /// The same test against a database that answers before it has written: it must find the loss.
    @Test
    void seesTheLossWhenTheDatabaseAcknowledgesFromMemory() throws Exception {
        torture.postgres.stop();
        torture.postgres.start("synchronous_commit=off", "wal_writer_delay=10s", "wal_writer_flush_after=1GB");
        torture.expectLoss("careless", "kill -9 of PostgreSQL without synchronous_commit", () -> {
            torture.postgres.killAll();
            torture.postgres.start();
            torture.crowd.stop();
        });
    }

    /// The same test where every answer is given a moment before its commit ({@link EarlyAnswers}): it must find the
    /// loss.
    @Test
    void seesTheLossWhenAnswersComeBeforeTheCommit() throws Exception {
        try (EarlyAnswers early = new EarlyAnswers(torture.postgres.port())) {
            torture.service.kill();
            torture.service.set("QUARKUS_DATASOURCE_JDBC_URL", early.url());
            torture.service.start();
            early.begin();
            torture.expectLoss("early", "kill -9 of the service with answers before the commit", () -> {
                torture.service.kill();
                torture.crowd.stop();
                torture.service.start();
            });
        }
    }

    @Test
    void seesEveryKindOfFault() {
        String id = Door.SINGLE.id("a", 0, 0);
        var row = new Findings.Row(id, Sender.body(id), 1);
        assertThat(found(id, List.of(row))).matches(Findings::none);
        assertThat(found(id, List.of()).lost()).containsExactly(id);
        assertThat(found(id, List.of(row, row)).doubled()).containsExactly(id);
        assertThat(found(id, List.of(new Findings.Row(id, Sender.body(id), 2))).doubled())
                .containsExactly(id);
        assertThat(found(id, List.of(new Findings.Row(id, Sender.body("b"), 1))).altered())
                .containsExactly(id);
        var other = new Findings.Row("b", Sender.body("b"), 1);
        assertThat(found(id, List.of(row, other)).foreign()).containsExactly("b");
        String span = Door.TRACES.id("a", 0, 0);
        assertThat(found(span, List.of()).lost()).containsExactlyInAnyOrder(span, Door.spanOf(span));
        var kept = new Findings.Row(span, new String(Door.TRACES.body(List.of(span))), 1);
        assertThat(found(span, List.of(kept)).lost()).containsExactly(Door.spanOf(span));
    }

    private static Findings found(String id, List<Findings.Row> rows) {
        return Findings.of(Set.of(id), Set.of(id), rows);
    }
}
