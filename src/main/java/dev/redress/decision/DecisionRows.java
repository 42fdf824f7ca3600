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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The statements that store decisions. One stores the journal entries and the rows; `ON CONFLICT DO NOTHING` makes a
/// repeated decision harmless.
final class DecisionRows {

    private static final int TEXTS_REMEMBERED = 10_000;

    private static final String FOUND = "d.type, d.received_at, d.appealable, d.closes_at, d.link_expires_at, d.digest";

    /// What is sent again as it was has the same id.
    private static final String FIND_BY_ID = "SELECT d.id, d.id, " + FOUND + " FROM decision d WHERE d.id = ANY (?)";

    private static final String FIND_BY_KEY = "SELECT j.key, j.decision_id, " + FOUND
            + " FROM journal j LEFT JOIN decision d ON d.id = j.decision_id WHERE j.key = ANY (?)";

    private static final String STORE_POLICY = """
            INSERT INTO policy_text (agent_id, policy_id, version, digest, text, first_seen)
            VALUES (?, ?, ?, ?, ?, ?::timestamptz) ON CONFLICT DO NOTHING""";

    private final AgroalDataSource database;
    private final StoreStatement store = new StoreStatement();
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
                Set<UUID> stored = store.run(connection, rows);
                insertTexts(connection, texts);
                Map<Key, Recorded> answers = new HashMap<>();
                Map<UUID, Key> earlier = new HashMap<>();
                for (Row row : rows) {
                    if (stored.contains(row.sent().id())) {
                        answers.put(row.key(), recorded(row));
                    } else {
                        earlier.put(row.sent().id(), row.key());
                    }
                }
                find(connection, FIND_BY_ID, earlier, answers);
                earlier.values().removeAll(answers.keySet());
                find(
                        connection,
                        FIND_BY_KEY,
                        earlier.values().stream().collect(Collectors.toMap(Key::digest, Function.identity())),
                        answers);
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

    /// The policy texts that are not known to be stored, each by what tells it from others; in one order for all lanes,
    /// so that none waits for another in a circle.
    private Map<String, Row> newTexts(List<Row> rows) {
        Map<String, Row> texts = new TreeMap<>();
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

    private static void find(Connection connection, String how, Map<UUID, Key> asked, Map<Key, Recorded> answers)
            throws SQLException {
        if (asked.isEmpty()) {
            return;
        }
        try (PreparedStatement statement = connection.prepareStatement(how)) {
            statement.setArray(
                    1, connection.createArrayOf("uuid", asked.keySet().toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    Key key = asked.get(row.getObject(1, UUID.class));
                    answers.put(key, found(key, row));
                }
            }
        }
    }

    private static Recorded found(Key key, ResultSet row) throws SQLException {
        UUID id = row.getObject(2, UUID.class);
        return row.getString(3) == null
                ? Recorded.removed(id)
                : new Recorded(
                        id,
                        key.externalId(),
                        row.getString(3),
                        instant(row, 4),
                        row.getBoolean(5),
                        instant(row, 6),
                        instant(row, 7),
                        row.getBytes(8),
                        false);
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, java.time.OffsetDateTime.class).toInstant();
    }
}
