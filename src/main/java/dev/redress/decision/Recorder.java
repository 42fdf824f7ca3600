package dev.redress.decision;

import dev.redress.platform.Batching;
import dev.redress.platform.Ids;
import dev.redress.platform.Overload;
import dev.redress.platform.Refusal;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Writes decisions, several at once ({@link Batching}), and tells each sender only after the commit.
///
/// A decision's lane follows from its agent and external id: of two decisions with the same id the first to come is the
/// one that is stored. One bad row does not fail its neighbours.
@ApplicationScoped
class Recorder {

    private static final int LANES = 2;
    private static final Batching.Bounds BOUNDS = new Batching.Bounds(128, 1 << 20, 20_000, 32 << 20);

    /// The row of one decision; `receivedAt` to `linkExpiresAt` are ours, the rest the agent's. `delegation`
    /// is null when it acted for itself.
    record Row(
            Incoming sent,
            boolean classified,
            Instant receivedAt,
            boolean appealable,
            Instant closesAt,
            Instant linkExpiresAt,
            Delegation delegation) {

        Key key() {
            return new Key(sent.agent(), sent.get("externalId"));
        }
    }

    /// What is now on record under the row's agent and external id.
    ///
    /// @param digest null when it was removed since, and so is all but the id
    record Recorded(
            UUID id,
            String externalId,
            String type,
            Instant receivedAt,
            boolean appealable,
            Instant closesAt,
            Instant linkExpiresAt,
            byte[] digest,
            boolean isNew) {

        static Recorded removed(UUID id) {
            return new Recorded(id, null, null, null, false, null, null, null, false);
        }

        private Recorded again() {
            return new Recorded(id, externalId, type, receivedAt, appealable, closesAt, linkExpiresAt, digest, false);
        }
    }

    record Key(String agent, String externalId) {

        /// As the journal has it.
        UUID digest() {
            return Ids.key(agent, externalId);
        }
    }

    private static final Comparator<Row> BY_KEY =
            Comparator.comparing(Row::key, Comparator.comparing(Key::externalId).thenComparing(Key::agent));

    private final DecisionRows rows;
    private final Batching<Row, Recorded> batching =
            new Batching<>(LANES, BOUNDS, row -> row.sent().document().length, this::store);
    private final Counter recorded;
    private final Counter replayed;
    private final Counter turnedAway;

    Recorder(AgroalDataSource database, MeterRegistry metrics) {
        this.rows = new DecisionRows(database);
        this.recorded = metrics.counter("redress.decisions", "result", "recorded");
        this.replayed = metrics.counter("redress.decisions", "result", "replayed");
        this.turnedAway = metrics.counter("redress.decisions", "result", "turned_away");
        metrics.gauge("redress.decisions.waiting", batching, Batching::waiting);
    }

    /// The answer comes after the commit. When too much waits it is refused at once, with nothing stored.
    Batching<Row, Recorded>.Submitted submit(Row row) {
        try {
            return batching.submit(row, row.key().hashCode());
        } catch (Refusal full) {
            turnedAway.increment();
            throw full;
        }
    }

    private void store(List<Batching.Entry<Row, Recorded>> batch) {
        Map<Key, List<Batching.Entry<Row, Recorded>>> byKey = new LinkedHashMap<>();
        // the first of each key is stored, the others find it
        batch.forEach(entry -> byKey.computeIfAbsent(entry.thing().key(), key -> new ArrayList<>())
                .add(entry));
        List<Row> firsts = byKey.values().stream()
                .map(same -> same.getFirst().thing())
                .sorted(BY_KEY) // one order for whoever writes: no deadlock
                .toList();
        try {
            Map<Key, Recorded> found = rows.store(firsts);
            byKey.forEach((key, same) -> answer(same, found.get(key)));
        } catch (SQLException e) {
            if (firsts.size() == 1 || Overload.isCauseOf(e)) {
                batch.forEach(entry -> entry.answer().completeExceptionally(new IllegalStateException(e)));
            } else { // one bad row must not fail its neighbours
                byKey.values().forEach(this::store);
            }
        }
    }

    private void answer(List<Batching.Entry<Row, Recorded>> same, Recorded found) {
        if (found.digest() == null) {
            Refusal removed = new Refusal(
                            DecisionProblem.REMOVED,
                            "The decision with this external id was removed. Give a new one another id.")
                    .with("id", found.id().toString());
            same.forEach(entry -> entry.answer().completeExceptionally(removed));
            return;
        }
        for (int i = 0; i < same.size(); i++) {
            Recorded answer = i == 0 ? found : found.again();
            (answer.isNew() ? recorded : replayed).increment();
            same.get(i).answer().complete(answer);
        }
    }
}
