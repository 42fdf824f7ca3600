package dev.redress.review;

import dev.redress.access.Actor;
import dev.redress.journal.Act;
import dev.redress.platform.Ids;
import io.agroal.api.AgroalDataSource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;

/// The narrow tables of the queue by plain JDBC: a claim is one statement, and no entity is worth its round trips.
@ApplicationScoped
class QueueTables {

    private static final String BACK = """
            INSERT INTO queue_entry (case_id, decision_id, due_at, opened_at, fence, origin, type, agent_id, subject_ref,
                policy_id, policy_version, model, jurisdiction, language, hardship_rank, team, offered_to,
                offered_until)
            SELECT id, decision_id, due_at, opened_at, ?, origin, type, agent_id, subject_ref, policy_id,
                policy_version, model, jurisdiction, language, hardship_rank, team, offered_to, offered_until
            FROM review_case WHERE id = ? AND closed_at IS NULL""";

    private static final String NOTE = """
            INSERT INTO journal (id, decision_id, act, actor_kind, actor_id, at, detail)
            VALUES (?, ?, ?, ?, ?, ?, json_build_object('case', ?)::text)""";

    private final AgroalDataSource database;

    QueueTables(AgroalDataSource database) {
        this.database = database;
    }

    interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /// In a transaction of its own, that ends before this returns.
    <T> T run(Work<T> work) {
        return QuarkusTransaction.requiringNew().call(() -> within(work));
    }

    /// In the caller's transaction; where there is none, every statement is one.
    <T> T within(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the queue could not be asked", e);
        }
    }

    static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        set(statement, values);
        return statement;
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i] instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : values[i];
            statement.setObject(i + 1, value);
        }
    }

    static int change(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        }
    }

    /// Lets a case wait again.
    ///
    /// @param fence the last one given out for it
    static void back(Connection connection, UUID caseId, long fence) throws SQLException {
        change(connection, BACK, fence, caseId);
    }

    /// Lets cases wait again that a query has just taken out of another table: all in a few round trips, since
    /// many leases may end at once.
    ///
    /// @param ended rows of case id, decision id and fence
    static int allBack(Connection connection, ResultSet ended, Act act, Actor by, Instant now) throws SQLException {
        int cases = 0;
        try (PreparedStatement back = connection.prepareStatement(BACK);
                PreparedStatement note = connection.prepareStatement(NOTE)) {
            while (ended.next()) {
                UUID caseId = ended.getObject(1, UUID.class);
                set(back, ended.getLong(3), caseId);
                back.addBatch();
                set(note, Ids.at(now), ended.getObject(2, UUID.class), act.name(), by.kind(), by.id(), now, caseId);
                note.addBatch();
                cases++;
            }
            if (cases > 0) {
                back.executeBatch();
                note.executeBatch();
            }
        }
        return cases;
    }

    static void note(Connection connection, UUID decision, UUID caseId, Act act, Actor by, Instant now)
            throws SQLException {
        change(connection, NOTE, Ids.at(now), decision, act.name(), by.kind(), by.id(), now, caseId);
    }

    static Instant instant(ResultSet row, int column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
