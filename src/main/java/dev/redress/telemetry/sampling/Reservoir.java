package dev.redress.telemetry.sampling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.platform.Bytes;
import dev.redress.platform.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Keeps some of the {@link Unusual} runs that the draw lets go.
final class Reservoir {

    private static final String STEPS =
            "SELECT trace_id, encode(span_id, 'hex'), name, body FROM span WHERE trace_id = ANY (?)";

    /// Bodies in memory at once; the whole batch may have very many.
    private static final int BODIES = 100;

    /// Counted in a row of the day, so that several replicas together keep no more.
    private static final String TAKE = """
            INSERT INTO trace_unusual AS u (day, runs) VALUES (?::date, 1)
            ON CONFLICT (day) DO UPDATE SET runs = u.runs + 1 WHERE u.runs < ? RETURNING runs""";

    /// A run that the draw lets go.
    record Candidate(String traceId, Instant firstAt, int spans, Draw.Gone gone) {}

    private final Connection connection;
    private final SamplingPolicy policy;

    /// In the transaction that makes the draw.
    Reservoir(Connection connection, SamplingPolicy policy) {
        this.connection = connection;
        this.policy = policy;
    }

    /// Those that are kept after all, by their traces.
    Map<String, Draw.Kept> of(List<Candidate> candidates, Instant now) throws SQLException {
        Map<String, Draw.Kept> kept = new HashMap<>();
        if (policy.unusual() == null || candidates.isEmpty()) {
            return kept;
        }
        for (Candidate one : unusual(candidates)) {
            Instant until = policy.unusual().keep().after(one.firstAt());
            if (until.isAfter(now) && take(one.firstAt())) {
                kept.put(
                        one.traceId(),
                        new Draw.Kept(
                                new Draw.Drawn(
                                        policy.version(),
                                        one.gone().stratum(),
                                        one.gone().threshold(),
                                        null,
                                        Draw.Reason.UNUSUAL,
                                        until),
                                true,
                                until));
            }
        }
        return kept;
    }

    /// In the order of their time: one order for all, so that two cannot wait for one another.
    private List<Candidate> unusual(List<Candidate> candidates) throws SQLException {
        Unusual unusual = policy.unusual();
        Map<String, List<Unusual.Step>> steps = steps(candidates.stream()
                .filter(one -> !unusual.isLong(one.spans()) && unusual.canFit(one.spans()))
                .toList());
        return candidates.stream()
                .filter(one ->
                        unusual.isLong(one.spans()) || unusual.fits(steps.getOrDefault(one.traceId(), List.of())))
                .sorted(Comparator.comparing(Candidate::firstAt))
                .toList();
    }

    private Map<String, List<Unusual.Step>> steps(List<Candidate> candidates) throws SQLException {
        Map<String, List<Unusual.Step>> steps = new HashMap<>();
        if (candidates.isEmpty()) {
            return steps;
        }
        try (PreparedStatement select = connection.prepareStatement(STEPS)) {
            select.setFetchSize(BODIES);
            select.setArray(
                    1,
                    connection.createArrayOf(
                            "bytea",
                            candidates.stream()
                                    .map(one -> HexFormat.of().parseHex(one.traceId()))
                                    .toArray(byte[][]::new)));
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    JsonNode span = Json.tree(Bytes.unpack(row.getBytes(4))).path("span");
                    steps.computeIfAbsent(HexFormat.of().formatHex(row.getBytes(1)), _ -> new ArrayList<>())
                            .add(new Unusual.Step(
                                    row.getString(2),
                                    span.path("parentSpanId").asText("").toLowerCase(Locale.ROOT),
                                    row.getString(3)));
                }
            }
        }
        return steps;
    }

    private boolean take(Instant firstAt) throws SQLException {
        try (PreparedStatement take = connection.prepareStatement(TAKE)) {
            take.setString(1, LocalDate.ofInstant(firstAt, ZoneOffset.UTC).toString());
            take.setInt(2, policy.unusual().most());
            try (ResultSet row = take.executeQuery()) {
                return row.next();
            }
        }
    }
}
