package dev.redress.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// PostgreSQL on a disk that fills up: a file system in memory that only its processes see, in a namespace of its own.
/// First there is no room for data, then none for the write-ahead log either, at which PostgreSQL ends.
@Timeout(120)
class DiskFullIT {

    private static final int SIZE_MIB = 160;
    private static final int LEAST = 64 << 10;

    @TempDir
    Path home;

    private final HttpClient client = HttpClient.newHttpClient();
    private Postgres postgres;
    private Provider provider;
    private Service service;
    private Ledger ledger;
    private Sender sender;

    @BeforeEach
    void start() throws Exception {
        Assumptions.assumeTrue(mayMount(), "a disk that fills up needs unshare with mount and user namespaces");
        postgres = Postgres.made(home);
        Path made = home.resolve("made");
        Files.move(postgres.data(), made);
        Files.createDirectory(postgres.data());
        // Root in a namespace of its own mounts; in a further one PostgreSQL is nobody, as it wants to be. When it ends
        // it is started again, as by any supervisor.
        postgres.inside(List.of(
                "unshare",
                "-Urm",
                "sh",
                "-c",
                "mount -t tmpfs -o mode=700,size=" + SIZE_MIB + "m tmpfs " + postgres.data() + " && cp -a " + made
                        + "/. " + postgres.data() + " && while true; do unshare -U \"$@\"; sleep 1; done",
                "sh"));
        postgres.start("min_wal_size=32MB", "max_wal_size=32MB", "shared_buffers=16MB");
        provider = Provider.start();
        service = new Service(home, postgres, provider);
        service.start();
        ledger = new Ledger(home.resolve("ledger"));
        sender = new Sender(service.at("/api/v1/decisions"), ledger);
    }

    @AfterEach
    void stop() throws Exception {
        if (ledger != null) {
            ledger.close();
            service.close();
            postgres.killAll();
            provider.close();
        }
    }

    @Test
    void isToldAndPassesWithoutARestartOfTheService() throws Exception {
        sender.start("before");
        Thread.sleep(500);
        Path ballast = fill();
        Thread.sleep(4_000);
        assertThat(sender.answers(503)).as("refusals while the disk is full").isPositive();
        HttpResponse<String> refused = sender.answer("while-full");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(get("/q/health/live")).isEqualTo(200);
        useUpTheLog();
        assertThat(sender.answer("while-away").statusCode()).isEqualTo(503);
        long before = sender.answers(201);
        Files.delete(ballast);
        for (int i = 0; i < 300 && sender.answers(201) <= before; i++) {
            Thread.sleep(100);
        }
        assertThat(sender.answers(201))
                .as("acknowledged when there is room again")
                .isGreaterThan(before);
        sender.stop();
        assertThat(sender.answers().keySet()).isSubsetOf(201, 503);
        for (String externalId : ledger.open()) {
            assertThat(sender.post(externalId)).isIn(200, 201);
        }
        try (Connection connection = postgres.connect()) {
            Findings found = Findings.of(ledger, connection);
            assertThat(found).matches(Findings::none);
            assertThat(found.stored()).isEqualTo(ledger.sent());
        }
        System.out.println("disk full, then no room for the log: answers by status " + sender.answers());
    }

    /// Writes into the log and nowhere else, until PostgreSQL ends for want of room.
    private void useUpTheLog() throws Exception {
        assertThatThrownBy(() -> {
                    try (Connection connection = postgres.connect();
                            var statement = connection.createStatement()) {
                        for (int i = 0; i < SIZE_MIB; i++) {
                            statement.execute("SELECT pg_logical_emit_message(false, 'full', repeat('x', 1 << 20))");
                        }
                    }
                })
                .isInstanceOf(SQLException.class);
        assertThat(Files.readString(home.resolve("postgres.log"))).contains("PANIC");
    }

    /// Takes all room that is left, to the last page, and stays there.
    private Path fill() throws IOException {
        Path ballast = Path.of("/proc/" + postgres.pid() + "/root" + postgres.data() + "/ballast");
        byte[] some = new byte[1 << 20];
        for (int size = some.length; size >= LEAST; size /= 2) {
            try (OutputStream out = Files.newOutputStream(
                    ballast, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND)) {
                while (true) {
                    out.write(some, 0, size);
                }
            } catch (IOException e) {
                // no room for this much
            }
        }
        return ballast;
    }

    private int get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(service.at(path)).build(), BodyHandlers.ofString())
                .statusCode();
    }

    private static boolean mayMount() throws InterruptedException {
        try {
            return new ProcessBuilder(
                                    "unshare", "-Urm", "sh", "-c", "mount -t tmpfs tmpfs /mnt && exec unshare -U true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
