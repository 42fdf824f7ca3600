package dev.redress.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.Chain;
import dev.redress.Tables;
import dev.redress.access.Actor;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// Claims while somebody's snapshot keeps vacuum from its work.
@QuarkusTest
class LowWaterTest {

    private static final int DEAD = 30_000;
    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared hit=(\\d+)");

    @Inject
    DataSource database;

    @Inject
    Tables tables;

    @Inject
    Claims claims;

    @Inject
    LowWater lowWater;

    @Inject
    Clock clock;

    @Test
    void claimsDoNotStepOverTheDeadAndNoUrgentCaseIsForgotten() throws Exception {
        String type = Chain.fresh("water");
        UUID waiting = UUID.fromString(Desk.waiting(type));
        try (Connection reader = database.getConnection()) {
            reader.setAutoCommit(false);
            reader.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            reader.createStatement().executeQuery("SELECT 1 FROM queue_entry"); // a report that takes its time
            manyComeAndGo(type);
            LowWater.Place first = beginning();
            assertThat(first.caseId().toString())
                    .isEqualTo(tables.column("SELECT q.case_id FROM queue_entry q ORDER BY " + Picking.ORDER)
                            .getFirst());
            String from = " WHERE (%s) >= ('%s'::date, %d, '%s', '%s')"
                    .formatted(Picking.ORDER, first.dueDay(), first.hardshipRank(), first.openedAt(), first.caseId());
            assertThat(buffersToTheFirst(from)).isLessThan(20);
            assertThat(buffersToTheFirst("")).isGreaterThan(200);
            assertThat(next(type)).contains(waiting);

            Desk.waiting(type);
            Desk.waiting(type);
            List<String> two = tables.column("SELECT case_id FROM queue_entry WHERE type = '" + type + "'");
            UUID urgent = UUID.fromString(two.getLast());
            UUID later = UUID.fromString(two.getFirst());
            tables.change(
                    "UPDATE queue_entry SET due_at = due_at - interval '9 years' WHERE case_id = '" + urgent + "'");
            for (int i = 0; !beginning().caseId().equals(urgent) && i < 100; i++) {
                Thread.sleep(100);
            }
            assertThat(next(type)).contains(urgent);
            tables.change(
                    "UPDATE queue_entry SET due_at = due_at - interval '9 years' WHERE case_id = '" + later + "'");
            assertThat(next(type)).contains(later); // nothing else is found, so at once
            reader.rollback();
        }
        tables.change("ANALYZE queue_entry"); // counts the dead once more, after they could be cleared away
    }

    /// Cases that are more urgent than all others, and then claimed and gone.
    private void manyComeAndGo(String type) throws SQLException {
        try (Connection connection = database.getConnection()) {
            // No cases belong to them.
            connection.createStatement().execute("SET session_replication_role = replica");
            connection.createStatement().execute("""
                    INSERT INTO queue_entry (case_id, decision_id, due_at, opened_at, fence, origin, type, agent_id,
                        subject_ref)
                    SELECT gen_random_uuid(), gen_random_uuid(), now() - interval '8 years' + n * interval '1 hour', now(),
                        0, 'AUDIT', '%1$s', 'dead', 'dead' FROM generate_series(1, %2$d) n;
                    DELETE FROM queue_entry WHERE agent_id = 'dead'""".formatted(type, DEAD));
            connection.createStatement().execute("RESET session_replication_role");
        }
    }

    private LowWater.Place beginning() throws Exception {
        for (int i = 0; i < 100; i++) {
            try (Connection connection = database.getConnection()) {
                Optional<LowWater.Place> place = lowWater.place(connection);
                if (place.isPresent()) {
                    return place.get();
                }
            }
            Thread.sleep(100); // PostgreSQL counts its rows with a delay, and the beginning is looked up once a second
        }
        throw new AssertionError("the beginning of the queue is not remembered");
    }

    private int buffersToTheFirst(String from) {
        List<String> plan = tables.column("EXPLAIN (ANALYZE, BUFFERS) SELECT q.case_id FROM queue_entry q" + from
                + " ORDER BY " + Picking.ORDER + " LIMIT 1");
        return plan.stream()
                .map(BUFFERS::matcher)
                .filter(Matcher::find)
                .mapToInt(found -> Integer.parseInt(found.group(1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError(String.join("\n", plan)));
    }

    private Optional<UUID> next(String type) {
        return claims.claimNext(
                        Narrowing.of(name -> name.equals("type") ? type : null),
                        new Actor.Reviewer("low-water", false),
                        clock.instant())
                .map(Claim::caseId);
    }
}
