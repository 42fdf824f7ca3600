package dev.redress.decision;

import dev.redress.decision.Recorder.Row;
import dev.redress.platform.Ids;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The one statement that stores decisions that are new, with their entries in the journal. The entry comes first: its
/// key is what says that an external id was recorded before. Many come as arrays, one a column; a single one as its
/// values, which costs less on both sides.
final class StoreStatement {

    private record Column(String name, String type, Function<Row, Object> value) {}

    private static final List<Column> DECISION = List.of(
            new Column("id", "uuid", row -> row.sent().id()),
            new Column("agent_id", "text", row -> row.sent().agent()),
            kept("external_id", "externalId"),
            kept("type", "type"),
            new Column("classified", "bool", Row::classified),
            kept("outcome_code", "outcome"),
            new Column("adverse", "bool", row -> row.sent().adverse()),
            kept("subject_ref", "subject"),
            kept("locale", "locale"),
            kept("jurisdiction", "jurisdiction"),
            kept("policy_id", "policyId"),
            kept("policy_version", "policyVersion"),
            kept("model_served", "served"),
            kept("run_id", "runId"),
            kept("trace_id", "traceId"),
            new Column("supersedes", "uuid", row -> uuid(row.sent().get("supersedes"))),
            time("decided_at", row -> row.sent().decidedAt()),
            time("notified_at", row -> row.sent().notifiedAt()),
            time("received_at", Row::receivedAt),
            new Column("appealable", "bool", Row::appealable),
            time("closes_at", Row::closesAt),
            time("link_expires_at", Row::linkExpiresAt),
            new Column("digest", "bytea", row -> row.sent().digest()),
            new Column("document", "bytea", row -> row.sent().document()));

    private static final List<Column> NOTE = List.of(
            new Column("id", "uuid", row -> Ids.at(row.receivedAt())),
            new Column("decision_id", "uuid", row -> row.sent().id()),
            new Column("agent_id", "text", row -> row.sent().agent()),
            time("received_at", Row::receivedAt),
            new Column("key", "uuid", row -> row.key().digest()));

    private static final List<Column> PROMISING =
            List.of(new Column("id", "uuid", row -> row.sent().id()));

    private static final List<Column> DELEGATED = List.of(
            new Column("id", "uuid", row -> row.sent().id()),
            new Column("principal", "text", row -> row.delegation().principal()),
            new Column("actors", "text", row -> array(row.delegation().actors())),
            new Column("proven", "bool", row -> row.delegation().proven()),
            new Column("agent", "text", row -> row.sent().agent()),
            time("at", row -> row.sent().decidedAt()));

    private static Column kept(String name, String key) {
        return new Column(name, "text", row -> row.sent().get(key));
    }

    private static Column time(String name, Function<Row, Instant> value) {
        return new Column(name, "timestamptz", row -> value.apply(row).toString());
    }

    /// As PostgreSQL writes an array: one for each row cannot be a parameter, as its arrays are all of one length.
    private static String array(List<String> texts) {
        return texts.stream()
                .map(text -> '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"')
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static UUID uuid(String text) {
        return text == null ? null : UUID.fromString(text);
    }

    private static final String STORE = """
            WITH noted AS (
                INSERT INTO journal (id, decision_id, act, actor_kind, actor_id, at, detail, key)
                SELECT note.id, decision_id, 'DECISION_RECORDED', 'AGENT', agent_id, received_at, '{}', key FROM NOTES
                ON CONFLICT DO NOTHING
                RETURNING decision_id
            ), stored AS (
                INSERT INTO decision (COLUMNS)
                SELECT sent.* FROM ROWS_SENT JOIN noted ON noted.decision_id = sent.id
                RETURNING id, received_at
            )""";

    private static final String ANSWER = " SELECT id FROM stored";

    /// What the agent promised is looked at a moment later; only decisions with commitments pay for the mark.
    private static final String MARK = """
            , marked AS (
                INSERT INTO commitment_unread (decision_id, at)
                SELECT stored.id, stored.received_at
                FROM stored JOIN MARKS ON promising.id = stored.id
            )""";

    /// Who acted for whom, of the decisions that say so.
    private static final String DELEGATE = """
            , delegated AS (
                INSERT INTO delegation (decision_id, principal, actors, proven, agent_id, decided_at)
                SELECT stored.id, d.principal, d.actors::text[], d.proven, d.agent, d.at
                FROM stored JOIN CHAINS ON d.id = stored.id
            )""";

    private record Form(boolean one, boolean promising, boolean delegated) {

        String sql() {
            return STORE.replace("COLUMNS", names(DECISION))
                            .replace("ROWS_SENT", source("sent", DECISION))
                            .replace("NOTES", source("note", NOTE))
                    + (promising ? MARK.replace("MARKS", source("promising", PROMISING)) : "")
                    + (delegated ? DELEGATE.replace("CHAINS", source("d", DELEGATED)) : "")
                    + ANSWER;
        }

        private String source(String alias, List<Column> columns) {
            return columns.stream()
                            .map(column -> one ? "?::" + column.type() : "?::" + column.type() + "[]")
                            .collect(Collectors.joining(", ", one ? "(VALUES (" : "unnest(", one ? ")) " : ") "))
                    + alias + " (" + names(columns) + ")";
        }

        private static String names(List<Column> columns) {
            return columns.stream().map(Column::name).collect(Collectors.joining(", "));
        }
    }

    private final Map<Form, String> statements = new ConcurrentHashMap<>();

    /// The ids of those that are new.
    Set<UUID> run(Connection connection, List<Row> rows) throws SQLException {
        List<Row> promising = rows.stream()
                .filter(row -> row.sent().get("commitments") != null)
                .toList();
        List<Row> delegated =
                rows.stream().filter(row -> row.delegation() != null).toList();
        Form form = new Form(rows.size() == 1, !promising.isEmpty(), !delegated.isEmpty());
        Set<UUID> stored = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement(statements.computeIfAbsent(form, Form::sql))) {
            int next = set(statement, 1, form, NOTE, rows);
            next = set(statement, next, form, DECISION, rows);
            if (form.promising()) {
                next = set(statement, next, form, PROMISING, promising);
            }
            if (form.delegated()) {
                set(statement, next, form, DELEGATED, delegated);
            }
            try (ResultSet ids = statement.executeQuery()) {
                while (ids.next()) {
                    stored.add(ids.getObject(1, UUID.class));
                }
            }
        }
        return stored;
    }

    /// Gives the number of the next parameter.
    private static int set(PreparedStatement statement, int from, Form form, List<Column> columns, List<Row> rows)
            throws SQLException {
        int next = from;
        for (Column column : columns) {
            if (form.one()) {
                statement.setObject(next++, column.value().apply(rows.getFirst()));
            } else {
                Object[] values = column.type().equals("bytea") ? new byte[rows.size()][] : new Object[rows.size()];
                Arrays.setAll(values, i -> column.value().apply(rows.get(i)));
                statement.setArray(next++, statement.getConnection().createArrayOf(column.type(), values));
            }
        }
        return next;
    }
}
