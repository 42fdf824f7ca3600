package dev.redress.crash;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// PostgreSQL as a process of its own with a durable data directory, on the same port through all its lives.
final class Postgres implements AutoCloseable {

    private static final Path BINARIES = Path.of("target/postgres").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final Path log;
    private final int port;
    private Process process;

    private Postgres(Path home) throws IOException {
        this.data = home.resolve("data");
        this.log = home.resolve("postgres.log");
        this.port = freePort();
    }

    static Postgres in(Path home) throws IOException {
        Postgres postgres = new Postgres(home);
        EmbeddedPostgres.builder() // unpacks the server and makes its directory
                .setOverrideWorkingDirectory(BINARIES.toFile())
                .setDataDirectory(postgres.data)
                .setCleanDataDirectory(false)
                .start()
                .close();
        postgres.start();
        return postgres;
    }

    /// Settings like `synchronous_commit=off`; without any it is as durable as PostgreSQL is.
    void start(String... settings) throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "-U")); // PostgreSQL refuses to run as root
        }
        command.addAll(List.of(binary().toString(), "-D", data.toString(), "-p", "" + port));
        command.addAll(List.of("-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "full_page_writes=on"));
        for (String setting : settings) {
            command.addAll(List.of("-c", setting));
        }
        Instant end = Instant.now().plus(PATIENCE);
        process = spawn(command);
        while (!answers()) {
            if (Instant.now().isAfter(end)) {
                throw new IOException("PostgreSQL does not start: " + Files.readString(log));
            }
            if (!process.isAlive()) {
                process = spawn(command); // the processes of the life before still hold its memory
            }
            pause();
        }
    }

    /// `kill -9` of the postmaster.
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /// An orderly stop, as for an upgrade: SIGINT is PostgreSQL's fast shutdown.
    void stop() throws IOException {
        new ProcessBuilder("kill", "-INT", "" + process.pid()).inheritIO().start();
        process.onExit().join();
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "postgres");
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    @Override
    public void close() throws IOException {
        if (process != null && process.isAlive()) {
            stop();
        }
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Process spawn(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private boolean answers() {
        try {
            connect().close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static Path binary() throws IOException {
        try (Stream<Path> files = Files.find(BINARIES, 3, (file, _) -> file.endsWith("bin/postgres"))) {
            return files.findFirst().orElseThrow();
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
