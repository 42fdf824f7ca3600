package dev.redress.airline;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts what the tables hold of some agents, in every table that knows an agent or a decision: the database is shared
/// with other tests.
@Singleton
class Rows {

    private final AgroalDataSource database;

    Rows(AgroalDataSource database) {
        this.database = database;
    }

    /// The same, once the commitments of these agents have been looked at.
    Map<String, Long> onceRead(String... agents) throws Exception {
        Map<String, Long> counts = of(agents);
        for (int i = 0; counts.get("commitment_unread.decision_id") > 0 && i < 100; i++) {
            Thread.sleep(100);
            counts = of(agents);
        }
        return counts;
    }

    /// All at one moment: what is done in the background is in every count or in none.
    Map<String, Long> of(String... agents) throws SQLException {
        try (Connection connection = database.getConnection()) {
            int usual = connection.getTransactionIsolation();
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
            try {
                return count(connection, agents);
            } finally {
                connection.rollback();
                connection.setAutoCommit(true);
                connection.setTransactionIsolation(usual);
            }
        }
    }

    private static Map<String, Long> count(Connection connection, String... agents) throws SQLException {
        Map<String, Long> counts = new TreeMap<>();
        for (String[] table : tables(connection)) {
            String condition = table[1].equals("agent_id")
                    ? "agent_id = ANY (?)"
                    : "decision_id IN (SELECT id FROM decision WHERE agent_id = ANY (?))";
            try (var count = connection.prepareStatement("SELECT count(*) FROM " + table[0] + " WHERE " + condition)) {
                count.setArray(1, connection.createArrayOf("text", agents));
                try (ResultSet row = count.executeQuery()) {
                    row.next();
                    counts.put(table[0] + "." + table[1], row.getLong(1));
                }
            }
        }
        return counts;
    }

    private static List<String[]> tables(Connection connection) throws SQLException {
        List<String[]> tables = new ArrayList<>();
        try (var statement = connection.prepareStatement("""
                        SELECT c.table_name, c.column_name FROM information_schema.columns c
                        JOIN information_schema.tables t USING (table_schema, table_name)
                        WHERE c.table_schema = current_schema() AND t.table_type = 'BASE TABLE'
                            AND c.column_name IN ('agent_id', 'decision_id')""");
                ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                tables.add(new String[] {row.getString(1), row.getString(2)});
            }
        }
        return tables;
    }
}
