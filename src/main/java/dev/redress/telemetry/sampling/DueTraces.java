package dev.redress.telemetry.sampling;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The traces whose time has come, with what the decisions that name them say.
final class DueTraces {

    private static final String DUE = """
            SELECT t.trace_id, t.first_at, t.failed, t.randomness, t.head_threshold, t.policy_version, t.stratum,
                t.threshold, t.weight, t.reason, t.keep_until,
                EXISTS (SELECT 1 FROM trace_gone g WHERE g.trace_id = t.trace_id)
            FROM trace t WHERE t.due_at <= ?::timestamptz""";

    private static final String IN_TURN = " ORDER BY t.due_at LIMIT ? FOR UPDATE OF t SKIP LOCKED";

    private static final String ANY_DUE = DUE + IN_TURN;

    private static final String ONE_DUE = DUE + " AND t.trace_id = decode(?, 'hex')" + IN_TURN;

    /// Any number of decisions may name one trace: of those of one kind only the last times count, and the last end
    /// of a hold.
    private static final String DECISIONS = """
            SELECT lower(d.trace_id), d.type, d.adverse, d.appealable, d.jurisdiction, max(d.decided_at), max(d.closes_at),
                count(h.id) > 0, CASE WHEN count(h.id) = count(h.until) THEN max(h.until) END
            FROM decision d LEFT JOIN legal_hold h ON h.decision_id = d.id
            WHERE lower(d.trace_id) = ANY (?)
            GROUP BY 1, d.type, d.adverse, d.appealable, d.jurisdiction""";

    record Due(String traceId, Draw.Run run) {}

    /// @param decisions of each kind one, with the last times of all
    /// @param holds     of each kind one, with the last end of all
    record About(List<Stratum.Decided> decisions, List<Draw.Hold> holds) {}

    private final Connection connection;
    private final Policies policies;

    DueTraces(Connection connection, Policies policies) {
        this.connection = connection;
        this.policies = policies;
    }

    /// Locked until the end of the transaction; those that another replica has are left to it.
    ///
    /// @param only null for all
    List<Due> read(String only, Instant now, int most) throws SQLException {
        Map<String, ResultRow> rows = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(only == null ? ANY_DUE : ONE_DUE)) {
            int place = 1;
            select.setString(place++, now.toString());
            if (only != null) {
                select.setString(place++, only);
            }
            select.setInt(place, most);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.put(HexFormat.of().formatHex(row.getBytes(1)), read(row));
                }
            }
        }
        Map<String, About> about = about(connection, rows.keySet().toArray(String[]::new));
        List<Due> due = new ArrayList<>(rows.size());
        About none = new About(List.of(), List.of());
        rows.forEach((traceId, row) -> {
            About named = about.getOrDefault(traceId, none);
            due.add(new Due(
                    traceId,
                    new Draw.Run(
                            row.firstAt(),
                            row.failed(),
                            row.randomness(),
                            row.head(),
                            row.before(),
                            named.decisions(),
                            named.holds(),
                            row.removed())));
        });
        return due;
    }

    private record ResultRow(
            Instant firstAt, boolean failed, long randomness, Threshold head, Draw.Drawn before, boolean removed) {}

    private ResultRow read(ResultSet row) throws SQLException {
        Object head = row.getObject(5);
        Draw.Drawn before = null;
        if (row.getString(7) != null) {
            before = new Draw.Drawn(
                    row.getString(6),
                    stratum(row.getString(6), row.getString(7)),
                    new Threshold(row.getLong(8)),
                    (Double) row.getObject(9),
                    Draw.Reason.valueOf(row.getString(10)),
                    row.getTimestamp(11).toInstant());
        }
        return new ResultRow(
                row.getTimestamp(2).toInstant(),
                row.getBoolean(3),
                row.getLong(4),
                head == null ? null : new Threshold((Long) head),
                before,
                row.getBoolean(12));
    }

    private Stratum stratum(String version, String name) throws SQLException {
        return policies.of(version).stream()
                .flatMap(policy -> policy.strata().stream())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no policy " + version + " with " + name));
    }

    static Map<String, About> about(Connection connection, String[] traceIds) throws SQLException {
        Map<String, About> about = new LinkedHashMap<>();
        if (traceIds.length == 0) {
            return about;
        }
        try (PreparedStatement select = connection.prepareStatement(DECISIONS)) {
            select.setArray(1, connection.createArrayOf("text", traceIds));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    About one = about.computeIfAbsent(
                            row.getString(1), traceId -> new About(new ArrayList<>(), new ArrayList<>()));
                    one.decisions()
                            .add(new Stratum.Decided(
                                    row.getString(2),
                                    row.getBoolean(3),
                                    row.getBoolean(4),
                                    row.getString(5),
                                    row.getTimestamp(6).toInstant(),
                                    row.getTimestamp(7).toInstant()));
                    if (row.getBoolean(8)) {
                        Timestamp until = row.getTimestamp(9);
                        one.holds().add(new Draw.Hold(until == null ? null : until.toInstant()));
                    }
                }
            }
        }
        return about;
    }
}
