package dev.redress.telemetry;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.decision.SpanReading;
import dev.redress.platform.Cursor;
import dev.redress.platform.Listing;
import io.agroal.api.AgroalDataSource;
import io.quarkus.qute.TemplateData;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Names that the contract does not know, so that a rename is seen and not lost: how many spans had each, from whom and
/// when. At most {@value #MOST} names of one producer are told apart; what comes after them is counted as
/// {@value #FURTHER}.
@ApplicationScoped
public class UnmappedNames {

    static final int MOST = 2_000;
    static final String FURTHER = "(further names)";

    private static final String COUNT = """
            INSERT INTO unmapped_name (kind, name, sent_by, first_seen, last_seen, spans, tokens)
            SELECT kind, kept, ?, ?::timestamptz, ?::timestamptz, sum(spans), sum(tokens)
            FROM (SELECT c.kind, c.spans, c.tokens, CASE
                        WHEN EXISTS (SELECT 1 FROM unmapped_name k
                            WHERE k.kind = c.kind AND k.name = c.name AND k.sent_by = ?)
                            OR (SELECT count(*) FROM unmapped_name WHERE sent_by = ?) < ? THEN c.name
                        ELSE ? END AS kept
                FROM unnest(?::text[], ?::text[], ?::bigint[], ?::bigint[]) AS c (kind, name, spans, tokens)) AS seen
            GROUP BY kind, kept ORDER BY kind, kept
            ON CONFLICT (kind, name, sent_by) DO UPDATE SET
                last_seen = greatest(unmapped_name.last_seen, excluded.last_seen),
                spans = unmapped_name.spans + excluded.spans,
                tokens = CASE WHEN excluded.tokens IS NULL THEN unmapped_name.tokens
                    ELSE coalesce(unmapped_name.tokens, 0) + excluded.tokens END""";

    private static final String PAGE = """
            SELECT kind, name, sent_by, first_seen, last_seen, spans, tokens FROM unmapped_name
            WHERE (first_seen, kind, name, sent_by) < (?::timestamptz, ?, ?, ?) AND (?::text IS NULL OR sent_by = ?)
            ORDER BY first_seen DESC, kind DESC, name DESC, sent_by DESC LIMIT ?""";

    /// @param kind     SPAN or ATTRIBUTE
    /// @param producer the agent whose credential it came with
    /// @param tokens   of the spans of this name; null when none told any, and for attributes
    @TemplateData
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Unmapped(
            String kind, String name, String producer, Instant firstSeen, Instant lastSeen, long spans, Long tokens) {}

    private record Count(long spans, Long tokens) {
        Count and(Count other) {
            return new Count(
                    spans + other.spans,
                    tokens == null
                            ? other.tokens
                            : other.tokens == null ? tokens : Long.valueOf(tokens + other.tokens));
        }
    }

    private final AgroalDataSource database;

    UnmappedNames(AgroalDataSource database) {
        this.database = database;
    }

    /// Counts what these spans have, in the transaction of the connection; to be called once for each span.
    static void count(Connection connection, List<Received> stored, String producer, Instant now) throws SQLException {
        Map<SpanContract.Unmapped, Count> seen = new LinkedHashMap<>();
        for (Received span : stored) {
            for (SpanContract.Unmapped one : SpanContract.unmapped(span.name(), span.attributes())) {
                Long tokens = one.kind().equals("SPAN") ? tokens(span) : null;
                seen.merge(one, new Count(1, tokens), Count::and);
            }
        }
        if (seen.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(COUNT)) {
            statement.setString(1, producer);
            statement.setString(2, now.toString());
            statement.setString(3, now.toString());
            statement.setString(4, producer);
            statement.setString(5, producer);
            statement.setInt(6, MOST);
            statement.setString(7, FURTHER);
            statement.setArray(
                    8,
                    connection.createArrayOf(
                            "text",
                            seen.keySet().stream()
                                    .map(SpanContract.Unmapped::kind)
                                    .toArray()));
            statement.setArray(
                    9,
                    connection.createArrayOf(
                            "text",
                            seen.keySet().stream()
                                    .map(SpanContract.Unmapped::name)
                                    .toArray()));
            statement.setArray(
                    10,
                    connection.createArrayOf(
                            "bigint", seen.values().stream().map(Count::spans).toArray()));
            statement.setArray(
                    11,
                    connection.createArrayOf(
                            "bigint", seen.values().stream().map(Count::tokens).toArray()));
            statement.executeUpdate();
        }
    }

    private static Long tokens(Received span) {
        SpanReading.Step step = SpanContract.step(span.spanId(), span.name(), span.attributes());
        if (step.inputTokens() == null && step.outputTokens() == null) {
            return null;
        }
        return (step.inputTokens() == null ? 0 : step.inputTokens())
                + (step.outputTokens() == null ? 0 : step.outputTokens());
    }

    /// Those first seen last come first.
    ///
    /// @param producer only of this agent; null for all
    Listing<Unmapped> list(String producer, String cursor, int limit) {
        Cursor after = Cursor.parse(cursor, 4);
        Instant from = after == null ? null : after.read(c -> c.time(0));
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(PAGE)) {
            select.setString(1, from == null ? "infinity" : from.toString());
            for (int i = 1; i < 4; i++) {
                select.setString(i + 1, after == null ? "" : after.get(i));
            }
            select.setString(5, producer);
            select.setString(6, producer);
            select.setInt(7, limit + 1);
            List<Unmapped> rows = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    rows.add(new Unmapped(
                            row.getString(1),
                            row.getString(2),
                            row.getString(3),
                            row.getObject(4, OffsetDateTime.class).toInstant(),
                            row.getObject(5, OffsetDateTime.class).toInstant(),
                            row.getLong(6),
                            row.getObject(7, Long.class)));
                }
            }
            return Listing.of(
                    rows, limit, row -> row, row -> Cursor.of(row.firstSeen(), row.kind(), row.name(), row.producer()));
        } catch (SQLException e) {
            throw new IllegalStateException("unmapped names could not be read", e);
        }
    }
}
