package dev.redress.telemetry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.redress.decision.Retention;
import dev.redress.decision.RunSpans;
import dev.redress.platform.Bytes;
import dev.redress.platform.Json;
import dev.redress.telemetry.sampling.Retentions;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// The spans on record, as they are read; {@link SpanStore} writes them.
@ApplicationScoped
public class Spans implements RunSpans {

    private static final int MOST_SHOWN = 2_000;

    /// Of all bodies, unpacked.
    private static final long BYTES_SHOWN = 16L << 20;

    /// The database sums up what is packed, which is less, so that it sends no more than that.
    private static final String READ = """
            SELECT body, sent_by, encode(span_id, 'hex'), name FROM (
                SELECT body, sent_by, started_at, span_id, name, sum(octet_length(body)) OVER (
                        ORDER BY (sent_by = ?) DESC, started_at, span_id, sent_by ROWS UNBOUNDED PRECEDING) AS upto
                FROM span WHERE trace_id = ?) AS summed
            WHERE upto - octet_length(body) <= ?
            ORDER BY (sent_by = ?) DESC, started_at, span_id, sent_by LIMIT ?""";

    private final AgroalDataSource database;
    private final Retentions retentions;

    Spans(AgroalDataSource database, Retentions retentions) {
        this.database = database;
        this.retentions = retentions;
    }

    @Override
    public Shown of(String traceId, String agent) {
        if (traceId == null || !traceId.matches("[0-9a-fA-F]{32}")) {
            return new Shown(List.of(), false);
        }
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(READ)) {
            select.setString(1, agent);
            select.setBytes(2, HexFormat.of().parseHex(traceId));
            select.setLong(3, BYTES_SHOWN);
            select.setString(4, agent);
            select.setInt(5, MOST_SHOWN + 1);
            List<Found> found = new ArrayList<>();
            long read = 0;
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    byte[] packed = row.getBytes(1);
                    byte[] plain = unpacked(packed);
                    read += Math.max(packed.length, plain.length);
                    if (found.size() == MOST_SHOWN || read > BYTES_SHOWN) {
                        return new Shown(found, true);
                    }
                    JsonNode span = span(plain);
                    found.add(new Found(
                            span == null ? damaged(row.getString(3), row.getString(4)) : span, row.getString(2)));
                }
            }
            return new Shown(found, false);
        } catch (SQLException e) {
            throw new IllegalStateException("spans could not be read", e);
        }
    }

    /// Empty when it is damaged: that must keep no case from being read.
    private static byte[] unpacked(byte[] packed) {
        try {
            return Bytes.unpack(packed);
        } catch (IllegalStateException e) {
            return new byte[0];
        }
    }

    /// Null when it is damaged.
    private static JsonNode span(byte[] plain) {
        try {
            return Json.tree(plain).get("span");
        } catch (UncheckedIOException e) {
            return null;
        }
    }

    private static JsonNode damaged(String spanId, String name) {
        return JsonNodeFactory.instance.objectNode().put("spanId", spanId).put("name", name + " (cannot be read)");
    }

    @Override
    public Retention retention(String traceId) {
        return traceId == null || !traceId.matches("[0-9a-fA-F]{32}") ? null : retentions.of(traceId);
    }
}
