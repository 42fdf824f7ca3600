package dev.redress.decision;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.redress.platform.Cursor;
import dev.redress.platform.Listing;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Which agents acted for whom.
@ApplicationScoped
public class Delegations {

    static final String PAGE = """
            SELECT d.decision_id, d.principal, d.actors, d.proven, d.agent_id, d.decided_at,
                decision.external_id, decision.type, decision.outcome_code, decision.run_id
            FROM delegation d JOIN decision ON decision.id = d.decision_id
            WHERE d.principal = ? AND d.decided_at >= ?::timestamptz AND d.decided_at < ?::timestamptz
                AND (d.decided_at, d.decision_id) < (?::timestamptz, ?::uuid) AND (?::text IS NULL OR ? = ANY (d.actors))
            ORDER BY d.decided_at DESC, d.decision_id DESC LIMIT ?""";

    private static final String LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

    /// A decision that was made in somebody's name.
    ///
    /// @param agentId the agent whose credential it came with
    public record Made(
            UUID decisionId,
            String externalId,
            String type,
            String outcome,
            String runId,
            String agentId,
            Instant decidedAt,
            @JsonUnwrapped Delegation delegation) {}

    private final AgroalDataSource database;

    Delegations(AgroalDataSource database) {
        this.database = database;
    }

    /// The decisions in somebody's name, newest first.
    ///
    /// @param from  null for no bound
    /// @param to    not itself in the time; null for no bound
    /// @param actor only where this one acted; null for all
    Listing<Made> list(String principal, Instant from, Instant to, String actor, String cursor, int limit) {
        Cursor after = Cursor.parse(cursor, 2);
        Instant lastTime = after == null ? null : after.read(c -> c.time(0));
        UUID lastId = after == null ? null : after.read(c -> UUID.fromString(c.get(1)));
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(PAGE)) {
            select.setString(1, principal);
            select.setString(2, from == null ? "-infinity" : from.toString());
            select.setString(3, to == null ? "infinity" : to.toString());
            select.setString(4, lastTime == null ? "infinity" : lastTime.toString());
            select.setString(5, lastId == null ? LAST_ID : lastId.toString());
            select.setString(6, actor);
            select.setString(7, actor);
            select.setInt(8, limit + 1);
            List<Made> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Made(
                            row.getObject(1, UUID.class),
                            row.getString(7),
                            row.getString(8),
                            row.getString(9),
                            row.getString(10),
                            row.getString(5),
                            row.getObject(6, OffsetDateTime.class).toInstant(),
                            delegation(row, 2)));
                }
            }
            return Listing.of(rows, limit, row -> row, row -> Cursor.of(row.decidedAt(), row.decisionId()));
        } catch (SQLException e) {
            throw new IllegalStateException("delegations could not be read", e);
        }
    }

    public Optional<Delegation> of(UUID decision) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(
                        "SELECT principal, actors, proven FROM delegation WHERE decision_id = ?")) {
            select.setObject(1, decision);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Optional.of(delegation(row, 1)) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new IllegalStateException("a delegation could not be read", e);
        }
    }

    private static Delegation delegation(ResultSet row, int first) throws SQLException {
        return new Delegation(
                row.getString(first),
                List.of((String[]) row.getArray(first + 1).getArray()),
                row.getBoolean(first + 2));
    }
}
