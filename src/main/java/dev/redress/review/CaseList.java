package dev.redress.review;

import dev.redress.access.Actor;
import dev.redress.platform.Cursor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Lists cases: open ones in the order of the queue, closed ones newest first. Pages are cut by the place of
/// their first and last case, so that page 1,000 costs what page 1 does.
@ApplicationScoped
public class CaseList {

    private static final String FORWARDS = "f";
    private static final String BACKWARDS = "b";

    /// What is wanted; null and false do not narrow.
    ///
    /// @param mine      claimed or put aside by the reader
    /// @param claimable waiting, and the reader may take it
    /// @param search    words of the reference, the subject, the agent's id or the person
    public record Wanted(Narrowing narrowing, Cases.State state, boolean mine, boolean claimable, String search) {

        boolean closed() {
            return state != null && state.isClosed();
        }
    }

    /// @param next     the cursor of the piece after it, null at the end
    /// @param previous the cursor of the piece before it, null at the beginning
    public record Piece<T>(List<T> items, String next, String previous) {}

    private final EntityManager entities;

    CaseList(EntityManager entities) {
        this.entities = entities;
    }

    @Transactional
    public Piece<Cases.Row> of(Wanted wanted, String cursor, int limit, Actor.Reviewer reader, Instant now) {
        Map<String, Object> values = new HashMap<>();
        StringBuilder sql = new StringBuilder("SELECT c.*, l.holder AS claim_holder, l.lease_until AS claim_until,"
                + " h.until_at AS hold_until FROM review_case c LEFT JOIN claim l ON l.case_id = c.id"
                + " LEFT JOIN hold h ON h.case_id = c.id");
        if (wanted.claimable()) {
            sql.append(" JOIN queue_entry q ON q.case_id = c.id CROSS JOIN ").append(Eligible.ME_NAMED);
            values.put("me", reader.id());
            values.put("lead", reader.lead());
            values.put("now", now);
        }
        narrow(sql, values, wanted, reader, now);
        Cursor at = Cursor.parse(cursor, wanted.closed() ? 3 : 5);
        boolean back = at != null && at.get(0).equals(BACKWARDS);
        if (at != null) {
            cut(sql, values, at, wanted.closed(), back);
        }
        sql.append(order(wanted.closed(), back)).append(" LIMIT ").append(limit + 1);
        Query query = entities.createNativeQuery(sql.toString(), "case-with-claim");
        values.forEach(query::setParameter);
        List<Cases.Row> rows = new ArrayList<>();
        for (Object found : query.getResultList()) {
            Object[] columns = (Object[]) found;
            rows.add(row((Case) columns[0], (String) columns[1], (Instant) columns[2], (Instant) columns[3], now));
        }
        return piece(rows, limit, at, back, wanted.closed());
    }

    private static void narrow(
            StringBuilder sql, Map<String, Object> values, Wanted wanted, Actor.Reviewer reader, Instant now) {
        sql.append(wanted.closed() ? " WHERE c.closed_at IS NOT NULL" : " WHERE c.closed_at IS NULL");
        if (wanted.closed()) {
            sql.append(" AND c.closed_as = :end AND c.purpose = 'REVIEW'");
            values.put("end", wanted.state().name());
        } else if (wanted.state() != null) {
            sql.append(
                    switch (wanted.state()) {
                        case CLAIMED -> " AND l.lease_until > :now";
                        case ON_HOLD -> " AND h.until_at > :now";
                        case ASKED -> " AND c.asked_at IS NOT NULL";
                        case SENT -> " AND c.proposed = 'UNDO'";
                        case AWAITING_APPROVAL -> " AND c.proposed = 'APPROVAL'";
                        case WAITING, RULED, WITHDRAWN, APPEALED ->
                            " AND c.asked_at IS NULL AND c.proposed IS NULL AND (l.lease_until IS NULL OR l.lease_until <= :now)"
                                    + " AND (h.until_at IS NULL OR h.until_at <= :now)";
                    });
            if (sql.indexOf(":now") >= 0) {
                values.put("now", now);
            }
        }
        if (wanted.mine()) {
            sql.append(" AND c.id IN (SELECT case_id FROM claim WHERE holder = :holder AND lease_until > :now"
                    + " UNION ALL SELECT case_id FROM hold WHERE holder = :holder)");
            values.put("holder", reader.id());
            values.put("now", now);
        }
        if (wanted.claimable()) {
            sql.append(" AND ").append(Eligible.MAY_CLAIM_NEXT);
        }
        String words = CaseWords.query(wanted.search());
        if (words == null && wanted.search() != null && !wanted.search().isBlank()) {
            sql.append(" AND false"); // no word is in it, so no case has it
        } else if (words != null) {
            sql.append(" AND c.id IN (SELECT case_id FROM case_search WHERE words @@ to_tsquery('simple', :words))");
            values.put("words", words);
        }
        Narrowing narrowing = wanted.closed() ? wanted.narrowing().told() : wanted.narrowing();
        narrowing.columns().forEach((column, value) -> {
            sql.append(" AND c.").append(column).append(" = :").append(column);
            values.put(column, value);
        });
    }

    /// The place stands in subqueries, which hide its values from the planner. Near the end of the list it would else
    /// make a plan for every page, which takes twice as long as the page itself.
    private static void cut(StringBuilder sql, Map<String, Object> values, Cursor at, boolean closed, boolean back) {
        boolean greater = closed == back;
        if (closed) {
            values.put("at", at.read(c -> c.time(1)));
            values.put("id", at.read(c -> UUID.fromString(c.get(2))));
            sql.append(" AND (c.closed_at, c.id) ")
                    .append(greater ? '>' : '<')
                    .append(" ((SELECT CAST(:at AS timestamptz)), (SELECT CAST(:id AS uuid)))");
        } else {
            values.put("day", at.read(c -> LocalDate.ofInstant(c.time(1), ZoneOffset.UTC)));
            values.put("rank", at.read(c -> Integer.valueOf(c.get(2))));
            values.put("opened", at.read(c -> c.time(3)));
            values.put("id", at.read(c -> UUID.fromString(c.get(4))));
            sql.append(" AND (c.due_day, c.hardship_rank, c.opened_at, c.id) ")
                    .append(greater ? '>' : '<')
                    .append(" ((SELECT CAST(:day AS date)), (SELECT CAST(:rank AS integer)),")
                    .append(" (SELECT CAST(:opened AS timestamptz)), (SELECT CAST(:id AS uuid)))");
        }
    }

    private static String order(boolean closed, boolean back) {
        String direction = closed == back ? "" : " DESC";
        return closed
                ? " ORDER BY c.closed_at" + direction + ", c.id" + direction
                : " ORDER BY c.due_day" + direction + ", c.hardship_rank" + direction + ", c.opened_at" + direction
                        + ", c.id" + direction;
    }

    private static Piece<Cases.Row> piece(List<Cases.Row> read, int limit, Cursor at, boolean back, boolean closed) {
        boolean more = read.size() > limit;
        List<Cases.Row> rows = new ArrayList<>(more ? read.subList(0, limit) : read);
        if (back) {
            Collections.reverse(rows);
        }
        if (rows.isEmpty()) { // everything beyond the place is gone: the way leads back from there
            String turned = at == null ? null : turned(at, back ? FORWARDS : BACKWARDS);
            return new Piece<>(rows, back ? turned : null, back ? null : turned);
        }
        return new Piece<>(
                rows,
                back || more ? place(FORWARDS, rows.getLast().item(), closed) : null,
                (back ? more : at != null) ? place(BACKWARDS, rows.getFirst().item(), closed) : null);
    }

    private static String place(String direction, Case item, boolean closed) {
        return (closed
                        ? Cursor.of(direction, item.closedAt(), item.id())
                        : Cursor.of(direction, item.dueAt(), item.hardshipRank(), item.openedAt(), item.id()))
                .encoded();
    }

    private static String turned(Cursor at, String direction) {
        List<String> values = new ArrayList<>(at.values());
        values.set(0, direction);
        return new Cursor(values).encoded();
    }

    private static Cases.Row row(Case item, String holder, Instant until, Instant hold, Instant now) {
        boolean claimed = until != null && until.isAfter(now);
        boolean held = hold != null && hold.isAfter(now);
        Cases.State state = Cases.stateOf(item, claimed, held);
        return new Cases.Row(item, state, claimed ? holder : null, claimed ? until : null, held ? hold : null);
    }
}
