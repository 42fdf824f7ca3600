package dev.redress.demo;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
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

    static final String URL = "quarkus.datasource.jdbc.url";

    private LocalDatabase() {}

    static boolean isStarted() {
        return System.getProperty(URL) != null; // live reload calls main again in the same process
    }

    static void start() {
        Path home = Path.of(System.getenv().getOrDefault("REDRESS_DATA", ".redress"))
                .toAbsolutePath();
        try {
            Path data = Files.createDirectories(home).resolve("postgres");
            FileLock lock = lock(home.resolve("lock"));
            if (lock == null) {
                Redress.giveUp("Redress is already running with the data directory " + home + ".\n"
                        + "Stop it first, or choose another directory: REDRESS_DATA=/path ./redress run");
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
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(server, lock), "stop-postgres"));
            requireDurable(server);
            System.setProperty(URL, server.getJdbcUrl("postgres", "postgres"));
            System.setProperty("quarkus.datasource.username", "postgres");
        } catch (IOException | SQLException | IllegalStateException e) {
            Redress.giveUp("PostgreSQL could not be started in " + home + ": " + e.getMessage()
                    + (System.getProperty("user.name").equals("root")
                            ? "\nIt does not run as root where `unshare -U` is not allowed: be another user there."
                            : ""));
        }
    }

    /// Null when another process holds the file; the lock ends with the process, however that ends.
    @SuppressWarnings("resource") // held open until the process ends
    private static FileLock lock(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                .tryLock();
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

    /// The hook that calls this also keeps the lock: a channel that nothing refers to is closed, and its lock is gone.
    private static void close(EmbeddedPostgres server, FileLock lock) {
        try {
            server.close();
            lock.close();
        } catch (IOException e) {
            System.err.println(
                    "PostgreSQL could not be stopped cleanly; it recovers at the next start: " + e.getMessage());
        }
    }
}
