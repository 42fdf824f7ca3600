package dev.redress.telemetry.sampling;

import dev.redress.telemetry.sampling.DueTraces.Due;
import io.agroal.api.AgroalDataSource;
import io.quarkus.logging.Log;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Looks at the traces whose time has come: draws them, keeps them longer, or removes their spans and leaves a
/// tombstone. One batch is one transaction; several replicas take different traces.
@Singleton
class Looks {

    private static final String WAITING = """
            SELECT encode(trace_id, 'hex') FROM trace WHERE due_at <= ?::timestamptz ORDER BY due_at LIMIT ?""";

    private static final String POSTPONE = """
            UPDATE trace SET due_at = ?::timestamptz WHERE trace_id = (
                SELECT trace_id FROM trace WHERE trace_id = decode(?, 'hex') FOR UPDATE SKIP LOCKED)""";

    /// Traces of decisions that somebody has locked, perhaps to set a hold. The others are locked here, so that no
    /// hold is set before the end: FOR UPDATE, for whoever sets one locks the key of the decision at least.
    private static final String BUSY = """
            WITH locked AS MATERIALIZED (
                SELECT id FROM decision WHERE lower(trace_id) = ANY (?) FOR UPDATE SKIP LOCKED
            )
            SELECT DISTINCT lower(d.trace_id) FROM decision d
            WHERE lower(d.trace_id) = ANY (?) AND NOT EXISTS (SELECT 1 FROM locked WHERE locked.id = d.id)""";

    private static final String HELD = """
            SELECT DISTINCT lower(d.trace_id) FROM decision d JOIN legal_hold h ON h.decision_id = d.id
            WHERE lower(d.trace_id) = ANY (?) AND (h.until IS NULL OR h.until > ?::timestamptz)""";

    private static final String SIZES = """
            SELECT trace_id, count(*), sum(octet_length(body)) FROM span WHERE trace_id = ANY (?) GROUP BY trace_id""";

    private static final String KEEP = """
            UPDATE trace SET due_at = ?::timestamptz, drawn_at = coalesce(drawn_at, ?::timestamptz), policy_version = ?,
                stratum = ?, combination = ?, threshold = ?, weight = ?, reason = ?, keep_until = ?::timestamptz, spans = ?,
                bytes = ?
            WHERE trace_id = ?""";

    /// The digest is over what was stored, byte for byte: a backup can be held against it.
    private static final String REMOVE = """
            WITH lost AS (
                SELECT * FROM unnest(?::bytea[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[], ?::timestamptz[])
                    AS lost (trace_id, reason, stratum, policy_version, threshold, rule, first_at)
            ), removed AS (
                DELETE FROM span s USING lost WHERE s.trace_id = lost.trace_id
                RETURNING s.trace_id, s.span_id, s.started_at, s.sent_by, s.body
            ), forgotten AS (
                DELETE FROM trace t USING lost WHERE t.trace_id = lost.trace_id
            )
            INSERT INTO trace_gone (trace_id, gone_at, reason, stratum, policy_version, threshold, rule, first_at, spans,
                bytes, digest)
            SELECT lost.trace_id, ?::timestamptz, min(lost.reason), min(lost.stratum), min(lost.policy_version),
                min(lost.threshold), min(lost.rule), min(lost.first_at), count(*), sum(octet_length(body)),
                sha256(string_agg(sha256(body), ''::bytea ORDER BY started_at, span_id, sent_by))
            FROM removed JOIN lost ON lost.trace_id = removed.trace_id
            GROUP BY lost.trace_id""";

    /// When a trace that could not be looked at is tried again.
    private static final Duration LATER = Duration.ofHours(1);

    private record Size(int spans, long bytes) {
        static final Size NONE = new Size(0, 0);
    }

    private final AgroalDataSource database;
    private final Policies policies;

    Looks(AgroalDataSource database, Policies policies) {
        this.database = database;
        this.policies = policies;
    }

    /// One trace that cannot be looked at must not keep the others waiting: it waits by itself.
    ///
    /// @return how many were looked at, or put off
    int look(Instant now, int most) throws SQLException {
        try {
            return look(null, now, most);
        } catch (SQLException | RuntimeException e) {
            Log.warnf("traces could not be looked at together, so each is by itself: %s", e.getMessage());
        }
        List<String> waiting = waiting(now, most);
        for (String traceId : waiting) {
            try {
                look(traceId, now, 1);
            } catch (SQLException | RuntimeException e) {
                Log.warnf("trace %s could not be looked at, which is tried again later: %s", traceId, e.getMessage());
                postpone(traceId, now.plus(LATER));
            }
        }
        return waiting.size();
    }

    private List<String> waiting(Instant now, int most) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(WAITING)) {
            select.setString(1, now.toString());
            select.setInt(2, most);
            List<String> waiting = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    waiting.add(row.getString(1));
                }
            }
            return waiting;
        }
    }

    private void postpone(String traceId, Instant until) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement(POSTPONE)) {
            update.setString(1, until.toString());
            update.setString(2, traceId);
            update.executeUpdate();
        }
    }

    /// @param only null for all that are due
    private int look(String only, Instant now, int most) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try {
                List<Due> due = new DueTraces(connection, policies).read(only, now, most);
                if (!due.isEmpty()) {
                    settle(connection, due, now);
                }
                connection.commit();
                return due.size();
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private void settle(Connection connection, List<Due> due, Instant now) throws SQLException {
        Map<String, Size> sizes = sizes(connection, due);
        Map<String, Draw.Fate> fates = fates(connection, due, sizes, now);
        Set<String> spared = spared(connection, fates, now);
        Map<String, Draw.Gone> gone = new LinkedHashMap<>();
        Map<String, Instant> firstAt = new LinkedHashMap<>();
        Tally tally = new Tally();
        try (PreparedStatement keep = connection.prepareStatement(KEEP)) {
            for (Due one : due) {
                Size size = sizes.getOrDefault(one.traceId(), Size.NONE);
                switch (fates.get(one.traceId())) {
                    case Draw.Kept kept -> {
                        keep(keep, one.traceId(), kept, size, now);
                        if (kept.drawn()) {
                            tally.kept(one.run(), kept.as(), size.spans(), size.bytes());
                        }
                    }
                    case Draw.Gone _ when spared.contains(one.traceId()) -> {
                        // it stays due
                    }
                    case Draw.Gone lost -> {
                        gone.put(one.traceId(), lost);
                        firstAt.put(one.traceId(), one.run().firstAt());
                        if (lost.drawn()) {
                            tally.gone(one.run(), lost, size.spans(), size.bytes());
                        }
                    }
                }
            }
            keep.executeBatch();
        }
        if (!gone.isEmpty()) {
            remove(connection, gone, firstAt, now);
        }
        tally.write(connection);
    }

    /// Of those that would go, the ones on which a hold has come since they were read, or may come before the end.
    /// The next look sees it.
    private static Set<String> spared(Connection connection, Map<String, Draw.Fate> fates, Instant now)
            throws SQLException {
        Set<String> spared = new HashSet<>();
        java.sql.Array going = connection.createArrayOf(
                "text",
                fates.entrySet().stream()
                        .filter(one -> one.getValue() instanceof Draw.Gone)
                        .map(Map.Entry::getKey)
                        .toArray());
        try (PreparedStatement busy = connection.prepareStatement(BUSY);
                PreparedStatement held = connection.prepareStatement(HELD)) {
            busy.setArray(1, going);
            busy.setArray(2, going);
            held.setArray(1, going);
            held.setString(2, now.toString());
            for (PreparedStatement select : List.of(busy, held)) { // in this order: what is locked changes no more
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        spared.add(row.getString(1));
                    }
                }
            }
        }
        return spared;
    }

    private Map<String, Draw.Fate> fates(Connection connection, List<Due> due, Map<String, Size> sizes, Instant now)
            throws SQLException {
        SamplingPolicy policy = policies.current();
        Map<String, Draw.Fate> fates = new LinkedHashMap<>();
        List<Reservoir.Candidate> notDrawn = new ArrayList<>();
        for (Due one : due) {
            Draw.Fate fate = Draw.of(one.run(), policy, now);
            fates.put(one.traceId(), fate);
            if (fate instanceof Draw.Gone gone && gone.loss() == Draw.Loss.NOT_DRAWN) {
                int spans = sizes.getOrDefault(one.traceId(), Size.NONE).spans();
                notDrawn.add(new Reservoir.Candidate(one.traceId(), one.run().firstAt(), spans, gone));
            }
        }
        fates.putAll(new Reservoir(connection, policy).of(notDrawn, now));
        return fates;
    }

    private void keep(PreparedStatement keep, String traceId, Draw.Kept kept, Size size, Instant now)
            throws SQLException {
        Draw.Drawn as = kept.as();
        keep.setString(1, kept.lookAgainAt().toString());
        keep.setString(2, now.toString());
        keep.setString(3, as.policyVersion());
        keep.setString(4, as.stratum().name());
        keep.setString(5, policies.current().combination().name());
        keep.setLong(6, as.threshold().value());
        keep.setObject(7, as.weight(), java.sql.Types.DOUBLE);
        keep.setString(8, as.reason().name());
        keep.setString(9, as.keepUntil().toString());
        keep.setInt(10, size.spans());
        keep.setLong(11, size.bytes());
        keep.setBytes(12, HexFormat.of().parseHex(traceId));
        keep.addBatch();
    }

    private static void remove(
            Connection connection, Map<String, Draw.Gone> gone, Map<String, Instant> firstAt, Instant now)
            throws SQLException {
        List<Draw.Gone> lost = List.copyOf(gone.values());
        try (PreparedStatement remove = connection.prepareStatement(REMOVE)) {
            remove.setArray(1, ids(connection, gone.keySet()));
            remove.setArray(2, array(connection, "text", lost, one -> one.loss().name()));
            remove.setArray(
                    3, array(connection, "text", lost, one -> one.stratum().name()));
            remove.setArray(4, array(connection, "text", lost, Draw.Gone::policyVersion));
            remove.setArray(
                    5, array(connection, "bigint", lost, one -> one.threshold().value()));
            remove.setArray(
                    6, array(connection, "text", lost, one -> one.stratum().rule()));
            remove.setArray(7, array(connection, "text", List.copyOf(firstAt.values()), Instant::toString));
            remove.setString(8, now.toString());
            remove.executeUpdate();
        }
    }

    private static Map<String, Size> sizes(Connection connection, List<Due> due) throws SQLException {
        Map<String, Size> sizes = new LinkedHashMap<>();
        try (PreparedStatement select = connection.prepareStatement(SIZES)) {
            select.setArray(1, ids(connection, due.stream().map(Due::traceId).toList()));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    sizes.put(HexFormat.of().formatHex(row.getBytes(1)), new Size(row.getInt(2), row.getLong(3)));
                }
            }
        }
        return sizes;
    }

    private static java.sql.Array ids(Connection connection, java.util.Collection<String> traceIds)
            throws SQLException {
        return connection.createArrayOf(
                "bytea", traceIds.stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new));
    }

    private static <T> java.sql.Array array(
            Connection connection, String type, List<T> rows, java.util.function.Function<T, Object> value)
            throws SQLException {
        return connection.createArrayOf(type, rows.stream().map(value).toArray());
    }
}
