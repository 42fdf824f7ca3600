package dev.redress.review;

import dev.redress.access.Actor;
import dev.redress.platform.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Says why a reviewer may not take what waits: an empty queue must never look like one without work.
@ApplicationScoped
public class Obstacles {

    /// Looked at for an empty answer, from the head of the queue.
    private static final int LOOKED_AT = 1_000;

    private final QueueTables tables;

    Obstacles(QueueTables tables) {
        this.tables = tables;
    }

    /// How many waiting cases each obstacle keeps from this reviewer, of the first thousand.
    public Map<Obstacle, Integer> of(Narrowing narrowing, Actor.Reviewer by, Instant now) {
        List<Object> values = new ArrayList<>(List.of(by.id(), by.lead(), now));
        StringBuilder where = new StringBuilder("true");
        narrowing.columns().forEach((column, value) -> {
            where.append(" AND q.").append(column).append(" = ?");
            values.add(value);
        });
        String sql = "SELECT why, count(*) FROM (SELECT coalesce(" + Eligible.OBSTACLE + ", CASE WHEN NOT "
                + Eligible.NOT_SKIPPED + " THEN 'SKIPPED' END) AS why FROM queue_entry q, " + Eligible.ME + " WHERE "
                + where + " ORDER BY " + Picking.ORDER + " LIMIT " + LOOKED_AT
                + ") w WHERE why IS NOT NULL GROUP BY why";
        return tables.within(connection -> {
            Map<Obstacle, Integer> found = new EnumMap<>(Obstacle.class);
            try (PreparedStatement select = QueueTables.prepare(connection, sql, values.toArray())) {
                ResultSet row = select.executeQuery();
                while (row.next()) {
                    found.put(Obstacle.valueOf(row.getString(1)), row.getInt(2));
                }
            }
            return found;
        });
    }

    /// What keeps this case from the reviewer, whether it waits or not.
    static Optional<Obstacle> of(Connection connection, UUID caseId, Actor.Reviewer by, Instant now)
            throws SQLException {
        return first(connection, Eligible.OBSTACLE, caseId, by, now).map(Obstacle::valueOf);
    }

    /// Refuses a reviewer who may not rule on the case, in the caller's transaction.
    void require(UUID caseId, Actor.Reviewer by, Instant now) {
        tables.within(connection -> {
            try (PreparedStatement select = QueueTables.prepare(
                    connection,
                    "SELECT 1 FROM " + Eligible.CASE + ", " + Eligible.ME + " WHERE q.case_id = ? AND "
                            + Eligible.MAY_RULE,
                    // in the order of the text
                    by.id(),
                    by.lead(),
                    now,
                    caseId)) {
                if (!select.executeQuery().next()) {
                    throw of(connection, caseId, by, now).map(Obstacle::refusal).orElseGet(Obstacles::changed);
                }
            }
            return null;
        });
    }

    /// Refuses a reviewer whom the case is about, or between whom and the case a tie is on record. That it is there
    /// they may see, and not what is in it.
    public void requireMayRead(UUID caseId, Actor.Reviewer by, Instant now) {
        String tie = tables.within(connection -> first(connection, Independence.TIE, caseId, by, now))
                .orElse(null);
        if (tie != null) {
            throw new Refusal(
                    ReviewProblem.NOT_INDEPENDENT,
                    tie.equals("SUBJECT")
                            ? "This case is about you. Somebody else looks at it, and you read of it by the link that"
                                    + " you were sent."
                            : "A tie between you and this case is on record. Somebody else looks at it. If the tie is"
                                    + " over, a lead or an operator can lift it.");
        }
    }

    /// Refuses a reviewer who could not take the case, whoever it was handed to.
    void requireMayTake(UUID caseId, Actor.Reviewer by, Instant now) {
        toTake(caseId, by, now).ifPresent(obstacle -> {
            throw obstacle.refusal();
        });
    }

    /// What keeps a colleague from the case, beside hand-overs.
    Optional<Obstacle> toTake(UUID caseId, Actor.Reviewer one, Instant now) {
        return tables.within(connection ->
                of(connection, caseId, one, now).filter(obstacle -> obstacle != Obstacle.OFFERED_TO_OTHERS));
    }

    private static Refusal changed() {
        return new Refusal(ReviewProblem.NOT_INDEPENDENT, "Somebody else has to take this case.");
    }

    private static Optional<String> first(
            Connection connection, String expression, UUID caseId, Actor.Reviewer by, Instant now) throws SQLException {
        try (PreparedStatement select = QueueTables.prepare(
                connection,
                "SELECT " + expression + " FROM " + Eligible.CASE + ", " + Eligible.ME + " WHERE q.case_id = ?",
                by.id(),
                by.lead(),
                now,
                caseId)) {
            ResultSet row = select.executeQuery();
            return row.next() ? Optional.ofNullable(row.getString(1)) : Optional.empty();
        }
    }
}
