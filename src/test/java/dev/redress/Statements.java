package dev.redress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.platform.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The statements that the service sends while something is done, as PostgreSQL itself logs them: nothing is copied
/// from
/// the code, and nothing that Hibernate makes is missed.
final class Statements {

    private static final Pattern EXECUTED = Pattern.compile("execute [^:]*: (.*)", Pattern.DOTALL);
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+) = ('(?:[^']|'')*'|NULL)", Pattern.DOTALL);
    private static final Pattern WORK = Pattern.compile("(?is)\\s*(select|insert|update|delete|with)\\b.*");

    /// @param parameters as SQL literals, in their order
    record Statement(String sql, List<String> parameters) {

        /// The statement once more under this name: PREPARE, then EXECUTE with what it was sent with.
        String prepare(String name) {
            return "PREPARE " + name + " AS "
                    + sql.replace(
                            "json_build_object('case', $7)", "json_build_object('case', $7::text)"); // it knows no type
        }

        String execute(String name) {
            return "EXECUTE " + name + (parameters.isEmpty() ? "" : "(" + String.join(", ", parameters) + ")");
        }
    }

    interface Work {
        void run() throws Exception;
    }

    private final Tables tables;
    private final Path folder;

    Statements(Tables tables) {
        this.tables = tables;
        folder = Path.of(tables.column("SHOW data_directory").getFirst(), "log");
    }

    List<Statement> of(Work work) throws Exception {
        Map<Path, Long> before = sizes();
        set("'all'");
        try {
            work.run();
        } finally {
            set("'none'");
        }
        Thread.sleep(300); // the collector is another process
        List<Statement> all = new ArrayList<>();
        for (Path file : sizes().keySet().stream().sorted().toList()) {
            read(file, before.getOrDefault(file, 0L), all);
        }
        return all;
    }

    private void set(String level) throws SQLException {
        tables.change("ALTER SYSTEM SET log_statement = " + level);
        tables.column("SELECT pg_reload_conf()");
        tables.column("SELECT pg_sleep(0.3)"); // each connection reads it before its next statement
    }

    private static void read(Path file, long from, List<Statement> into) throws IOException {
        byte[] bytes;
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            bytes = new byte[(int) (log.length() - from)];
            log.seek(from);
            log.readFully(bytes);
        }
        for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
            if (line.isBlank()) {
                continue;
            }
            JsonNode entry = Json.tree(line.getBytes(StandardCharsets.UTF_8));
            Matcher executed = EXECUTED.matcher(entry.path("message").asText());
            if (executed.matches() && WORK.matcher(executed.group(1)).matches()) {
                into.add(new Statement(
                        executed.group(1), parameters(entry.path("detail").asText())));
            }
        }
    }

    private static List<String> parameters(String detail) {
        Map<Integer, String> found = new HashMap<>();
        Matcher one = PARAMETER.matcher(detail);
        while (one.find()) {
            found.put(Integer.parseInt(one.group(1)), one.group(2));
        }
        List<String> all = new ArrayList<>();
        for (int i = 1; i <= found.size(); i++) {
            all.add(found.get(i));
        }
        return all;
    }

    private Map<Path, Long> sizes() throws IOException {
        Map<Path, Long> sizes = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(one -> one.toString().endsWith(".json")).toList()) {
                sizes.put(file, Files.size(file));
            }
        }
        return sizes;
    }
}
