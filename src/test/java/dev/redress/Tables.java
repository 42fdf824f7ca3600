package dev.redress;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;

/// What the database holds, so that a test can say that nothing changed.
@ApplicationScoped
public class Tables {

    private final DataSource database;

    Tables(DataSource database) {
        this.database = database;
    }

    /// Of each table how many rows it has and which transaction wrote last: an insert, an update or a delete shows. But
    /// for who was seen: that is written at the first sight of a person, whatever becomes of what they ask.
    public Map<String, String> state() {
        Map<String, String> state = new TreeMap<>();
        for (String table :
                column("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'identity'")) {
            state.put(
                    table,
                    column("SELECT count(*) || ' ' || coalesce(max(xmin::text::bigint), 0) FROM " + table)
                            .getFirst());
        }
        return state;
    }

    /// The first column of what a query finds, as text.
    public List<String> column(String query) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    public int change(String command) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(command);
        }
    }
}
