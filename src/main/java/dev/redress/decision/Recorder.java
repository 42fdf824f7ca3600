package dev.redress.decision;

import dev.redress.platform.Ids;
import dev.redress.platform.Overload;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.logging.Log;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;

/// Writes decisions, several at once, and tells each sender only after the commit.
///
/// Batching without a timer: a free writer takes all that waits, up to {@value #ROWS} rows or 1 MiB. When little comes
/// in, a decision waits for nobody; when much comes in, batches form while the disk is busy with the one before.
/// One statement stores the rows and the journal entries; `ON CONFLICT DO NOTHING` makes a repeated decision harmless.
/// Each writer has a lane of its own, and a decision's lane follows from its agent and external id: of two decisions
/// with the same id the first to come is the one that is stored.
@ApplicationScoped
class Recorder {

    private static final int WRITERS = 2;
    private static final int ROWS = 128;
    private static final long BATCH_BYTES = 1 << 20;
    private static final long WAITING_BYTES = 32 << 20;
    private static final int WAITING_ROWS = 20_000;
    private static final int TEXTS_REMEMBERED = 10_000;

    private static final String STORE = """
            WITH stored AS (
                INSERT INTO decision (id, agent_id, external_id, type, classified, outcome_code, adverse, subject_ref,
                    locale, jurisdiction, policy_id, policy_version, model_served, run_id, trace_id, supersedes,
                    decided_at, notified_at, received_at, appealable, closes_at, link_expires_at, digest, document)
                SELECT * FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::bool[], ?::text[], ?::bool[],
                    ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[],
                    ?::timestamptz[], ?::timestamptz[], ?::timestamptz[], ?::bool[], ?::timestamptz[],
                    ?::timestamptz[], ?::bytea[], ?::bytea[])
                ON CONFLICT DO NOTHING
                RETURNING id, agent_id, received_at
            ), noted AS (
                INSERT INTO journal (id, decision_id, act, actor_kind, actor_id, at, detail)
                SELECT note.id, stored.id, 'DECISION_RECORDED', 'AGENT', stored.agent_id, stored.received_at, '{}'
                FROM stored JOIN unnest(?::uuid[], ?::uuid[]) AS note (id, decision_id) ON note.decision_id = stored.id
            )""";

    private static final String ANSWER = " SELECT id FROM stored";

    /// What the agent promised is looked at a moment later; only decisions with commitments pay for the mark.
    private static final String MARK = """
            , marked AS (
                INSERT INTO commitment_unread (decision_id, at)
                SELECT stored.id, stored.received_at
                FROM stored JOIN unnest(?::uuid[]) AS promising (id) ON promising.id = stored.id
            )""";

    /// Who acted for whom, of the decisions that say so.
    private static final String DELEGATE = """
            , delegated AS (
                INSERT INTO delegation (decision_id, principal, actors, proven, agent_id, decided_at)
                SELECT stored.id, d.principal, string_to_array(d.actors, chr(31)), d.proven, d.agent, d.at
                FROM stored JOIN unnest(?::uuid[], ?::text[], ?::text[], ?::bool[], ?::text[], ?::timestamptz[])
                    AS d (id, principal, actors, proven, agent, at) ON d.id = stored.id
            )""";

    private static final String FIND = """
            SELECT id, agent_id, external_id, type, received_at, appealable, closes_at, link_expires_at, digest
            FROM decision
            WHERE (agent_id, external_id) IN (SELECT * FROM unnest(?::text[], ?::text[]))""";

    private static final String STORE_POLICY = """
            INSERT INTO policy_text (agent_id, policy_id, version, digest, text, first_seen)
            VALUES (?, ?, ?, ?, ?, ?::timestamptz) ON CONFLICT DO NOTHING""";

    /// The row of one decision; `receivedAt` to `linkExpiresAt` are ours, the rest the agent's. `delegation`
    /// is null when it acted for itself.
    record Row(
            Incoming sent,
            boolean classified,
            Instant receivedAt,
            boolean appealable,
            Instant closesAt,
            Instant linkExpiresAt,
            Delegation delegation) {}

    /// What is now on record under the row's agent and external id.
    record Recorded(
            UUID id,
            String externalId,
            String type,
            Instant receivedAt,
            boolean appealable,
            Instant closesAt,
            Instant linkExpiresAt,
            byte[] digest,
            boolean isNew) {}

    private record Waiting(Row row, CompletableFuture<Recorded> answer) {}

    private record Key(String agent, String externalId) {
        static Key of(Row row) {
            return new Key(row.sent().agent(), row.sent().get("externalId"));
        }
    }

    private final AgroalDataSource database;
    private final List<LinkedBlockingQueue<Waiting>> lanes = Stream.generate(
                    () -> new LinkedBlockingQueue<Waiting>(WAITING_ROWS / WRITERS))
            .limit(WRITERS)
            .toList();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final Set<String> textsStored = java.util.concurrent.ConcurrentHashMap.newKeySet();
    private final List<Thread> writers = new ArrayList<>();
    private final Counter recorded;
    private final Counter replayed;
    private final Counter turnedAway;
    private volatile boolean open;

    Recorder(AgroalDataSource database, MeterRegistry metrics) {
        this.database = database;
        this.recorded = metrics.counter("redress.decisions", "result", "recorded");
        this.replayed = metrics.counter("redress.decisions", "result", "replayed");
        this.turnedAway = metrics.counter("redress.decisions", "result", "turned_away");
        metrics.gauge(
                "redress.decisions.waiting",
                lanes,
                all -> all.stream().mapToInt(LinkedBlockingQueue::size).sum());
    }

    void start(@Observes @jakarta.annotation.Priority(1) StartupEvent event) {
        open = true;
        for (LinkedBlockingQueue<Waiting> lane : lanes) {
            writers.add(Thread.ofPlatform()
                    .name("decision-writer-" + writers.size())
                    .start(() -> write(lane)));
        }
    }

    /// Lets what waits be written, then ends.
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        open = false;
        for (Thread writer : writers) {
            writer.join(Duration.ofSeconds(20));
        }
    }

    /// The answer comes after the commit. A full queue is refused at once, with nothing stored.
    CompletableFuture<Recorded> submit(Row row) {
        Waiting entry = new Waiting(row, new CompletableFuture<>());
        if (!open || waitingBytes.get() > WAITING_BYTES || !lane(row).offer(entry)) {
            turnedAway.increment();
            throw Overload.refusal();
        }
        waitingBytes.addAndGet(row.sent().document().length);
        return entry.answer();
    }

    private LinkedBlockingQueue<Waiting> lane(Row row) {
        return lanes.get(Math.floorMod(Key.of(row).hashCode(), WRITERS));
    }

    private void write(LinkedBlockingQueue<Waiting> waiting) {
        while (open || !waiting.isEmpty()) {
            List<Waiting> batch = List.of();
            try {
                batch = take(waiting);
                if (!batch.isEmpty()) {
                    store(batch);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                Log.error("a batch of decisions could not be stored", e);
                batch.forEach(entry -> entry.answer().completeExceptionally(e));
            }
        }
    }

    private List<Waiting> take(LinkedBlockingQueue<Waiting> waiting) throws InterruptedException {
        Waiting first = waiting.poll(200, java.util.concurrent.TimeUnit.MILLISECONDS);
        if (first == null) {
            return List.of();
        }
        List<Waiting> batch = new ArrayList<>(ROWS);
        long bytes = 0;
        for (Waiting next = first;
                next != null;
                next = batch.size() < ROWS && bytes < BATCH_BYTES ? waiting.poll() : null) {
            batch.add(next);
            bytes += next.row().sent().document().length;
        }
        waitingBytes.addAndGet(-bytes);
        return batch;
    }

    private void store(List<Waiting> batch) {
        Map<Key, List<Waiting>> byKey = new LinkedHashMap<>(); // the first of each key is stored, the others find it
        batch.forEach(entry -> byKey.computeIfAbsent(Key.of(entry.row()), key -> new ArrayList<>())
                .add(entry));
        List<Row> rows = byKey.values().stream()
                .map(same -> same.getFirst().row())
                .sorted(Comparator.comparing(row -> row.sent().id())) // one order for all writers: no deadlock
                .toList();
        try {
            Map<Key, Recorded> found = store(rows, byKey.keySet());
            byKey.forEach((key, same) -> answer(same, found.get(key)));
        } catch (SQLException e) {
            if (rows.size() == 1 || Overload.isCauseOf(e)) {
                batch.forEach(entry -> entry.answer().completeExceptionally(new IllegalStateException(e)));
            } else { // one bad row must not fail its neighbours
                byKey.values().forEach(this::store);
            }
        }
    }

    private void answer(List<Waiting> same, Recorded found) {
        for (int i = 0; i < same.size(); i++) {
            boolean isNew = found.isNew() && i == 0;
            (isNew ? recorded : replayed).increment();
            same.get(i)
                    .answer()
                    .complete(
                            isNew == found.isNew()
                                    ? found
                                    : new Recorded(
                                            found.id(),
                                            found.externalId(),
                                            found.type(),
                                            found.receivedAt(),
                                            found.appealable(),
                                            found.closesAt(),
                                            found.linkExpiresAt(),
                                            found.digest(),
                                            false));
        }
    }

    private Map<Key, Recorded> store(List<Row> rows, Set<Key> keys) throws SQLException {
        try (Connection connection = database.getConnection()) {
            Map<String, Row> texts = newTexts(rows);
            connection.setAutoCommit(texts.isEmpty()); // then the one statement commits, without another round trip
            try {
                Set<UUID> stored = insert(connection, rows);
                insertTexts(connection, texts);
                Map<Key, Recorded> answers = new HashMap<>();
                List<Key> earlier = new ArrayList<>();
                for (Row row : rows) {
                    if (stored.contains(row.sent().id())) {
                        answers.put(Key.of(row), recorded(row));
                    } else {
                        earlier.add(Key.of(row));
                    }
                }
                if (!earlier.isEmpty()) {
                    find(connection, earlier, answers);
                }
                if (!texts.isEmpty()) {
                    connection.commit();
                }
                if (textsStored.size() > TEXTS_REMEMBERED) {
                    textsStored.clear();
                }
                textsStored.addAll(texts.keySet());
                return answers;
            } catch (SQLException | RuntimeException e) {
                if (!texts.isEmpty()) {
                    connection.rollback();
                }
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        }
    }

    private static Recorded recorded(Row row) {
        Incoming sent = row.sent();
        return new Recorded(
                sent.id(),
                sent.get("externalId"),
                sent.get("type"),
                row.receivedAt(),
                row.appealable(),
                row.closesAt(),
                row.linkExpiresAt(),
                sent.digest(),
                true);
    }

    private static String statement(boolean promising, boolean delegated) {
        if (promising) {
            return delegated ? STORE + MARK + DELEGATE + ANSWER : STORE + MARK + ANSWER;
        }
        return delegated ? STORE + DELEGATE + ANSWER : STORE + ANSWER;
    }

    private Set<UUID> insert(Connection connection, List<Row> rows) throws SQLException {
        Set<UUID> stored = new HashSet<>();
        List<UUID> promising = rows.stream()
                .filter(row -> row.sent().get("commitments") != null)
                .map(row -> row.sent().id())
                .toList();
        List<Row> delegated =
                rows.stream().filter(row -> row.delegation() != null).toList();
        String store = statement(!promising.isEmpty(), !delegated.isEmpty());
        try (PreparedStatement statement = connection.prepareStatement(store)) {
            Columns columns = new Columns(connection, statement, rows);
            columns.add("uuid", row -> row.sent().id());
            columns.add("text", row -> row.sent().agent());
            columns.kept("externalId", "type");
            columns.add("bool", Row::classified);
            columns.kept("outcome");
            columns.add("bool", row -> row.sent().adverse());
            columns.kept(
                    "subject", "locale", "jurisdiction", "policyId", "policyVersion", "served", "runId", "traceId");
            columns.add(
                    "uuid",
                    row -> row.sent().get("supersedes") == null
                            ? null
                            : UUID.fromString(row.sent().get("supersedes")));
            columns.time(row -> row.sent().decidedAt());
            columns.time(row -> row.sent().notifiedAt());
            columns.time(Row::receivedAt);
            columns.add("bool", Row::appealable);
            columns.time(Row::closesAt);
            columns.time(Row::linkExpiresAt);
            columns.bytes(row -> row.sent().digest());
            columns.bytes(row -> row.sent().document());
            columns.add("uuid", row -> Ids.at(row.receivedAt()));
            columns.add("uuid", row -> row.sent().id());
            if (!promising.isEmpty()) {
                columns.add("uuid", promising.toArray());
            }
            if (!delegated.isEmpty()) {
                Columns acting = columns.of(delegated);
                acting.add("uuid", row -> row.sent().id());
                acting.add("text", row -> row.delegation().principal());
                acting.add("text", row -> String.join("\u001f", row.delegation().actors()));
                acting.add("bool", row -> row.delegation().proven());
                acting.add("text", row -> row.sent().agent());
                acting.time(row -> row.sent().decidedAt());
            }
            try (ResultSet ids = statement.executeQuery()) {
                while (ids.next()) {
                    stored.add(ids.getObject(1, UUID.class));
                }
            }
        }
        return stored;
    }

    /// The policy texts that are not known to be stored, each by what tells it from others.
    private Map<String, Row> newTexts(List<Row> rows) {
        Map<String, Row> texts = new LinkedHashMap<>();
        for (Row row : rows) {
            Incoming sent = row.sent();
            if (sent.get("policyText") != null && sent.get("policyId") != null && sent.get("policyVersion") != null) {
                String key = String.join(
                        "\u0000",
                        sent.agent(),
                        sent.get("policyId"),
                        sent.get("policyVersion"),
                        java.util.HexFormat.of().formatHex(digest(sent)));
                if (!textsStored.contains(key)) {
                    texts.putIfAbsent(key, row);
                }
            }
        }
        return texts;
    }

    private static void insertTexts(Connection connection, Map<String, Row> texts) throws SQLException {
        for (Row row : texts.values()) {
            Incoming sent = row.sent();
            try (PreparedStatement statement = connection.prepareStatement(STORE_POLICY)) {
                statement.setString(1, sent.agent());
                statement.setString(2, sent.get("policyId"));
                statement.setString(3, sent.get("policyVersion"));
                statement.setBytes(4, digest(sent));
                statement.setString(5, sent.get("policyText"));
                statement.setString(6, row.receivedAt().toString());
                statement.executeUpdate();
            }
        }
    }

    private static byte[] digest(Incoming sent) {
        return Ids.sha256().digest(sent.get("policyText").getBytes(StandardCharsets.UTF_8));
    }

    private static void find(Connection connection, List<Key> keys, Map<Key, Recorded> answers) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FIND)) {
            statement.setArray(
                    1,
                    connection.createArrayOf(
                            "text", keys.stream().map(Key::agent).toArray()));
            statement.setArray(
                    2,
                    connection.createArrayOf(
                            "text", keys.stream().map(Key::externalId).toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    answers.put(
                            new Key(row.getString(2), row.getString(3)),
                            new Recorded(
                                    row.getObject(1, UUID.class),
                                    row.getString(3),
                                    row.getString(4),
                                    instant(row, 5),
                                    row.getBoolean(6),
                                    instant(row, 7),
                                    instant(row, 8),
                                    row.getBytes(9),
                                    false));
                }
            }
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, java.time.OffsetDateTime.class).toInstant();
    }

    /// Fills the parameters of a statement over arrays, one array a column.
    private static final class Columns {
        private final Connection connection;
        private final PreparedStatement statement;
        private final List<Row> rows;
        private int next = 1;

        Columns(Connection connection, PreparedStatement statement, List<Row> rows) {
            this.connection = connection;
            this.statement = statement;
            this.rows = rows;
        }

        /// The columns after these, of some of the rows.
        Columns of(List<Row> some) {
            Columns columns = new Columns(connection, statement, some);
            columns.next = next;
            return columns;
        }

        void add(String type, Function<Row, Object> value) throws SQLException {
            add(type, rows.stream().map(value).toArray());
        }

        void add(String type, Object... values) throws SQLException {
            statement.setArray(next++, connection.createArrayOf(type, values));
        }

        void kept(String... names) throws SQLException {
            for (String name : names) {
                add("text", row -> row.sent().get(name));
            }
        }

        void time(Function<Row, Instant> value) throws SQLException {
            add("timestamptz", row -> value.apply(row).toString());
        }

        void bytes(Function<Row, byte[]> value) throws SQLException {
            byte[][] values = rows.stream().map(value).toArray(byte[][]::new);
            statement.setArray(next++, connection.createArrayOf("bytea", values));
        }
    }
}
