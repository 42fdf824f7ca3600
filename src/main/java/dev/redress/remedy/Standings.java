package dev.redress.remedy;

import dev.redress.appeal.RemedyProgress.State;
import dev.redress.platform.Cursor;
import dev.redress.platform.Listing;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// How far all remedies are. Those that a later ruling took the place of are left out of every list and number.
@ApplicationScoped
public class Standings implements PanacheRepositoryBase<Standing, UUID> {

    /// @param agent null for all
    /// @param state null for all that is still owed
    public record Filter(String agent, State state, boolean overdue) {}

    /// @param overdue the number that counts: past their time and not confirmed
    public record Counts(Map<State, Long> states, long overdue) {}

    /// The remedy's state changes under this lock only.
    @Transactional(Transactional.TxType.MANDATORY)
    Standing lock(UUID remedy) {
        return findById(remedy, LockModeType.PESSIMISTIC_WRITE);
    }

    /// Longest due first.
    @Transactional
    public Listing<Standing> list(Filter filter, String cursor, int limit, Instant now) {
        Map<String, Object> values = new HashMap<>();
        StringBuilder where = new StringBuilder("settledBy IS NULL");
        if (filter.state() != null) {
            where.append(" AND state = :state");
            values.put("state", filter.state());
        } else {
            where.append(" AND state <> CONFIRMED");
        }
        if (filter.overdue()) {
            where.append(" AND state <> CONFIRMED AND dueAt < :now");
            values.put("now", now);
        }
        if (filter.agent() != null) {
            where.append(" AND remedyId IN (SELECT id FROM Remedy WHERE agentId = :agent)");
            values.put("agent", filter.agent());
        }
        Cursor after = Cursor.parse(cursor, 2);
        if (after != null) {
            where.append(" AND (dueAt > :due OR dueAt = :due AND remedyId > :id)");
            values.put("due", after.read(c -> c.time(0)));
            values.put("id", after.read(c -> UUID.fromString(c.get(1))));
        }
        List<Standing> rows = find(where + " ORDER BY dueAt, remedyId", values)
                .range(0, limit)
                .list();
        return Listing.of(rows, limit, row -> row, row -> Cursor.of(row.dueAt, row.remedyId));
    }

    @Transactional
    public Counts counts(String agent, Instant now) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = getEntityManager()
                .createNativeQuery("""
                        SELECT s.state, count(*), count(*) FILTER (WHERE s.state <> 'CONFIRMED' AND s.due_at < :now)
                        FROM remedy_standing s JOIN remedy r ON r.id = s.remedy_id
                        WHERE s.settled_by IS NULL AND (CAST(:agent AS text) IS NULL OR r.agent_id = :agent)
                        GROUP BY s.state""")
                .setParameter("now", now)
                .setParameter("agent", agent)
                .getResultList();
        Map<State, Long> states = new EnumMap<>(State.class);
        for (State state : State.values()) {
            states.put(state, 0L);
        }
        long overdue = 0;
        for (Object[] row : rows) {
            states.put(State.valueOf((String) row[0]), ((Number) row[1]).longValue());
            overdue += ((Number) row[2]).longValue();
        }
        return new Counts(states, overdue);
    }

    /// @param agent null for all
    @Transactional
    public Figures figures(String agent, Instant now) {
        Object[] row = (Object[]) getEntityManager()
                .createNativeQuery("""
                        SELECT count(*),
                            count(*) FILTER (WHERE s.state <> 'CONFIRMED' AND s.settled_by IS NULL AND s.due_at < :now),
                            count(*) FILTER (WHERE s.state = 'CONFIRMED'),
                            percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM s.since - r.ordered_at)::float8)
                                FILTER (WHERE s.state = 'CONFIRMED'),
                            percentile_cont(0.95) WITHIN GROUP (ORDER BY extract(epoch FROM s.since - r.ordered_at)::float8)
                                FILTER (WHERE s.state = 'CONFIRMED'),
                            count(*) FILTER (WHERE s.state = 'STALE')
                        FROM remedy_standing s JOIN remedy r ON r.id = s.remedy_id
                        WHERE CAST(:agent AS text) IS NULL OR r.agent_id = :agent""")
                .setParameter("now", now)
                .setParameter("agent", agent)
                .getSingleResult();
        long ordered = ((Number) row[0]).longValue();
        return new Figures(
                ordered,
                ((Number) row[1]).longValue(),
                Figures.Lasted.of(((Number) row[2]).longValue(), (Double) row[3], (Double) row[4]),
                Figures.Returned.of(ordered, ((Number) row[5]).longValue()));
    }

    /// Some whose time has passed unnoticed; other instances pass them by.
    @Transactional(Transactional.TxType.MANDATORY)
    List<Standing> passed(Instant now, int most) {
        return locked("""
                SELECT * FROM remedy_standing
                WHERE state <> 'CONFIRMED' AND settled_by IS NULL AND due_at < :now AND overdue_at IS NULL
                ORDER BY due_at, remedy_id LIMIT :most FOR UPDATE SKIP LOCKED""", now, most);
    }

    /// Some that are to be looked at in the system of record.
    @Transactional(Transactional.TxType.MANDATORY)
    List<Standing> toProbe(Instant now, int most) {
        return locked("""
                SELECT * FROM remedy_standing WHERE probe_at <= :now
                ORDER BY probe_at LIMIT :most FOR UPDATE SKIP LOCKED""", now, most);
    }

    @SuppressWarnings("unchecked")
    private List<Standing> locked(String query, Instant now, int most) {
        return getEntityManager()
                .createNativeQuery(query, Standing.class)
                .setParameter("now", now)
                .setParameter("most", most)
                .getResultList();
    }
}
