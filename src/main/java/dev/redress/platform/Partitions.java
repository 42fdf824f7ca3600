package dev.redress.platform;

import io.quarkus.logging.Log;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/// The partitions of a table by time: made ahead, and dropped when their time is long over and nothing is left in them.
/// What no partition was made for lies in the rest, `{table}_rest`.
///
/// @param table    partitioned by range of `column`
/// @param bound    the first value of that column that belongs to a time
/// @param moves    whether what the rest holds of a new partition moves there; otherwise such a partition is not made
/// @param settings of a new partition, after ALTER TABLE
public record Partitions(
        String table, Step step, String column, Function<Instant, String> bound, boolean moves, List<String> settings) {

    /// How long one partition is.
    public enum Step {
        WEEK("w", Period.ofWeeks(1)),
        MONTH("m", Period.ofMonths(1));

        private final String letter;
        private final Period length;
        private final Pattern name;

        Step(String letter, Period length) {
            this.letter = letter;
            this.length = length;
            this.name = Pattern.compile("(\\d{4})" + letter + "(\\d{2})");
        }

        private LocalDate begin(LocalDate day) {
            return this == WEEK
                    ? day.with(TemporalAdjusters.previousOrSame(java.time.DayOfWeek.MONDAY))
                    : day.withDayOfMonth(1);
        }

        /// Such as 2026w48 or 2026m11.
        private String name(LocalDate begin) {
            return this == WEEK
                    ? "%d%s%02d"
                            .formatted(
                                    begin.get(IsoFields.WEEK_BASED_YEAR),
                                    letter,
                                    begin.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR))
                    : "%d%s%02d".formatted(begin.getYear(), letter, begin.getMonthValue());
        }

        /// Null when it is the name of something else.
        private LocalDate begin(String name) {
            Matcher parts = this.name.matcher(name);
            if (!parts.matches()) {
                return null;
            }
            int year = Integer.parseInt(parts.group(1));
            LocalDate first = begin(LocalDate.of(year, 1, 4)); // always in the first week
            return this == WEEK
                    ? first.plusWeeks(Integer.parseInt(parts.group(2)) - 1L)
                    : first.plusMonths(Integer.parseInt(parts.group(2)) - 1L);
        }
    }

    private static final String NAMES = """
            SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
            WHERE i.inhparent = to_regclass(?) AND starts_with(c.relname, ?) ORDER BY c.relname""";

    /// Another partition covers that time, or another process was faster.
    private static final Set<String> THERE = Set.of("42P17", "42P07");

    /// Makes the partition of now and as many after it as are asked for, where they are missing. One that cannot be
    /// made does not keep the others from being made.
    public void makeAhead(DataSource database, Instant now, int ahead) throws SQLException {
        LocalDate current = step.begin(now.atZone(ZoneOffset.UTC).toLocalDate());
        try (Connection connection = database.getConnection()) {
            for (int i = 0; i <= ahead; i++) {
                LocalDate begin = current.plus(step.length.multipliedBy(i));
                try {
                    make(connection, begin);
                } catch (SQLException e) {
                    if (THERE.contains(e.getSQLState())) {
                        continue;
                    }
                    Log.warnf("the partition of %s from %s could not be made: %s", table, begin, e.getMessage());
                }
            }
        }
    }

    /// The rest is locked meanwhile, so whoever waits for it waits briefly: otherwise it is tried again another time.
    private void make(Connection connection, LocalDate begin) throws SQLException {
        String name = name(begin);
        String from = bound(begin);
        String to = bound(begin.plus(step.length));
        inTransaction(connection, statement -> {
            if (yes(statement, "SELECT to_regclass('%s') IS NOT NULL".formatted(name))) {
                return false;
            }
            statement.execute("LOCK TABLE %s_rest IN ACCESS EXCLUSIVE MODE".formatted(table));
            statement.execute("CREATE TABLE %s (LIKE %s INCLUDING ALL)".formatted(name, table));
            for (String setting : settings) {
                statement.execute("ALTER TABLE %s %s".formatted(name, setting));
            }
            if (moves) {
                statement.execute(("WITH moved AS (DELETE FROM %s_rest WHERE %s >= '%s' AND %s < '%s' RETURNING *)"
                                + " INSERT INTO %s SELECT * FROM moved")
                        .formatted(table, column, from, column, to, name));
            }
            statement.execute("ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM ('%s') TO ('%s')"
                    .formatted(table, name, from, to));
            return true;
        });
    }

    /// Drops those that ended long enough ago and in which nothing is left. What is still there keeps its partition;
    /// nothing is moved.
    ///
    /// @param late how long after its end something may still come
    /// @return the names of those that were dropped
    public List<String> dropEmpty(DataSource database, Instant now, Period late) throws SQLException {
        LocalDate before = now.atZone(ZoneOffset.UTC).toLocalDate().minus(late);
        List<String> dropped = new ArrayList<>();
        try (Connection connection = database.getConnection()) {
            for (String name : names(connection)) {
                LocalDate begin = step.begin(name.substring(table.length() + 1));
                if (begin != null && begin.plus(step.length).isBefore(before) && drop(connection, name)) {
                    dropped.add(name);
                }
            }
        }
        return dropped;
    }

    private List<String> names(Connection connection) throws SQLException {
        List<String> names = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(NAMES)) {
            select.setString(1, table);
            select.setString(2, table + "_");
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    names.add(row.getString(1));
                }
            }
        }
        return names;
    }

    /// Dropping locks the whole table for a moment, so it is looked without a lock first, waits briefly and is tried
    /// again another time; what came in between keeps the partition. A table that others refer to lets go of a
    /// partition only when it was detached.
    private boolean drop(Connection connection, String name) throws SQLException {
        String empty = "SELECT NOT EXISTS (SELECT 1 FROM %s)".formatted(name);
        try (Statement statement = connection.createStatement()) {
            if (!yes(statement, empty)) {
                return false;
            }
        }
        try {
            return inTransaction(connection, statement -> {
                statement.execute("LOCK TABLE ONLY %s IN ACCESS EXCLUSIVE MODE".formatted(table));
                if (!yes(statement, empty)) {
                    return false;
                }
                statement.execute("ALTER TABLE %s DETACH PARTITION %s".formatted(table, name));
                statement.execute("DROP TABLE %s".formatted(name));
                return true;
            });
        } catch (SQLException e) {
            if ("55P03".equals(e.getSQLState())) { // lock not available
                return false;
            }
            throw e;
        }
    }

    private String name(LocalDate begin) {
        return table + "_" + step.name(begin);
    }

    private String bound(LocalDate begin) {
        return bound.apply(begin.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private interface Work {
        boolean done(Statement statement) throws SQLException;
    }

    private static boolean inTransaction(Connection connection, Work work) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL lock_timeout = '1s'");
            boolean done = work.done(statement);
            connection.commit();
            return done;
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private static boolean yes(Statement statement, String question) throws SQLException {
        try (ResultSet row = statement.executeQuery(question)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
