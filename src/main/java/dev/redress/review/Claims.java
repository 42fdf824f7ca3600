package dev.redress.review;

import static dev.redress.review.QueueTables.change;
import static dev.redress.review.QueueTables.instant;
import static dev.redress.review.QueueTables.note;
import static dev.redress.review.QueueTables.prepare;

import dev.redress.access.Actor;
import dev.redress.journal.Act;
import dev.redress.platform.Ids;
import dev.redress.platform.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Hands cases to reviewers, each to one at a time.
///
/// A claim is one statement and one commit: the case leaves the narrow `queue_entry`, enters `claim`, and the act
/// enters the journal. `SKIP LOCKED` lets claimers pass one another, so that two never get the same case and none
/// waits. Who may not take a case is asked in that statement; denials come first.
@ApplicationScoped
public class Claims {

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

    /// How many open cases others hold, and when the first of those leases ends; null when they hold none.
    public record Held(int cases, Instant until) {}

    private final QueueTables tables;
    private final Holds holds;
    private final LowWater lowWater;
    private final Duration lease;

    Claims(QueueTables tables, Holds holds, LowWater lowWater, @ConfigProperty(name = "redress.lease") Duration lease) {
        this.tables = tables;
        this.holds = holds;
        this.lowWater = lowWater;
        this.lease = lease;
    }

    /// The first waiting case that this reviewer may take. An ended lease or hold that nobody has cleared counts
    /// as waiting.
    public Optional<Claim> claimNext(Narrowing narrowing, Actor.Reviewer by, Instant now) {
        // One statement is a transaction by itself: its own would cost a second round trip for every claim.
        Optional<Claim> next =
                tables.within(connection -> next(connection, narrowing, lowWater.place(connection), by, now));
        if (next.isEmpty()) {
            returnEnded(now); // or waits for the keeper that is just returning them
            holds.returnEnded(now);
            next = tables.within(connection -> next(connection, narrowing, Optional.empty(), by, now));
        }
        return next;
    }

    /// Claims this case, or extends the claim that the reviewer holds. Who put it aside takes it up again.
    ///
    /// @param fence the claim to extend, null to claim or extend whatever is there
    /// @throws Refusal 409 when it is held, closed or the fence is old; 403 for a reviewer who may not take it
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
        return tables.run(connection -> {
            returnEnded(connection, now);
            Holds.lift(connection, wanted.id(), by, now);
            Optional<Claim> held = find(connection, wanted.id());
            if (held.isPresent()
                    && held.get().holder().equals(by.id())
                    && (fence == null || fence == held.get().fence())) {
                return extend(connection, held.get(), wanted, by, now);
            }
            if (held.isPresent() || fence != null) {
                throw lost(fence == null ? ReviewProblem.CLAIM_HELD : ReviewProblem.CLAIM_LOST, held, by);
            }
            Optional<Claim> claimed = claim(connection, Picking.only(wanted.id(), by, now), by, now);
            if (claimed.isEmpty()) {
                throw whyNot(connection, wanted.id(), by, now);
            }
            return claimed.get();
        });
    }

    /// Gives the case back to the queue. What was handed to this reviewer is then for everybody.
    public void release(Case held, Actor.Reviewer by, Instant now) {
        tables.run(connection -> {
            giveUp(connection, held.id(), by.id());
            Optional<Long> fence = leave(held.id(), by, now);
            if (fence.isEmpty()) {
                throw lost(ReviewProblem.CLAIM_LOST, find(connection, held.id()), by);
            }
            QueueTables.back(connection, held.id(), fence.get());
            note(connection, held.decisionId(), held.id(), Act.CLAIM_RELEASED, by, now);
            return null;
        });
    }

    /// The claim under which an act on the case is made; the caller's transaction holds on to it until it ends.
    ///
    /// @param fence null to take whatever claim the reviewer has
    Claim require(Case claimed, Long fence, Actor.Reviewer by, Instant now) {
        return tables.within(connection -> {
            Optional<Claim> held = find(connection, claimed.id(), " FOR UPDATE");
            if (held.isEmpty()
                    || !held.get().isOf(by.id(), now)
                    || (fence != null && held.get().fence() != fence)) {
                throw lost(ReviewProblem.CLAIM_LOST, held, by);
            }
            return held.get();
        });
    }

    /// Ends the claim, the waiting or the hold of a case that closes, in the caller's transaction. Holds and leases
    /// end, and cases are claimed, meanwhile: each place is cleared after the one from which a case moves there.
    void end(UUID caseId) {
        tables.within(connection -> {
            for (String table : List.of("hold", "queue_entry", "claim", "queue_entry")) {
                change(connection, "DELETE FROM " + table + " WHERE case_id = ?", caseId);
            }
            return null;
        });
    }

    /// Ends the claim of a case that goes out of the queue or to others, in the caller's transaction, and gives
    /// its fence.
    long park(UUID caseId) {
        return leave("claim", caseId)
                .orElseThrow(() -> new IllegalStateException("case " + caseId + " is not claimed"));
    }

    /// Ends the claim of this reviewer if they have one, in the caller's transaction, and gives its fence.
    Optional<Long> leave(UUID caseId, Actor.Reviewer by, Instant now) {
        return tables.within(connection -> leave(
                connection,
                "DELETE FROM claim WHERE case_id = ? AND holder = ? AND lease_until > ? RETURNING fence",
                caseId,
                by.id(),
                now));
    }

    /// Takes a case out of `claim` or `queue_entry`, in the caller's transaction; empty when it is not there.
    Optional<Long> leave(String table, UUID caseId) {
        return tables.within(
                connection -> leave(connection, "DELETE FROM " + table + " WHERE case_id = ? RETURNING fence", caseId));
    }

    private static Optional<Long> leave(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement delete = prepare(connection, sql, values)) {
            ResultSet row = delete.executeQuery();
            return row.next() ? Optional.of(row.getLong(1)) : Optional.empty();
        }
    }

    /// Gives a case that was parked to a reviewer, in the caller's transaction.
    ///
    /// @param fence the last one given out for it
    void hand(Case parked, long fence, Actor.Reviewer to, Instant now) {
        tables.within(connection -> change(
                connection,
                "INSERT INTO claim (case_id, decision_id, holder, fence, claimed_at, lease_until) VALUES (?, ?, ?, ?, ?, ?)",
                parked.id(),
                parked.decisionId(),
                to.id(),
                fence + 1,
                now,
                now.plus(lease)));
    }

    /// Moves a waiting case to its place by another date, in the caller's transaction.
    void postpone(UUID caseId, Instant due) {
        tables.within(
                connection -> change(connection, "UPDATE queue_entry SET due_at = ? WHERE case_id = ?", due, caseId));
    }

    /// Lets a case wait, in the caller's transaction.
    ///
    /// @param fence the last one given out for it
    void enqueue(UUID caseId, long fence) {
        tables.within(connection -> {
            QueueTables.back(connection, caseId, fence);
            return null;
        });
    }

    public Optional<Claim> of(UUID caseId, Instant now) {
        return tables.within(connection ->
                find(connection, caseId).filter(claim -> claim.leaseUntil().isAfter(now)));
    }

    public Held heldByOthers(Actor.Reviewer by, Instant now) {
        return tables.run(connection -> {
            try (PreparedStatement select = prepare(
                    connection,
                    "SELECT count(*), min(l.lease_until) FROM claim l JOIN review_case c ON c.id = l.case_id"
                            + " WHERE l.holder <> ? AND l.lease_until > ? AND c.closed_at IS NULL"
                            + " AND c.purpose = 'REVIEW'",
                    by.id(),
                    now)) {
                ResultSet row = select.executeQuery();
                row.next();
                return new Held(row.getInt(1), instant(row, 2));
            }
        });
    }

    /// Brings back the cases whose lease is over, and says how many.
    int returnEnded(Instant now) {
        return tables.run(connection -> returnEnded(connection, now));
    }

    /// Ends what was handed to this reviewer alone, so that the case is everybody's.
    static void giveUp(Connection connection, UUID caseId, String reviewer) throws SQLException {
        change(
                connection,
                "UPDATE review_case SET offered_to = NULL, offered_until = NULL WHERE id = ? AND offered_to = ?",
                caseId,
                reviewer);
    }

    /// Asked apart, because PostgreSQL sets up every branch of a statement before it runs one: in one statement they
    /// took it nearly twice as long for reviewers whose training names nothing.
    private Optional<Claim> next(
            Connection connection, Narrowing narrowing, Optional<LowWater.Place> from, Actor.Reviewer by, Instant now)
            throws SQLException {
        Optional<Claim> next = claim(connection, Picking.next(narrowing, from, by, now), by, now);
        return next.isPresent() ? next : claim(connection, Picking.nextTrained(narrowing, from, by, now), by, now);
    }

    private Optional<Claim> claim(Connection connection, Picking picking, Actor.Reviewer by, Instant now)
            throws SQLException {
        Instant until = now.plus(lease);
        List<Object> values = picking.values();
        values.addAll(List.of(by.id(), now, until, Ids.at(now), by.id(), now, by.id(), now));
        try (PreparedStatement statement = prepare(connection, picking.sql(MOVE), values.toArray())) {
            ResultSet row = statement.executeQuery();
            return row.next()
                    ? Optional.of(new Claim(row.getObject(1, UUID.class), by.id(), row.getLong(2), instant(row, 3)))
                    : Optional.empty();
        }
    }

    private Claim extend(Connection connection, Claim held, Case wanted, Actor.Reviewer by, Instant now)
            throws SQLException {
        Instant until = now.plus(lease);
        int extended = change(
                connection,
                "UPDATE claim SET lease_until = ? WHERE case_id = ? AND fence = ? AND lease_until > ?",
                until,
                held.caseId(),
                held.fence(),
                now);
        if (extended == 0) {
            throw lost(ReviewProblem.CLAIM_LOST, find(connection, held.caseId()), by);
        }
        note(connection, wanted.decisionId(), wanted.id(), Act.CLAIM_EXTENDED, by, now);
        return new Claim(held.caseId(), held.holder(), held.fence(), until);
    }

    private static int returnEnded(Connection connection, Instant now) throws SQLException {
        try (PreparedStatement delete = prepare(
                connection, "DELETE FROM claim WHERE lease_until <= ? RETURNING case_id, decision_id, fence", now)) {
            return QueueTables.allBack(
                    connection, delete.executeQuery(), Act.CLAIM_EXPIRED, new Actor.Machine("lease"), now);
        }
    }

    private static Optional<Claim> find(Connection connection, UUID caseId) throws SQLException {
        return find(connection, caseId, "");
    }

    private static Optional<Claim> find(Connection connection, UUID caseId, String lock) throws SQLException {
        try (PreparedStatement select =
                prepare(connection, "SELECT holder, fence, lease_until FROM claim WHERE case_id = ?" + lock, caseId)) {
            ResultSet row = select.executeQuery();
            return row.next()
                    ? Optional.of(new Claim(caseId, row.getString(1), row.getLong(2), instant(row, 3)))
                    : Optional.empty();
        }
    }

    private static Refusal whyNot(Connection connection, UUID caseId, Actor.Reviewer by, Instant now)
            throws SQLException {
        Optional<Claim> held = find(connection, caseId);
        return Obstacles.of(connection, caseId, by, now)
                .filter(_ -> held.isEmpty())
                .map(Obstacle::refusal)
                .orElseGet(() -> lost(ReviewProblem.CLAIM_HELD, held, by));
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
}
