package dev.redress.telemetry.sampling;

import dev.redress.decision.TraceWanted;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/// Notes the traces of the spans that come, so that each is drawn when its time has come. At the door
/// everything is taken: whether a decision names the trace is mostly told after its spans.
@ApplicationScoped
public class Sampling implements TraceWanted {

    private static final String NOTE = """
            INSERT INTO trace AS t (trace_id, first_at, due_at, failed, randomness, head_threshold)
            SELECT i, ?::timestamptz, ?::timestamptz, f, r, h
            FROM unnest(?::bytea[], ?::bool[], ?::bigint[], ?::bigint[]) AS seen (i, f, r, h)
            ON CONFLICT (trace_id) DO UPDATE SET due_at = least(t.due_at, excluded.due_at),
                failed = t.failed OR excluded.failed,
                head_threshold = least(t.head_threshold, excluded.head_threshold)
            WHERE t.due_at > excluded.due_at OR excluded.failed > t.failed
                OR excluded.head_threshold < coalesce(t.head_threshold, 9223372036854775807)""";

    /// What matters of a span that was stored.
    ///
    /// @param traceId    32 hexadecimal digits in small letters
    /// @param traceState the W3C header as the span carries it; null or empty for none
    /// @param failed     whether it ended with an error
    public record Sighting(String traceId, String traceState, boolean failed) {}

    private record Seen(boolean failed, long randomness, Threshold head) {

        static Seen of(Sighting span) {
            TraceState state = TraceState.of(span.traceState());
            return new Seen(span.failed(), Threshold.randomness(span.traceId(), state.rv()), state.th());
        }

        /// The run is there when any span of it is: so the smallest threshold tells how likely that was.
        Seen and(Seen other) {
            Threshold least =
                    head == null || (other.head != null && other.head.value() < head.value()) ? other.head : head;
            return new Seen(failed || other.failed, randomness, least);
        }
    }

    private final Policies policies;

    Sampling(Policies policies) {
        this.policies = policies;
    }

    /// In the transaction that stores the spans.
    public void note(Connection connection, Collection<Sighting> stored, Instant now) throws SQLException {
        if (stored.isEmpty()) {
            return;
        }
        Map<String, Seen> traces = new TreeMap<>(); // one order for all: no deadlock
        stored.forEach(span -> traces.merge(span.traceId(), Seen.of(span), Seen::and));
        try (PreparedStatement statement = connection.prepareStatement(NOTE)) {
            statement.setString(1, now.toString());
            statement.setString(2, now.plus(policies.current().drawAfter()).toString());
            statement.setArray(
                    3,
                    connection.createArrayOf(
                            "bytea",
                            traces.keySet().stream()
                                    .map(HexFormat.of()::parseHex)
                                    .toArray(byte[][]::new)));
            statement.setArray(4, array(connection, "bool", traces, Seen::failed));
            statement.setArray(5, array(connection, "bigint", traces, Seen::randomness));
            statement.setArray(
                    6,
                    array(
                            connection,
                            "bigint",
                            traces,
                            seen -> seen.head() == null ? null : seen.head().value()));
            statement.executeUpdate();
        }
    }

    private static java.sql.Array array(
            Connection connection,
            String type,
            Map<String, Seen> traces,
            java.util.function.Function<Seen, Object> value)
            throws SQLException {
        return connection.createArrayOf(
                type, traces.values().stream().map(value).toArray());
    }

    /// Wanted when the policy keeps all of its kind, or when the trace that the decision names would be drawn.
    @Override
    public boolean of(Asked decision) {
        SamplingPolicy policy = policies.current();
        Threshold threshold = policy.strata().stream()
                .filter(stratum -> stratum.fits(
                        new Stratum.Decided(
                                decision.type(),
                                decision.adverse(),
                                decision.appealable(),
                                decision.jurisdiction(),
                                null,
                                null),
                        false))
                .findFirst()
                .orElseThrow()
                .threshold();
        return threshold.keeps(
                decision.traceId() == null
                        ? 0 // drawn by nothing: wanted only where all is
                        : Threshold.randomness(decision.traceId().toLowerCase(java.util.Locale.ROOT), null));
    }
}
