package dev.redress.crash;

import dev.redress.platform.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// What is wrong when the database is held against the ledger: acknowledged and gone, there more than once, not as
/// sent, without its one journal entry, or never sent by anybody.
record Findings(
        Set<String> stored, List<String> lost, List<String> doubled, List<String> altered, List<String> foreign) {

    /// What lies in the database; `entries` counts its entries in the journal, 1 where it has none of its own.
    record Row(String id, String document, int entries) {}

    private static final String DECISIONS = """
            SELECT external_id, document, (SELECT count(*) FROM journal
                WHERE decision_id = decision.id AND act = 'DECISION_RECORDED') FROM decision WHERE external_id LIKE ?""";
    private static final String SPANS = "SELECT name, body, 1 FROM span WHERE name LIKE ?";
    private static final String APPEALS = """
            SELECT 'appeal/' || external_id, statement, (SELECT count(*) FROM journal
                WHERE decision_id = decision.id AND act = 'APPEAL_FILED')
            FROM appeal JOIN decision ON decision.id = decision_id WHERE external_id LIKE ?""";
    private static final String CLAIMS = "SELECT 'claim/' || case_id || '/' || holder || '/' || fence FROM claim";

    boolean none() {
        return lost.isEmpty() && doubled.isEmpty() && altered.isEmpty() && foreign.isEmpty();
    }

    /// Everything in the database against the whole ledger.
    static Findings of(Ledger ledger, Connection connection) throws IOException, SQLException {
        return of(ledger, connection, "%");
    }

    /// @param like the ids that are looked at, all of which this ledger has; a claim has none and is always looked for
    static Findings of(Ledger ledger, Connection connection, String like) throws IOException, SQLException {
        Findings findings = empty();
        Set<String> known = rows(ledger.sent());
        Set<String> acknowledged = ledger.acknowledged();
        connection.setAutoCommit(false); // so that rows come bit by bit
        each(connection, DECISIONS, like, row -> findings.add(known, row.getString(1), unpacked(row), row.getInt(3)));
        each(
                connection,
                SPANS,
                like,
                row -> findings.add(known, Door.spanOf(row.getString(1)), unpacked(row), row.getInt(3)));
        each(connection, APPEALS, like, row -> findings.add(known, row.getString(1), row.getString(2), row.getInt(3)));
        Set<String> claims = new HashSet<>();
        each(connection, CLAIMS, null, row -> claims.add(row.getString(1)));
        connection.setAutoCommit(true);
        Set<String> claimed =
                acknowledged.stream().filter(id -> id.startsWith("claim/")).collect(Collectors.toSet());
        claimed.stream().filter(id -> !claims.contains(id)).forEach(findings.lost::add);
        acknowledged.removeAll(claimed);
        return findings.without(acknowledged);
    }

    static Findings of(Set<String> sent, Set<String> acknowledged, List<Row> rows) {
        Findings findings = empty();
        rows.forEach(row -> findings.add(rows(sent), row.id(), row.document(), row.entries()));
        return findings.without(acknowledged);
    }

    private static Findings empty() {
        return new Findings(
                new HashSet<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    private void add(Set<String> known, String id, String document, int entries) {
        if (!known.contains(id)) {
            foreign.add(id);
        }
        if (!stored.add(id) || entries != 1) {
            doubled.add(id);
        }
        if (!intact(id, document)) {
            altered.add(id);
        }
    }

    private Findings without(Set<String> acknowledged) {
        rows(acknowledged).stream().filter(id -> !stored.contains(id)).forEach(lost::add);
        return this;
    }

    /// The rows that must be there for these items.
    static Set<String> rows(Set<String> ids) {
        return ids.stream().flatMap(id -> Door.rows(id).stream()).collect(Collectors.toSet());
    }

    private static boolean intact(String id, String document) {
        return id.startsWith("appeal/") ? document.equals(Crowd.statement(id)) : Door.intact(id, document);
    }

    private interface EachRow {
        void read(ResultSet row) throws SQLException;
    }

    private static void each(Connection connection, String query, String like, EachRow reader) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setFetchSize(1_000);
            if (like != null) {
                statement.setString(1, like);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    reader.read(row);
                }
            }
        }
    }

    private static String unpacked(ResultSet row) throws SQLException {
        return new String(Bytes.unpack(row.getBytes(2)), StandardCharsets.UTF_8);
    }
}
