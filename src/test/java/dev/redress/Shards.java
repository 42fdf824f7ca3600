package dev.redress;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.platform.Json;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/// The tables of the service once more, each cut into four by the hash of the decision id, as a distributed engine cuts
/// them: rows of one decision lie in the same part of every table. What the planner of PostgreSQL can narrow to one
/// part
/// an engine can send to one machine.
final class Shards implements AutoCloseable {

    private static final int PARTS = 4;
    private static final Pattern PART = Pattern.compile("(.+)__p(\\d)");

    private final Connection connection;
    private final Map<String, String> keys = new HashMap<>();

    Shards(DataSource database) throws SQLException {
        connection = database.getConnection();
        run("DROP SCHEMA IF EXISTS shards CASCADE");
        run("CREATE SCHEMA shards");
        keys.put("decision", "id");
        keys.put("span", "trace_id"); // joins the decision by it, so the same machine cannot be asked for
        for (String table : column("SELECT table_name FROM information_schema.columns WHERE table_schema = 'public'"
                + " AND column_name = 'decision_id' AND table_name IN (SELECT tablename FROM pg_tables)")) {
            keys.put(table, "decision_id");
        }
        for (Map.Entry<String, String> table : keys.entrySet()) {
            make(table.getKey(), table.getValue());
        }
        run("SET search_path = shards, public");
        run("SET plan_cache_mode = force_custom_plan");
    }

    private void make(String table, String key) throws SQLException {
        run(
                "CREATE TABLE shards.%s (LIKE public.%s INCLUDING DEFAULTS INCLUDING GENERATED INCLUDING IDENTITY) PARTITION BY HASH (%s)"
                        .formatted(table, table, key));
        for (int i = 0; i < PARTS; i++) {
            run("CREATE TABLE shards.%s__p%d PARTITION OF shards.%s FOR VALUES WITH (MODULUS %d, REMAINDER %d)"
                    .formatted(table, i, table, PARTS, i));
        }
        for (String columns : column(
                "SELECT (SELECT string_agg(quote_ident(a.attname), ',') FROM unnest(i.indkey) k JOIN pg_attribute a"
                        + " ON a.attrelid = i.indrelid AND a.attnum = k) FROM pg_index i WHERE i.indisunique"
                        + " AND i.indpred IS NULL AND i.indrelid = 'public." + table + "'::regclass")) {
            if (Set.of(columns.split(",")).contains(key)) {
                run("CREATE UNIQUE INDEX ON shards.%s (%s)".formatted(table, columns));
            } // the others cannot be promised across machines
        }
    }

    boolean cuts(String table) {
        return keys.containsKey(table);
    }

    /// The tables of the statement that it cannot narrow to one part; of a statement that has no plan, why.
    Set<String> scattered(Statements.Statement statement) throws SQLException {
        String plan;
        try {
            run(statement.prepare("asked"));
            plan = String.join("\n", column("EXPLAIN (FORMAT JSON, COSTS OFF) " + statement.execute("asked")));
        } catch (SQLException e) {
            if (e.getMessage().contains("ON CONFLICT")) { // unique by something that is not cut by the decision id
                return Set.of(statement.sql().replaceFirst("(?is).*?insert into (\\w+).*", "$1"));
            }
            return Set.of("no plan: " + e.getMessage().lines().findFirst().orElse(""));
        } finally {
            try {
                run("DEALLOCATE asked");
            } catch (SQLException e) {
                // it was never prepared
            }
        }
        Map<String, Set<String>> parts = new TreeMap<>();
        collect(Json.tree(plan.getBytes(StandardCharsets.UTF_8)), parts);
        Set<String> scattered = new TreeSet<>();
        Set<String> machines = new TreeSet<>();
        parts.forEach((table, some) -> {
            if (some.size() > 1) {
                scattered.add(table);
            } else if (!table.equals("span")) {
                machines.addAll(some);
            }
        });
        if (machines.size() > 1) {
            scattered.add("several machines: " + parts);
        }
        return scattered;
    }

    private static void collect(JsonNode node, Map<String, Set<String>> parts) {
        if (node.isObject() && node.has("Relation Name")) {
            Matcher part = PART.matcher(node.get("Relation Name").asText());
            if (part.matches()) {
                parts.computeIfAbsent(part.group(1), _ -> new TreeSet<>()).add(part.group(2));
            }
        }
        node.forEach(child -> collect(child, parts));
    }

    private List<String> column(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    private void run(String command) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }

    @Override
    public void close() throws SQLException {
        run("RESET search_path");
        run("RESET plan_cache_mode");
        run("DROP SCHEMA shards CASCADE");
        connection.close();
    }
}
