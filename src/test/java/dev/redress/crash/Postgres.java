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
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// PostgreSQL as a process of its own with a durable data directory, on the same port through all its lives.
///
/// `-Dredress.crash.postgres=/usr/lib/postgresql/15/bin` takes the installed one, with its `pg_amcheck`.
final class Postgres implements AutoCloseable {

    private static final Path BINARIES = Path.of("target/postgres").toAbsolutePath();
    private static final String INSTALLED = System.getProperty("redress.crash.postgres", "");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path data;
    private final Path log;
    private final int port;
    private final Map<String, String> environment = new TreeMap<>();
    private final List<String> around = new ArrayList<>();
    private Process process;

    private Postgres(Path home) throws IOException {
        this.data = home.resolve("data");
        this.log = home.resolve("postgres.log");
        this.port = freePort();
        if (System.getProperty("user.name").equals("root")) {
            around.addAll(List.of("unshare", "-U")); // PostgreSQL refuses to run as root
        }
    }

    /// A new one, running.
    static Postgres in(Path home) throws IOException {
        Postgres postgres = made(home);
        postgres.start();
        return postgres;
    }

    /// A new one that does not run yet.
    static Postgres made(Path home) throws IOException {
        Postgres postgres = new Postgres(home);
        if (INSTALLED.isEmpty()) {
            EmbeddedPostgres.builder() // unpacks the server and makes its directory
                    .setOverrideWorkingDirectory(BINARIES.toFile())
                    .setDataDirectory(postgres.data)
                    .setCleanDataDirectory(false)
                    .start()
                    .close();
        } else {
            Files.createDirectories(home);
            postgres.run(
                    program("initdb").toString(),
                    "-D",
                    postgres.data.toString(),
                    "-U",
                    "postgres",
                    "-A",
                    "trust",
                    "-E",
                    "UTF8",
                    "--locale=C");
        }
        return postgres;
    }

    /// Started with this in its environment from now on.
    Postgres with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /// Started by this command from now on, to which its own is added.
    Postgres inside(List<String> command) {
        around.clear();
        around.addAll(command);
        return this;
    }

    /// Settings like `synchronous_commit=off`; without any it is as durable as PostgreSQL is.
    void start(String... settings) throws IOException {
        List<String> command = new ArrayList<>(around);
        command.addAll(List.of(program("postgres").toString(), "-D", data.toString(), "-p", "" + port));
        command.addAll(List.of("-c", "fsync=on", "-c", "synchronous_commit=on", "-c", "full_page_writes=on"));
        command.addAll(List.of("-c", "unix_socket_directories=", "-c", "listen_addresses=127.0.0.1"));
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

    /// `kill -9` of the postmaster and all its processes.
    void killAll() {
        List<ProcessHandle> all = process.descendants().toList();
        kill();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(one -> one.onExit().join());
    }

    /// `kill -9` of one process that serves a connection; PostgreSQL then starts itself anew.
    void killBackend() throws SQLException {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                var row =
                        statement.executeQuery("SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
                                + " AND pid <> pg_backend_pid() ORDER BY xact_start NULLS LAST LIMIT 1")) {
            // Its number within the namespace is ours too: only users are apart.
            Optional<ProcessHandle> backend = row.next() ? ProcessHandle.of(row.getLong(1)) : Optional.empty();
            backend.orElseThrow().destroyForcibly();
        }
    }

    /// An orderly stop, as for an upgrade: SIGINT is PostgreSQL's fast shutdown.
    void stop() throws IOException {
        signal("INT");
    }

    /// What `pg_ctl -m immediate` does.
    void stopAtOnce() throws IOException {
        signal("QUIT");
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    Path data() {
        return data;
    }

    int port() {
        return port;
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(url(), "postgres", "postgres");
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    /// What `pg_amcheck` says of all tables and indexes: empty when all is well, null when there is no such program.
    String check() throws IOException {
        if (!Files.isExecutable(program("pg_amcheck"))) {
            return null;
        }
        return run(
                program("pg_amcheck").toString(),
                "--install-missing",
                "--heapallindexed",
                "--parent-check",
                "-h",
                "127.0.0.1",
                "-p",
                "" + port,
                "-U",
                "postgres",
                "-d",
                "postgres");
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

    private void signal(String name) throws IOException {
        new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start();
        process.onExit().join();
    }

    private Process spawn(List<String> command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }

    private String run(String... command) throws IOException {
        List<String> all = new ArrayList<>(around);
        all.addAll(List.of(command));
        Process ran = new ProcessBuilder(all).redirectErrorStream(true).start();
        String said = new String(ran.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        try {
            if (!ran.waitFor(5, TimeUnit.MINUTES) || ran.exitValue() != 0) {
                throw new IOException(command[0] + ": " + said);
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return said;
    }

    private boolean answers() {
        try {
            connect().close();
            return true;
        } catch (SQLException e) {
            return false;
        }
    }

    private static Path program(String name) throws IOException {
        if (!INSTALLED.isEmpty()) {
            return Path.of(INSTALLED, name);
        }
        try (Stream<Path> files = Files.find(BINARIES, 3, (file, _) -> file.endsWith("bin/postgres"))) {
            return files.findFirst().orElseThrow().resolveSibling(name);
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
