package dev.redress.review;

import dev.redress.access.Actor;
import dev.redress.journal.Act;
import dev.redress.platform.Ids;
import dev.redress.platform.Refusal;
import io.agroal.api.AgroalDataSource;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Hands cases to reviewers, each to one at a time.
///
/// A claim is one statement and one commit: the case leaves the narrow `queue_entry`, enters `claim`, and the act
/// enters the journal. `SKIP LOCKED` lets claimers pass one another, so that two never get the same case and none
/// waits.
@ApplicationScoped
public class Claims {

    private static final String PICK =
            "WITH picked AS (SELECT q.case_id, q.decision_id, q.fence FROM queue_entry q WHERE ";

    private static final String MOVE = """
            , gone AS (DELETE FROM queue_entry q USING picked p WHERE q.case_id = p.case_id)
            , claimed AS (
                INSERT INTO claim (case_id, decision_id, holder, fence, claimed_at, lease_until)
                SELECT case_id, decision_id, ?, fence + 1, ?, ? FROM picked
                RETURNING case_id, decision_id, fence, lease_until)
            , noted AS (
                INSERT INTO journal (id, decision_id, act, actor_kind, actor_id, at, detail)
                SELECT ?, decision_id, 'CASE_CLAIMED', 'REVIEWER', ?, ?, json_build_object('case', case_id)::text
                FROM claimed)
            , seen AS (
                INSERT INTO case_seen (case_id, reviewer_id, version, at)
                SELECT c.id, ?, c.version, ? FROM picked p JOIN review_case c ON c.id = p.case_id
                ON CONFLICT (case_id, reviewer_id) DO NOTHING)
            SELECT case_id, fence, lease_until FROM claimed""";

    private static final String BACK = """
            INSERT INTO queue_entry (case_id, decision_id, due_at, opened_at, fence, origin, type, agent_id, subject_ref,
                policy_id, policy_version, model, jurisdiction, language)
            SELECT id, decision_id, due_at, opened_at, ?, origin, type, agent_id, subject_ref, policy_id,
                policy_version, model, jurisdiction, language
            FROM review_case WHERE id = ? AND closed_at IS NULL""";

    /// How many open cases others hold, and when the first of those leases ends; null when they hold none.
    public record Held(int cases, Instant until) {}

    private final AgroalDataSource database;
    private final Duration lease;

    Claims(AgroalDataSource database, @ConfigProperty(name = "redress.lease") Duration lease) {
        this.database = database;
        this.lease = lease;
    }

    /// The first waiting case that this reviewer may take. An ended lease that nobody has cleared counts as waiting.
    public Optional<Claim> claimNext(Narrowing narrowing, Actor.Reviewer by, Instant now) {
        // One statement is a transaction by itself: its own would cost a second round trip for every claim.
        Optional<Claim> next = within(connection -> claim(connection, null, narrowing, by, now));
        if (next.isEmpty()) {
            returnEnded(now); // or waits for the keeper that is just returning them
            next = within(connection -> claim(connection, null, narrowing, by, now));
        }
        return next;
    }

    /// Claims this case, or extends the claim that the reviewer holds.
    ///
    /// @param fence the claim to extend, null to claim or extend whatever is there
    /// @throws Refusal 409 when it is held, closed or the fence is old; 403 for a reviewer who is not independent
    public Claim claim(Case wanted, Long fence, Actor.Reviewer by, Instant now) {
        if (!wanted.isOpen()) {
            throw closed();
        }
        if (wanted.isAsked()) {
            throw new Refusal(ReviewProblem.PERSON_ASKED, "The person was asked something and has not answered yet.");
        }
        if (wanted.proposed() != null) {
            throw new Refusal(ReviewProblem.RULING_WAITS, "A ruling was sent and is not made yet.");
        }
        return run(connection -> {
            returnEnded(connection, now);
            Optional<Claim> held = find(connection, wanted.id());
            if (held.isPresent()
                    && held.get().holder().equals(by.id())
                    && (fence == null || fence == held.get().fence())) {
                return extend(connection, held.get(), wanted, by, now);
            }
            if (held.isPresent() || fence != null) {
                throw lost(fence == null ? ReviewProblem.CLAIM_HELD : ReviewProblem.CLAIM_LOST, held, by);
            }
            return claim(connection, wanted.id(), Narrowing.NONE, by, now)
                    .orElseThrow(() -> whyNot(connection, wanted, by));
        });
    }

    /// Gives the case back to the queue.
    public void release(Case held, Actor.Reviewer by, Instant now) {
        run(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    "DELETE FROM claim WHERE case_id = ? AND holder = ? AND lease_until > ? RETURNING fence")) {
                set(delete, held.id(), by.id(), now);
                ResultSet row = delete.executeQuery();
                if (!row.next()) {
                    throw lost(ReviewProblem.CLAIM_LOST, find(connection, held.id()), by);
                }
                back(connection, held.id(), row.getLong(1));
            }
            note(connection, held.decisionId(), held.id(), Act.CLAIM_RELEASED, by, now);
            return null;
        });
    }

    /// The claim under which an act on the case is made; the caller's transaction holds on to it until it ends.
    ///
    /// @param fence null to take whatever claim the reviewer has
    Claim require(Case claimed, Long fence, Actor.Reviewer by, Instant now) {
        return within(connection -> {
            Optional<Claim> held = find(connection, claimed.id(), " FOR UPDATE");
            if (held.isEmpty()
                    || !held.get().isOf(by.id(), now)
                    || (fence != null && held.get().fence() != fence)) {
                throw lost(ReviewProblem.CLAIM_LOST, held, by);
            }
            return held.get();
        });
    }

    /// Ends the claim or the waiting of a case that closes, in the caller's transaction.
    void end(UUID caseId) {
        within(connection -> {
            for (String table : List.of("claim", "queue_entry")) {
                try (PreparedStatement delete =
                        connection.prepareStatement("DELETE FROM " + table + " WHERE case_id = ?")) {
                    set(delete, caseId);
                    delete.executeUpdate();
                }
            }
            return null;
        });
    }

    /// Ends the claim of a case that waits for the person, in the caller's transaction, and gives its fence.
    long park(UUID caseId) {
        return within(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("DELETE FROM claim WHERE case_id = ? RETURNING fence")) {
                set(delete, caseId);
                ResultSet row = delete.executeQuery();
                if (!row.next()) {
                    throw new IllegalStateException("case " + caseId + " is not claimed");
                }
                return row.getLong(1);
            }
        });
    }

    /// Gives a case that was parked to a reviewer, in the caller's transaction.
    ///
    /// @param fence the last one given out for it
    void hand(Case parked, long fence, Actor.Reviewer to, Instant now) {
        within(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "INSERT INTO claim (case_id, decision_id, holder, fence, claimed_at, lease_until)"
                            + " VALUES (?, ?, ?, ?, ?, ?)")) {
                set(insert, parked.id(), parked.decisionId(), to.id(), fence + 1, now, now.plus(lease));
                return insert.executeUpdate();
            }
        });
    }

    /// Moves a waiting case to its place by another date, in the caller's transaction.
    void postpone(UUID caseId, Instant due) {
        within(connection -> {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE queue_entry SET due_at = ? WHERE case_id = ?")) {
                set(update, due, caseId);
                return update.executeUpdate();
            }
        });
    }

    /// Lets a case wait, in the caller's transaction.
    ///
    /// @param fence the last one given out for it
    void enqueue(UUID caseId, long fence) {
        within(connection -> {
            back(connection, caseId, fence);
            return null;
        });
    }

    /// Refuses a reviewer who may not rule on the case; asked at the ruling once more.
    void requireIndependent(Case claimed, Actor.Reviewer by) {
        within(connection -> {
            if (!isIndependent(connection, claimed, by)) {
                throw notIndependent();
            }
            return null;
        });
    }

    public Optional<Claim> of(UUID caseId, Instant now) {
        return run(connection ->
                find(connection, caseId).filter(claim -> claim.leaseUntil().isAfter(now)));
    }

    public Held heldByOthers(Actor.Reviewer by, Instant now) {
        return run(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "SELECT count(*), min(lease_until) FROM claim WHERE holder <> ? AND lease_until > ?")) {
                set(select, by.id(), now);
                ResultSet row = select.executeQuery();
                row.next();
                return new Held(row.getInt(1), row.getObject(2) == null ? null : instant(row, 2));
            }
        });
    }

    /// Brings back the cases whose lease is over, and says how many.
    int returnEnded(Instant now) {
        return run(connection -> returnEnded(connection, now));
    }

    private Optional<Claim> claim(Connection connection, UUID only, Narrowing narrowing, Actor.Reviewer by, Instant now)
            throws SQLException {
        Instant until = now.plus(lease);
        StringBuilder sql = new StringBuilder(PICK).append(Independence.CONDITION);
        List<Object> values = new ArrayList<>(List.of(by.id(), by.id(), by.id()));
        if (!by.lead()) {
            sql.append(" AND q.origin <> 'SECOND_LEVEL'");
        }
        if (only != null) {
            sql.append(" AND q.case_id = ?");
            values.add(only);
        }
        narrowing.columns().forEach((column, value) -> {
            sql.append(" AND q.").append(column).append(" = ?");
            values.add(value);
        });
        sql.append(" ORDER BY q.due_at, q.opened_at, q.case_id LIMIT 1 FOR UPDATE OF q SKIP LOCKED)")
                .append(MOVE);
        values.addAll(List.of(by.id(), now, until, Ids.at(now), by.id(), now, by.id(), now));
        try (PreparedStatement statement = connection.prepareStatement(sql.toString())) {
            set(statement, values.toArray());
            ResultSet row = statement.executeQuery();
            return row.next()
                    ? Optional.of(new Claim(row.getObject(1, UUID.class), by.id(), row.getLong(2), instant(row, 3)))
                    : Optional.empty();
        }
    }

    private Claim extend(Connection connection, Claim held, Case wanted, Actor.Reviewer by, Instant now)
            throws SQLException {
        Instant until = now.plus(lease);
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE claim SET lease_until = ? WHERE case_id = ? AND fence = ? AND lease_until > ?")) {
            set(update, until, held.caseId(), held.fence(), now);
            if (update.executeUpdate() == 0) {
                throw lost(ReviewProblem.CLAIM_LOST, find(connection, held.caseId()), by);
            }
        }
        note(connection, wanted.decisionId(), wanted.id(), Act.CLAIM_EXTENDED, by, now);
        return new Claim(held.caseId(), held.holder(), held.fence(), until);
    }

    private static int returnEnded(Connection connection, Instant now) throws SQLException {
        int returned = 0;
        try (PreparedStatement delete = connection.prepareStatement(
                "DELETE FROM claim WHERE lease_until <= ? RETURNING case_id, decision_id, fence, holder")) {
            set(delete, now);
            ResultSet row = delete.executeQuery();
            while (row.next()) {
                UUID caseId = row.getObject(1, UUID.class);
                back(connection, caseId, row.getLong(3));
                note(
                        connection,
                        row.getObject(2, UUID.class),
                        caseId,
                        Act.CLAIM_EXPIRED,
                        new Actor.Machine("lease"),
                        now);
                returned++;
            }
        }
        return returned;
    }

    private static void back(Connection connection, UUID caseId, long fence) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(BACK)) {
            set(insert, fence, caseId);
            insert.executeUpdate();
        }
    }

    private static void note(Connection connection, UUID decision, UUID caseId, Act act, Actor by, Instant now)
            throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO journal (id, decision_id, act, actor_kind, actor_id, at, detail)
                VALUES (?, ?, ?, ?, ?, ?, json_build_object('case', ?)::text)""")) {
            set(insert, Ids.at(now), decision, act.name(), by.kind(), by.id(), now, caseId);
            insert.executeUpdate();
        }
    }

    private static Optional<Claim> find(Connection connection, UUID caseId) throws SQLException {
        return find(connection, caseId, "");
    }

    private static Optional<Claim> find(Connection connection, UUID caseId, String lock) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("SELECT holder, fence, lease_until FROM claim WHERE case_id = ?" + lock)) {
            set(select, caseId);
            ResultSet row = select.executeQuery();
            return row.next()
                    ? Optional.of(new Claim(caseId, row.getString(1), row.getLong(2), instant(row, 3)))
                    : Optional.empty();
        }
    }

    private static Refusal whyNot(Connection connection, Case wanted, Actor.Reviewer by) {
        try {
            if (!isIndependent(connection, wanted, by) || (wanted.origin() == Origin.SECOND_LEVEL && !by.lead())) {
                return notIndependent();
            }
            return lost(ReviewProblem.CLAIM_HELD, find(connection, wanted.id()), by);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isIndependent(Connection connection, Case wanted, Actor.Reviewer by) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "SELECT 1 FROM review_case q WHERE " + Independence.CONDITION + " AND q.id = ?")) {
            set(select, by.id(), by.id(), by.id(), wanted.id());
            return select.executeQuery().next();
        }
    }

    private static Refusal lost(ReviewProblem problem, Optional<Claim> held, Actor.Reviewer by) {
        Refusal refusal = new Refusal(problem, problem.title() + ".");
        held.filter(claim -> !claim.holder().equals(by.id()))
                .ifPresent(claim -> refusal.with("leaseUntil", claim.leaseUntil()));
        return refusal;
    }

    static Refusal closed() {
        return new Refusal(ReviewProblem.CASE_CLOSED, "This case is closed.");
    }

    static Refusal notIndependent() {
        return new Refusal(ReviewProblem.NOT_INDEPENDENT, "Somebody else has to take this case.");
    }

    private interface Work<T> {
        T on(Connection connection) throws SQLException;
    }

    /// In a transaction of its own, that ends before this returns.
    private <T> T run(Work<T> work) {
        return io.quarkus.narayana.jta.QuarkusTransaction.requiringNew().call(() -> within(work));
    }

    /// In the caller's transaction; where there is none, every statement is one.
    private <T> T within(Work<T> work) {
        try (Connection connection = database.getConnection()) {
            return work.on(connection);
        } catch (SQLException e) {
            throw new IllegalStateException("the queue could not be asked", e);
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value = values[i] instanceof Instant at ? at.atOffset(ZoneOffset.UTC) : values[i];
            statement.setObject(i + 1, value);
        }
    }

    private static Instant instant(ResultSet row, int column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
