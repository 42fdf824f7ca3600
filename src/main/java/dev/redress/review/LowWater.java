package dev.redress.review;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// Where the queue begins, for times in which vacuum cannot do its work: while some long report keeps its snapshot,
/// the rows of all cases claimed since lie dead before the first that waits, and every claim would step over them.
///
/// Vacuum is due at 2,000 dead rows. With little more than that nothing is remembered, and the order of the queue is
/// exact. Otherwise, also where vacuum is just late, the beginning is looked up about once a second, so that a more
/// urgent case that comes meanwhile is offered a second later, or at once when nothing else is found. Between two such
/// looks it moves on from where it was, past what was claimed since.
@ApplicationScoped
class LowWater {

    /// A place in the order of the queue.
    record Place(LocalDate dueDay, int hardshipRank, OffsetDateTime openedAt, UUID caseId) {}

    private static final int MANY_DEAD = 3_000;
    private static final long FRESH = TimeUnit.SECONDS.toNanos(1);
    private static final long NEAR = TimeUnit.MILLISECONDS.toNanos(25);

    /// Stepping over dead rows to look costs at most this share of the time.
    private static final int SHARE = 20;

    /// By name each time: a constant would mean the table that had the name when the statement was prepared.
    private static final String DEAD = "SELECT pg_stat_get_dead_tuples(to_regclass('queue_entry'))";

    private static final String QUEUE = "SELECT q.due_day, q.hardship_rank, q.opened_at, q.case_id FROM queue_entry q";
    private static final String FIRST = QUEUE + " ORDER BY " + Picking.ORDER + " LIMIT 1";
    private static final String FIRST_FROM =
            QUEUE + " WHERE (" + Picking.ORDER + ") >= (?, ?, ?, ?) ORDER BY " + Picking.ORDER + " LIMIT 1";

    private final ReentrantLock looking = new ReentrantLock();
    private volatile Optional<Place> place = Optional.empty();
    private volatile long lookAgain = System.nanoTime();
    private volatile long moveAgain = System.nanoTime();

    /// Nothing that waits stands before it, as of a second ago; empty when it is quick to look.
    Optional<Place> place(Connection connection) throws SQLException {
        long now = System.nanoTime();
        boolean look = now - lookAgain >= 0;
        boolean move = place.isPresent() && now - moveAgain >= 0;
        if ((look || move) && looking.tryLock()) {
            try {
                if (look) {
                    place = look(connection);
                    long end = System.nanoTime();
                    lookAgain = end + Math.max(FRESH, (end - now) * SHARE);
                } else {
                    place = from(connection, place).or(() -> place);
                }
                moveAgain = System.nanoTime() + NEAR;
            } finally {
                looking.unlock();
            }
        }
        return place;
    }

    private static Optional<Place> look(Connection connection) throws SQLException {
        try (PreparedStatement dead = connection.prepareStatement(DEAD)) {
            ResultSet count = dead.executeQuery();
            count.next();
            if (count.getLong(1) < MANY_DEAD) {
                return Optional.empty();
            }
        }
        try (PreparedStatement first = connection.prepareStatement(FIRST)) {
            return read(first);
        }
    }

    private static Optional<Place> from(Connection connection, Optional<Place> place) throws SQLException {
        if (place.isEmpty()) {
            return place;
        }
        try (PreparedStatement first = connection.prepareStatement(FIRST_FROM)) {
            first.setObject(1, place.get().dueDay());
            first.setInt(2, place.get().hardshipRank());
            first.setObject(3, place.get().openedAt());
            first.setObject(4, place.get().caseId());
            return read(first);
        }
    }

    private static Optional<Place> read(PreparedStatement first) throws SQLException {
        try (ResultSet row = first.executeQuery()) {
            return row.next()
                    ? Optional.of(new Place(
                            row.getObject(1, LocalDate.class),
                            row.getInt(2),
                            row.getObject(3, OffsetDateTime.class),
                            row.getObject(4, UUID.class)))
                    : Optional.empty();
        }
    }
}
