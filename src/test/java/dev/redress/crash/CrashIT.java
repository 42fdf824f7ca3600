package dev.redress.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.bench.Issuer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    private static final int WORKING_MILLIS = 800;
    private static final int CASES_A_CYCLE = 400;

    @TempDir
    Path home;

    private final List<Path> ledgers = new ArrayList<>();
    private Postgres postgres;
    private Issuer issuer;
    private Service service;
    private Crowd crowd;

    @BeforeEach
    void start() throws Exception {
        postgres = Postgres.in(home);
        issuer = new Issuer();
        service = new Service(home, postgres, issuer.url())
                .set("REDRESS_LEASE", "PT10H") // none ends while cycles go on
                .set("REDRESS_LIMIT_ADDRESS", "1000000/PT1M")
                .set("REDRESS_LIMIT_SENDING", "1000000/PT1H");
        if (CYCLES > MANY) {
            service.prepare();
        }
        service.start();
        crowd = new Crowd(service, issuer);
        try (Ledger ledger = ledger("start")) {
            crowd.start("start", ledger);
            crowd.stop();
            assertThat(crowd.probe()).isTrue();
        }
        Cases.open(postgres, 1_000 + CYCLES * CASES_A_CYCLE);
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
        postgres.close();
        issuer.close();
    }

    @Test
    void losesAndDoublesNothingWhenTheServiceIsKilled() throws Exception {
        Tally tally = new Tally("kill -9 of the service");
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            round("service-" + cycle, tally, () -> {
                service.kill();
                Thread.sleep(100); // everybody meets a closed door
                crowd.stop();
                service.start();
            });
        }
        conclude(tally);
    }

    /// The postmaster, the postmaster with all its processes, the process of one connection, and a stop that does not
    /// wait, in turn.
    @Test
    void losesAndDoublesNothingWhenPostgresIsKilled() throws Exception {
        Tally tally = new Tally("kill -9 of PostgreSQL");
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            int kind = cycle % 4;
            round("postgres-" + cycle, tally, () -> {
                switch (kind) {
                    case 0 -> postgres.kill();
                    case 1 -> postgres.killAll();
                    case 2 -> postgres.killBackend();
                    default -> postgres.stopAtOnce();
                }
                Thread.sleep(200);
                if (!postgres.isAlive()) {
                    postgres.start();
                }
            });
        }
        conclude(tally);
        assertThat(crowd.answers()).as("refusals while the database was away").containsKey(503);
        assertThat(crowd.answers().keySet())
                .as("nothing but these, above all no 500")
                .isSubsetOf(200, 201, 204, 503);
        assertThat(tally.longestRecovery())
                .as("from PostgreSQL being up to the first acknowledgement, ms")
                .isLessThan(3_000);
    }

    /// The same test against a database that answers before it has written: it must find the loss.
    @Test
    void seesTheLossWhenTheDatabaseAcknowledgesFromMemory() throws Exception {
        postgres.stop();
        postgres.start("synchronous_commit=off", "wal_writer_delay=10s", "wal_writer_flush_after=1GB");
        expectLoss("careless", "kill -9 of PostgreSQL without synchronous_commit", () -> {
            postgres.killAll();
            postgres.start();
            crowd.stop();
        });
    }

    /// The same test where every answer is given a moment before its commit ({@link EarlyAnswers}): it must find the
    /// loss.
    @Test
    void seesTheLossWhenAnswersComeBeforeTheCommit() throws Exception {
        try (EarlyAnswers early = new EarlyAnswers(postgres.port())) {
            service.kill();
            service.set("QUARKUS_DATASOURCE_JDBC_URL", early.url());
            service.start();
            early.begin();
            expectLoss("early", "kill -9 of the service with answers before the commit", () -> {
                service.kill();
                crowd.stop();
                service.start();
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

    private interface Blow {
        void fall() throws Exception;
    }

    /// Work, blow, recovery; what was acknowledged must be there, and the rest is taken when it is sent again.
    private void round(String series, Tally tally, Blow blow) throws Exception {
        try (Ledger ledger = ledger(series)) {
            crowd.start(series, ledger);
            Thread.sleep(WORKING_MILLIS);
            blow.fall();
            tally.recovered(awaitAcknowledgement());
            crowd.stop();
            Findings found = findings(ledger, series);
            tally.add(ledger, found);
            assertThat(found).matches(Findings::none);
            crowd.repeat(ledger.open());
            found = findings(ledger, series);
            assertThat(found).matches(Findings::none);
            assertThat(found.stored()).isEqualTo(Findings.rows(ledger.sent()));
            assertThat(crowd.claimedTwice()).isEmpty();
        }
    }

    private void expectLoss(String series, String what, Blow blow) throws Exception {
        Tally tally = new Tally(what + ": loss is expected");
        try (Ledger ledger = ledger(series)) {
            crowd.start(series, ledger);
            while (ledger.acknowledged().isEmpty()) {
                Thread.sleep(20);
            }
            Thread.sleep(WORKING_MILLIS);
            blow.fall();
            Findings found = findings(ledger, series);
            tally.add(ledger, found);
            tally.print(crowd);
            assertThat(found.lost()).isNotEmpty();
        }
    }

    /// Everything once more, over all cycles.
    private void conclude(Tally tally) throws Exception {
        Path all = home.resolve("all");
        for (Path ledger : ledgers) {
            Files.write(all, Files.readAllBytes(ledger), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
        try (Ledger ledger = new Ledger(all);
                Connection connection = postgres.connect()) {
            Findings found = Findings.of(ledger, connection);
            assertThat(found).matches(Findings::none);
            assertThat(found.stored()).isEqualTo(Findings.rows(ledger.sent()));
            assertThat(Cases.misplaced(connection))
                    .as("cases that are not at one place")
                    .isEmpty();
        }
        assertThat(crowd.claims()).isGreaterThan(CYCLES);
        assertThat(tally.repeated()).as("under way at a blow").isGreaterThanOrEqualTo(CYCLES);
        String damage = postgres.check();
        System.out.println(damage == null ? "pg_amcheck is not there and was not run" : "pg_amcheck finds nothing");
        tally.print(crowd);
    }

    /// How long it takes until a decision is acknowledged, by the service as it runs.
    private Duration awaitAcknowledgement() throws Exception {
        Instant start = Instant.now();
        while (!crowd.probe()) {
            if (Instant.now().isAfter(start.plusSeconds(30))) {
                throw new AssertionError("nothing is acknowledged 30 seconds after the database came back");
            }
            Thread.sleep(20);
        }
        return Duration.between(start, Instant.now());
    }

    private Findings findings(Ledger ledger, String series) throws Exception {
        try (Connection connection = postgres.connect()) {
            return Findings.of(ledger, connection, "%/" + series + "/%");
        }
    }

    private Ledger ledger(String series) throws Exception {
        Path file = home.resolve("ledger-" + series);
        ledgers.add(file);
        return new Ledger(file);
    }
}
