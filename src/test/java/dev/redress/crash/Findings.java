package dev.redress.crash;

import dev.redress.platform.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is wrong when the database is held against the ledger: acknowledged and gone, there more than once, not as
/// sent, without its one journal entry, or never sent by anybody.
record Findings(int stored, List<String> lost, List<String> doubled, List<String> altered, List<String> foreign) {

    /// One decision as it lies in the database; `entries` counts its entries in the journal.
    record Row(byte[] document, int entries) {}

    boolean none() {
        return lost.isEmpty() && doubled.isEmpty() && altered.isEmpty() && foreign.isEmpty();
    }

    static Findings of(Ledger ledger, Connection connection) throws IOException, SQLException {
        return of(ledger.sent(), ledger.acknowledged(), rows(connection));
    }

    static Findings of(Set<String> sent, Set<String> acknowledged, Map<String, List<Row>> rows) {
        Findings findings =
                new Findings(rows.size(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        acknowledged.stream().filter(id -> !rows.containsKey(id)).forEach(findings.lost::add);
        rows.forEach((id, same) -> {
            if (!sent.contains(id)) {
                findings.foreign.add(id);
            }
            if (same.size() > 1 || same.getFirst().entries() != 1) {
                findings.doubled.add(id);
            }
            if (!Arrays.equals(
                    Bytes.unpack(same.getFirst().document()), Sender.body(id).getBytes(StandardCharsets.UTF_8))) {
                findings.altered.add(id);
            }
        });
        return findings;
    }

    private static Map<String, List<Row>> rows(Connection connection) throws SQLException {
        Map<String, List<Row>> rows = new HashMap<>();
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("""
                        SELECT external_id, document, (SELECT count(*) FROM journal
                            WHERE decision_id = decision.id AND act = 'DECISION_RECORDED') FROM decision""")) {
            while (row.next()) {
                rows.computeIfAbsent(row.getString(1), _ -> new ArrayList<>())
                        .add(new Row(row.getBytes(2), row.getInt(3)));
            }
        }
        return rows;
    }
}
