package dev.redress.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/// A MariaDB of its own with the tables that Zipkin brings along, for the bench only. Like PostgreSQL here it has a
/// transaction on the disk before it answers (`innodb_flush_log_at_trx_commit` is 1 by itself), and 512 MB for pages.
final class MariaDb implements AutoCloseable {

    private static final Path SERVER = Path.of("/usr/sbin/mariadbd");
    private static final Path CLIENT = Path.of("/usr/bin/mariadb");
    private static final Path LOG = Path.of("target/bench-mariadb.log").toAbsolutePath();
    private static final double PATIENCE_NANOS = 60e9;

    private final String socket;
    private final int port;
    private final String password = UUID.randomUUID().toString();
    private final Process process;

    static boolean isInstalled() {
        return Files.isExecutable(SERVER) && Files.isExecutable(CLIENT);
    }

    /// @param home a directory for its files
    /// @param zipkin the jar of the server, with its tables inside
    MariaDb(Path home, Path zipkin) throws IOException, InterruptedException {
        Path files = Files.createDirectory(home.resolve("mariadb"));
        Path data = files.resolve("data");
        socket = files.resolve("socket").toString();
        run("", "mariadb-install-db", "--no-defaults", "--datadir=" + data, "--skip-test-db", "--user=" + user());
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        process = new ProcessBuilder(
                        SERVER.toString(),
                        "--no-defaults",
                        "--user=" + user(),
                        "--datadir=" + data,
                        "--socket=" + socket,
                        "--bind-address=127.0.0.1",
                        "--skip-name-resolve",
                        "--innodb-buffer-pool-size=512M",
                        "--port=" + port)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        long start = System.nanoTime();
        while (!Files.exists(Path.of(socket))) {
            if (!process.isAlive() || System.nanoTime() - start > PATIENCE_NANOS) {
                close();
                throw new IOException("MariaDB did not start, see " + LOG);
            }
            Thread.sleep(50);
        }
        try {
            ask("CREATE DATABASE zipkin; CREATE USER zipkin@'127.0.0.1' IDENTIFIED BY '" + password
                    + "'; GRANT ALL ON zipkin.* TO zipkin@'127.0.0.1'; USE zipkin; " + tables(zipkin));
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    int port() {
        return port;
    }

    /// Of the user `zipkin`.
    String password() {
        return password;
    }

    long storedSpans() throws IOException, InterruptedException {
        return Long.parseLong(ask("SELECT count(*) FROM zipkin.zipkin_spans").strip());
    }

    private String ask(String sql) throws IOException, InterruptedException {
        return run(sql, CLIENT.toString(), "--no-defaults", "--socket=" + socket, "--skip-column-names", "--batch");
    }

    private static String tables(Path zipkin) throws IOException {
        try (ZipFile server = new ZipFile(zipkin.toFile())) {
            ZipEntry storage = server.stream()
                    .filter(entry -> entry.getName().contains("/zipkin-storage-mysql"))
                    .findFirst()
                    .orElseThrow();
            try (ZipInputStream in = new ZipInputStream(server.getInputStream(storage))) {
                ZipEntry entry = in.getNextEntry();
                while (!entry.getName().equals("mysql.sql")) {
                    entry = in.getNextEntry();
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    private static String run(String input, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(LOG.toFile()))
                .start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String said;
        try (InputStream out = process.getInputStream()) {
            said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        if (process.waitFor() != 0) {
            throw new IOException(command[0] + " ended with " + process.exitValue() + ", see " + LOG);
        }
        return said;
    }

    private static String user() {
        return System.getProperty("user.name");
    }

    @Override
    public void close() {
        Processes.end(process);
    }
}
