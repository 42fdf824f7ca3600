package dev.redress.review;

import dev.redress.access.Actor;
import dev.redress.journal.Act;
import dev.redress.platform.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/// Cases that their reviewer put aside until a date. They come back by themselves, as ended leases do.
@ApplicationScoped
class Holds {

    private final QueueTables tables;

    Holds(QueueTables tables) {
        this.tables = tables;
    }

    /// Puts the case aside, in the caller's transaction.
    void put(Case held, Instant until, String reason, long fence, Actor.Reviewer by, Instant now) {
        tables.within(connection -> QueueTables.change(
                connection,
                "INSERT INTO hold (case_id, decision_id, holder, fence, held_at, until_at, reason)"
                        + " VALUES (?, ?, ?, ?, ?, ?, ?)",
                held.id(),
                held.decisionId(),
                by.id(),
                fence,
                now,
                until,
                reason));
    }

    /// Ends the hold, in the caller's transaction, and gives its fence.
    ///
    /// @param only ends it when it is theirs; null for whoever put it there
    OptionalLong end(UUID caseId, String only) {
        return tables.within(connection -> {
            try (PreparedStatement delete = QueueTables.prepare(
                    connection,
                    "DELETE FROM hold WHERE case_id = ? AND (?::text IS NULL OR holder = ?) RETURNING fence",
                    caseId,
                    only,
                    only)) {
                ResultSet row = delete.executeQuery();
                return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
            }
        });
    }

    /// Lets a held case wait again when its hold is over or the reviewer who put it aside wants it back.
    ///
    /// @throws Refusal 409 when another reviewer put it aside, saying until when
    static void lift(Connection connection, UUID caseId, Actor.Reviewer by, Instant now) throws SQLException {
        Optional<Refusal> others = Optional.empty();
        try (PreparedStatement select = QueueTables.prepare(
                connection, "SELECT holder, until_at FROM hold WHERE case_id = ? FOR UPDATE", caseId)) {
            ResultSet row = select.executeQuery();
            if (!row.next()) {
                return;
            }
            if (!row.getString(1).equals(by.id()) && QueueTables.instant(row, 2).isAfter(now)) {
                others = Optional.of(new Refusal(ReviewProblem.ON_HOLD, "A colleague has put this case aside.")
                        .with("until", QueueTables.instant(row, 2)));
            }
        }
        if (others.isPresent()) {
            throw others.get();
        }
        giveBack(connection, "case_id = ?", caseId, by, now);
    }

    int returnEnded(Instant now) {
        return tables.run(connection -> returnEnded(connection, now));
    }

    private static int returnEnded(Connection connection, Instant now) throws SQLException {
        return giveBack(connection, "until_at <= ?", now, new Actor.Machine("hold"), now);
    }

    private static int giveBack(Connection connection, String which, Object value, Actor by, Instant now)
            throws SQLException {
        try (PreparedStatement delete = QueueTables.prepare(
                connection, "DELETE FROM hold WHERE " + which + " RETURNING case_id, decision_id, fence", value)) {
            return QueueTables.allBack(connection, delete.executeQuery(), Act.HOLD_ENDED, by, now);
        }
    }
}
