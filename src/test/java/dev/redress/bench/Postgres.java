package dev.redress.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The bench's own PostgreSQL server, asked by `psql` and loaded by `pgbench`. The environment says where it is (PGHOST
/// and so on), the script that started it gives the rest.
record Postgres(Path programs, long pid) {

    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");
    private static final Pattern FAILED = Pattern.compile("number of failed transactions: ([0-9]+)");

    /// The first column of the last row.
    String ask(String sql) {
        return run(List.of(
                programs.resolve("psql").toString(), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", sql));
    }

    /// Statements and psql's own commands, one after the other.
    void script(String... lines) {
        List<String> command =
                new ArrayList<>(List.of(programs.resolve("psql").toString(), "-X", "-q", "-v", "ON_ERROR_STOP=1"));
        Arrays.stream(lines).forEach(line -> command.addAll(List.of("-c", line)));
        run(command);
    }

    /// Transactions with this many connections, by the scripts in turn.
    ///
    /// @param until `-T seconds` or `-t transactions of each connection`
    Load.Result pgbench(int connections, List<String> until, List<String> values, List<Path> scripts)
            throws IOException {
        Path log = Files.createTempDirectory("redress-pgbench");
        List<String> command = new ArrayList<>(List.of(
                programs.resolve("pgbench").toString(),
                "-n",
                "-M",
                "prepared",
                "-j",
                "" + Math.min(2, connections),
                "-c",
                "" + connections,
                "-l",
                "--log-prefix=" + log.resolve("t")));
        command.addAll(until);
        values.forEach(value -> command.addAll(List.of("-D", value)));
        scripts.forEach(script -> command.addAll(List.of("-f", script.toString())));
        String said = run(command);
        Matcher failed = FAILED.matcher(said);
        Matcher rate = RATE.matcher(said);
        if (!rate.find() || !failed.find() || !failed.group(1).equals("0")) {
            throw new IllegalStateException("pgbench failed: " + said);
        }
        long[] nanos = nanos(log);
        return Load.Result.of(nanos, nanos.length, Double.parseDouble(rate.group(1)));
    }

    /// What each transaction took, from the logs of pgbench, which are removed.
    private static long[] nanos(Path log) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.list(log)) {
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file));
                Files.delete(file);
            }
        }
        Files.delete(log);
        return lines.stream()
                .mapToLong(line -> Long.parseLong(line.split(" ")[2]) * 1_000)
                .sorted()
                .toArray();
    }

    /// A session that does nothing but keep a snapshot, as a long report does; vacuum cannot remove what it may still
    /// see. It ends with what is returned.
    AutoCloseable snapshot() throws IOException {
        Process session = new ProcessBuilder(programs.resolve("psql").toString(), "-X", "-q")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        session.getOutputStream()
                .write("BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM pg_class;\n".getBytes(UTF_8));
        session.getOutputStream().flush();
        return () -> {
            session.getOutputStream().close();
            session.waitFor();
        };
    }

    /// Bytes of write-ahead log so far.
    long walBytes() {
        return Long.parseLong(ask("SELECT pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint"));
    }

    long cpuMicros() {
        return Cpu.micros(pid);
    }

    private static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(
                        command.getFirst() + ": " + said.substring(0, Math.min(said.length(), 1_000)));
            }
            return said.strip();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
