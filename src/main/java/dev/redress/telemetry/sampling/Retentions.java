package dev.redress.telemetry.sampling;

import dev.redress.decision.Retention;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Tells how the spans of one trace are kept, and what is gone.
@ApplicationScoped
public class Retentions {

    private static final String KEPT = """
            SELECT stratum, policy_version, threshold, weight, reason, keep_until FROM trace WHERE trace_id = ?""";

    private static final String GONE = """
            SELECT gone_at, reason, stratum, threshold, policy_version, rule, spans, bytes, digest FROM trace_gone
            WHERE trace_id = ? ORDER BY gone_at LIMIT 100""";

    private final AgroalDataSource database;

    Retentions(AgroalDataSource database) {
        this.database = database;
    }

    /// @param traceId 32 hexadecimal digits; null gives null
    public Retention of(String traceId) {
        if (traceId == null) {
            return null;
        }
        byte[] id = HexFormat.of().parseHex(traceId);
        try (Connection connection = database.getConnection()) {
            return new Retention(kept(connection, id), gone(connection, id));
        } catch (SQLException e) {
            throw new IllegalStateException("what became of spans could not be read", e);
        }
    }

    private static Retention.Kept kept(Connection connection, byte[] id) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(KEPT)) {
            select.setBytes(1, id);
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return null;
                }
                if (row.getString(1) == null) {
                    return new Retention.Kept(false, null, null, null, null, null, null);
                }
                Double weight = (Double) row.getObject(4);
                return new Retention.Kept(
                        true,
                        row.getString(1),
                        row.getString(2),
                        weight == null ? null : Double.valueOf(new Threshold(row.getLong(3)).probability()),
                        weight,
                        row.getString(5),
                        row.getTimestamp(6).toInstant());
            }
        }
    }

    private static List<Retention.Gone> gone(Connection connection, byte[] id) throws SQLException {
        List<Retention.Gone> gone = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(GONE)) {
            select.setBytes(1, id);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    gone.add(new Retention.Gone(
                            row.getTimestamp(1).toInstant(),
                            row.getString(2),
                            row.getString(3),
                            new Threshold(row.getLong(4)).probability(),
                            row.getString(5),
                            row.getString(6),
                            row.getInt(7),
                            row.getLong(8),
                            "sha256:" + HexFormat.of().formatHex(row.getBytes(9))));
                }
            }
        }
        return gone;
    }
}
