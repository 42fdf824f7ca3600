package dev.redress.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// PostgreSQL on this machine with a durable data directory, for the one-machine form.
///
/// The library that starts it is made for tests and turns durability off, so `fsync` and `synchronous_commit` are
/// turned on again and asserted at every start. A lock that the operating system releases when the process dies keeps a
/// second service away; a server left behind by `kill -9` is stopped and its data recovered.
///
/// Nothing here may read the configuration: it is made once, and the address of the database must be in it by then.
final class LocalDatabase {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String URL = "quarkus.datasource.jdbc.url";

    private LocalDatabase() {}

    static void start() {
        if (System.getProperty(URL) != null) {
            return; // live reload: this process has its database already
        }
        Path home = Path.of(System.getenv().getOrDefault("REDRESS_DATA", ".redress"))
                .toAbsolutePath();
        try {
            Path data = Files.createDirectories(home).resolve("postgres");
            if (!lock(home.resolve("lock"))) {
                System.err.printf(
                        "Redress is already running with the data directory %s.%n"
                                + "Stop it first, or choose another directory: REDRESS_DATA=/path ./redress run%n",
                        home);
                System.exit(3);
            }
            stopLeftover(data.resolve("postmaster.pid"));
            EmbeddedPostgres server = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(home.resolve("binaries").toFile())
                    .setServerConfig("fsync", "on")
                    .setServerConfig("synchronous_commit", "on")
                    .setServerConfig("full_page_writes", "on")
                    .setServerConfig("max_connections", "100")
                    .setPGStartupWait(PATIENCE)
                    .start();
            requireDurable(server);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server), "stop-postgres"));
            System.setProperty(URL, server.getJdbcUrl("postgres", "postgres"));
            System.setProperty("quarkus.datasource.username", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL could not be started in " + home, e);
        } catch (SQLException e) {
            throw new IllegalStateException("PostgreSQL could not be asked for its settings in " + home, e);
        }
    }

    /// True when this process now holds the file; the lock ends with the process, however that ends.
    @SuppressWarnings("resource") // held open until the process ends
    private static boolean lock(Path file) throws IOException {
        FileLock lock = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .tryLock();
        return lock != null;
    }

    private static void stopLeftover(Path pidFile) throws IOException {
        if (!Files.exists(pidFile)) {
            return;
        }
        long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().trim());
        ProcessHandle left = ProcessHandle.of(pid)
                .filter(p -> p.info().command().orElse("").contains("postgres"))
                .orElse(null);
        if (left != null) {
            left.destroy();
            try {
                left.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new IOException(
                        "a PostgreSQL left behind by an earlier run (process " + pid + ") does not stop", e);
            }
        }
        Files.deleteIfExists(pidFile);
    }

    private static void requireDurable(EmbeddedPostgres server) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(
                        "SELECT current_setting('fsync'), current_setting('synchronous_commit')")) {
            row.next();
            if (!row.getString(1).equals("on") || !row.getString(2).equals("on")) {
                throw new IllegalStateException("PostgreSQL runs without fsync or synchronous_commit: refused");
            }
        }
    }

    private static void close(EmbeddedPostgres server) {
        try {
            server.close();
        } catch (IOException e) {
            System.err.println(
                    "PostgreSQL could not be stopped cleanly; it recovers at the next start: " + e.getMessage());
        }
    }
}
