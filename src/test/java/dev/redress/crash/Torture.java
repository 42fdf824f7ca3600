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

/// The service, its database and a crowd at work, with a blow in each round, and the check of everything after it.
final class Torture implements AutoCloseable {

    private static final int WORKING_MILLIS = 800;
    private static final int BLOWS = 10;
    private static final int CASES_A_CYCLE = 400;

    private final List<Path> ledgers = new ArrayList<>();
    private final Path home;
    final Postgres postgres;
    final Service service;
    final Crowd crowd;
    private final Issuer issuer;

    Torture(Path home, int cycles) throws Exception {
        this.home = home;
        postgres = Postgres.in(home);
        issuer = new Issuer();
        service = new Service(home, postgres, issuer.url())
                .set("REDRESS_LEASE", "PT10H") // none ends while cycles go on
                .set("REDRESS_LIMIT_ADDRESS", "1000000/PT1M")
                .set("REDRESS_LIMIT_SENDING", "1000000/PT1H");
        service.start();
        crowd = new Crowd(service, issuer);
        try (Ledger ledger = ledger("start")) {
            crowd.start("start", ledger);
            crowd.stop();
            assertThat(crowd.probe()).isTrue();
        }
        Cases.open(postgres, 1_000 + cycles * CASES_A_CYCLE);
    }

    @Override
    public void close() throws java.io.IOException {
        service.close();
        postgres.close();
        issuer.close();
    }

    interface Blow {
        void fall() throws Exception;
    }

    /// Work, blow, recovery; what was acknowledged must be there, and the rest is taken when it is sent again.
    void round(String series, Tally tally, Blow blow) throws Exception {
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

    /// What is acknowledged too early is lost only when the blow falls before it is safe after all, so it may take a
    /// few.
    void expectLoss(String series, String what, Blow blow) throws Exception {
        Tally tally = new Tally(what + ": loss is expected");
        boolean lost = false;
        for (int i = 0; !lost && i < BLOWS; i++) {
            try (Ledger ledger = ledger(series + i)) {
                crowd.start(series + i, ledger);
                while (ledger.acknowledged().isEmpty()) {
                    Thread.sleep(20);
                }
                Thread.sleep(WORKING_MILLIS);
                blow.fall();
                Findings found = findings(ledger, series + i);
                tally.add(ledger, found);
                lost = !found.lost().isEmpty();
            }
        }
        tally.print(crowd);
        assertThat(lost).as("a loss in " + BLOWS + " blows").isTrue();
    }

    /// Everything once more, over all cycles.
    void conclude(Tally tally) throws Exception {
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
        assertThat(crowd.claims()).isGreaterThan(tally.cycles());
        assertThat(tally.repeated()).as("under way at a blow").isGreaterThanOrEqualTo(tally.cycles());
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
