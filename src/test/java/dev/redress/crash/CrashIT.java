package dev.redress.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was acknowledged is there, once and as sent, whatever process is killed while decisions come in.
///
/// `kill -9` takes a process away and leaves the operating system's cache: this shows that nothing is acknowledged from
/// memory of ours or PostgreSQL's. That `fsync` reaches the disk is PostgreSQL's promise and is not tested here.
/// More cycles: `-Dredress.crash.cycles=50`.
class CrashIT {

    private static final int CYCLES = Integer.getInteger("redress.crash.cycles", 3);
    private static final int POSTING_MILLIS = 1_000;

    @TempDir
    Path home;

    private Postgres postgres;
    private Provider provider;
    private Service service;
    private Ledger ledger;
    private Sender sender;

    @BeforeEach
    void start() throws Exception {
        postgres = Postgres.in(home);
        provider = Provider.start();
        service = new Service(home, postgres, provider);
        service.start();
        ledger = new Ledger(home.resolve("ledger"));
        sender = new Sender(service.at("/api/v1/decisions"), ledger);
    }

    @AfterEach
    void stop() throws Exception {
        ledger.close();
        service.close();
        postgres.close();
        provider.close();
    }

    @Test
    void losesAndDoublesNothingWhenTheServiceIsKilled() throws Exception {
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            post("service-" + cycle, () -> {
                service.kill();
                Thread.sleep(100); // the senders meet a closed door
            });
            service.start();
            assertThat(findings()).matches(Findings::none);
            assertThat(ledger.open()).as("posts under way at the kill").isNotEmpty();
            repeatOpen();
        }
        report("kill -9 of the service");
    }

    @Test
    void losesAndDoublesNothingWhenPostgresIsKilled() throws Exception {
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            post("postgres-" + cycle, () -> {
                postgres.kill();
                Thread.sleep(300);
                postgres.start();
                awaitMore();
            });
            assertThat(findings()).matches(Findings::none);
            repeatOpen();
        }
        assertThat(sender.answers(503))
                .as("refusals while the database was away")
                .isPositive();
        assertThat(sender.answers().keySet())
                .as("nothing but these, above all no 500")
                .isSubsetOf(200, 201, 503);
        report("kill -9 of PostgreSQL");
    }

    /// The same test against a database that answers before it has written: it must find the loss.
    @Test
    void seesTheLossWhenTheDatabaseAcknowledgesFromMemory() throws Exception {
        postgres.stop();
        postgres.start("synchronous_commit=off", "wal_writer_delay=10s", "wal_writer_flush_after=1GB");
        awaitMore();
        post("careless", () -> {
            postgres.kill();
            Thread.sleep(300);
            postgres.start();
        });
        assertThat(findings().lost()).isNotEmpty();
        report("kill -9 of PostgreSQL without synchronous_commit, where loss is expected");
    }

    @Test
    void seesTheLossWhenTheLedgerLies() throws Exception {
        sender.lying();
        post("lie", () -> {
            service.kill();
            Thread.sleep(100);
        });
        assertThat(findings().lost()).isNotEmpty();
    }

    @Test
    void seesEveryKindOfFault() {
        byte[] good = dev.redress.platform.Bytes.pack(Sender.body("a").getBytes());
        var row = new Findings.Row(good, 1);
        assertThat(found(Map.of("a", List.of(row)))).matches(Findings::none);
        assertThat(found(Map.of()).lost()).containsExactly("a");
        assertThat(found(Map.of("a", List.of(row, row))).doubled()).containsExactly("a");
        assertThat(found(Map.of("a", List.of(new Findings.Row(good, 2)))).doubled())
                .containsExactly("a");
        assertThat(found(Map.of("a", List.of(row), "b", List.of(row))).foreign())
                .containsExactly("b");
        assertThat(found(Map.of("a", List.of(row), "b", List.of(row))).altered())
                .containsExactly("b");
    }

    private interface Blow {
        void fall() throws Exception;
    }

    private void post(String series, Blow blow) throws Exception {
        sender.start(series);
        Thread.sleep(POSTING_MILLIS);
        blow.fall();
        sender.stop();
    }

    /// Waits until posts are acknowledged again, by the service as it runs.
    private void awaitMore() throws Exception {
        for (int i = 0; i < 300; i++) {
            String id = "probe-" + System.nanoTime();
            ledger.sent(id);
            if (sender.post(id) == 201) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("no post is acknowledged 30 seconds after the database came back");
    }

    private void repeatOpen() throws Exception {
        for (String externalId : ledger.open()) {
            assertThat(sender.post(externalId)).isIn(200, 201);
        }
        assertThat(findings()).matches(Findings::none);
        assertThat(findings().stored()).isEqualTo(ledger.sent().size());
    }

    private Findings findings() throws Exception {
        try (Connection connection = postgres.connect()) {
            return Findings.of(ledger, connection);
        }
    }

    private static Findings found(Map<String, List<Findings.Row>> rows) {
        return Findings.of(Set.of("a"), Set.of("a"), rows);
    }

    private void report(String what) throws Exception {
        Findings findings = findings();
        System.out.printf(
                "%s: %d sent, %d acknowledged, %d stored, %d lost, %d doubled, %d altered; answers by status %s%n",
                what,
                ledger.sent().size(),
                ledger.acknowledged().size(),
                findings.stored(),
                findings.lost().size(),
                findings.doubled().size(),
                findings.altered().size(),
                sender.answers());
    }
}
