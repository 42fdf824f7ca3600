package dev.redress.telemetry.sampling;

import io.agroal.api.AgroalDataSource;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Drops the partitions of weeks of which no span is left. What is still held keeps its week; nothing is moved.
@Singleton
class EmptyWeeks {

    /// Spans come late; until then a week keeps its place.
    private static final Period LATE = Period.ofDays(14);

    private static final Pattern END = Pattern.compile("TO \\('(\\d{4}-\\d{2}-\\d{2})");

    private static final String WEEKS = """
            SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = 'span'::regclass AND c.relname LIKE 'span\\_%w%' ORDER BY c.relname""";

    private final AgroalDataSource database;

    EmptyWeeks(AgroalDataSource database) {
        this.database = database;
    }

    /// @return the names of those that were dropped
    List<String> drop(Instant now) throws SQLException {
        List<String> dropped = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            for (String week : over(connection, now)) {
                if (isEmpty(connection, week) && drop(connection, week)) {
                    dropped.add(week);
                }
            }
        }
        return dropped;
    }

    private static List<String> over(Connection connection, Instant now) throws SQLException {
        LocalDate before = now.atZone(ZoneOffset.UTC).toLocalDate().minus(LATE);
        List<String> over = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(WEEKS)) {
            while (row.next()) {
                Matcher end = END.matcher(row.getString(2));
                if (row.getString(1).matches("span_\\d{4}w\\d{2}")
                        && end.find()
                        && LocalDate.parse(end.group(1)).isBefore(before)) {
                    over.add(row.getString(1));
                }
            }
        }
        return over;
    }

    private static boolean isEmpty(Connection connection, String week) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT NOT EXISTS (SELECT 1 FROM " + week + ")")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /// Dropping locks the whole table for a moment, so it waits briefly and is tried again another day; a
    /// span that came in between keeps the week.
    private static boolean drop(Connection connection, String week) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '1s'");
            statement.execute("LOCK TABLE ONLY span IN ACCESS EXCLUSIVE MODE");
            boolean empty = isEmpty(connection, week);
            if (empty) {
                statement.execute("DROP TABLE " + week);
            }
            connection.commit();
            return empty;
        } catch (SQLException e) {
            connection.rollback();
            if ("55P03".equals(e.getSQLState())) { // lock not available
                return false;
            }
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }
}
