package dev.redress.decision;

import dev.redress.decision.Recorder.Key;
import dev.redress.decision.Recorder.Recorded;
import dev.redress.decision.Recorder.Row;
import dev.redress.platform.Ids;
import io.agroal.api.AgroalDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// The statements that store decisions. One stores the rows and the journal entries; `ON CONFLICT DO NOTHING` makes a
/// repeated decision harmless.
final class DecisionRows {

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

    private final AgroalDataSource database;
    private final Set<String> textsStored = ConcurrentHashMap.newKeySet();

    DecisionRows(AgroalDataSource database) {
        this.database = database;
    }

    /// Stores the rows that are new, in one commit, and says what is on record for each.
    Map<Key, Recorded> store(List<Row> rows) throws SQLException {
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
                        answers.put(row.key(), recorded(row));
                    } else {
                        earlier.add(row.key());
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
