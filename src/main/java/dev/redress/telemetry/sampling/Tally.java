package dev.redress.telemetry.sampling;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/// Counts what a batch drew. Written as it is drawn, so that what expires later is still counted.
final class Tally {

    private static final String ADD = """
            INSERT INTO trace_tally AS t (day, policy_version, stratum, failed, kept, weight, runs, spans, spans_squared,
                bytes)
            VALUES (?::date, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT ON CONSTRAINT trace_tally_is_one DO UPDATE SET runs = t.runs + excluded.runs,
                spans = t.spans + excluded.spans, spans_squared = t.spans_squared + excluded.spans_squared,
                bytes = t.bytes + excluded.bytes""";

    private record Key(LocalDate day, String policy, String stratum, boolean failed, boolean kept, Double weight) {
        static final Comparator<Key> ORDER = Comparator.comparing(Key::day)
                .thenComparing(Key::policy)
                .thenComparing(Key::stratum)
                .thenComparing(Key::failed)
                .thenComparing(Key::kept)
                .thenComparing(Key::weight, Comparator.nullsFirst(Comparator.naturalOrder()));
    }

    private record Sum(long runs, long spans, long squares, long bytes) {
        Sum and(Sum other) {
            return new Sum(runs + other.runs, spans + other.spans, squares + other.squares, bytes + other.bytes);
        }
    }

    private final Map<Key, Sum> sums = new TreeMap<>(Key.ORDER); // one order for all: no deadlock

    void kept(Draw.Run run, Draw.Drawn as, int spans, long bytes) {
        add(run, as.policyVersion(), as.stratum(), true, as.weight(), spans, bytes);
    }

    /// What is over at its first look was drawn all the same: it stands for as many.
    void gone(Draw.Run run, Draw.Gone lost, int spans, long bytes) {
        add(run, lost.policyVersion(), lost.stratum(), false, lost.weight(), spans, bytes);
    }

    private void add(
            Draw.Run run, String policy, Stratum stratum, boolean kept, Double weight, long spans, long bytes) {
        LocalDate day = run.firstAt().atZone(ZoneOffset.UTC).toLocalDate();
        sums.merge(
                new Key(day, policy, stratum.name(), run.failed(), kept, weight),
                new Sum(1, spans, spans * spans, bytes),
                Sum::and);
    }

    void write(Connection connection) throws SQLException {
        try (PreparedStatement add = connection.prepareStatement(ADD)) {
            for (Map.Entry<Key, Sum> one : sums.entrySet()) {
                Key key = one.getKey();
                Sum sum = one.getValue();
                add.setString(1, key.day().toString());
                add.setString(2, key.policy());
                add.setString(3, key.stratum());
                add.setBoolean(4, key.failed());
                add.setBoolean(5, key.kept());
                add.setObject(6, key.weight(), java.sql.Types.DOUBLE);
                add.setLong(7, sum.runs());
                add.setLong(8, sum.spans());
                add.setLong(9, sum.squares());
                add.setLong(10, sum.bytes());
                add.addBatch();
            }
            add.executeBatch();
        }
    }
}
