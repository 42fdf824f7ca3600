package dev.redress.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redress.Chain;
import dev.redress.StoppableClock;
import dev.redress.Tables;
import dev.redress.Together;
import dev.redress.access.Actor;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// 64 reviewers against 5,000 cases.
@QuarkusTest
class ManyReviewersTest {

    private static final int REVIEWERS = 64;
    private static final int CASES = 5_000;

    @Inject
    Tables tables;

    @Inject
    Claims claims;

    @Inject
    QueueCounts counts;

    @Inject
    Clock clock;

    private final String type = Chain.fresh("many");
    private final Map<UUID, Integer> places = new HashMap<>();

    @BeforeEach
    void fiveThousandCasesWait() throws SQLException {
        String first = Desk.waiting(type);
        tables.change("""
                INSERT INTO review_case (id, origin, decision_id, reference, blind, version, opened_at, due_at, type,
                    agent_id, subject_ref, policy_id, policy_version, model, hardship, hardship_rank)
                SELECT gen_random_uuid(), 'AUDIT', decision_id, reference || '-' || n, false, 1,
                    opened_at + n %% 97 * interval '1 minute', due_at + n %% 13 * interval '1 day', type, agent_id,
                    subject_ref, policy_id, policy_version, model, CASE WHEN n %% 10 = 0 THEN 'MONEY' END,
                    CASE WHEN n %% 10 = 0 THEN 2 ELSE 9 END
                FROM review_case, generate_series(2, %d) n WHERE id = '%s'""".formatted(CASES, first));
        tables.change("""
                INSERT INTO queue_entry (case_id, decision_id, due_at, opened_at, fence, origin, type, agent_id,
                    subject_ref, policy_id, policy_version, model, hardship_rank)
                SELECT id, decision_id, due_at, opened_at, 0, origin, type, agent_id, subject_ref, policy_id,
                    policy_version, model, hardship_rank FROM review_case WHERE type = '%s' AND id <> '%s'""".formatted(type, first));
        tables.change("ANALYZE queue_entry");
        List<String> order = tables.column("SELECT case_id FROM queue_entry WHERE type = '" + type
                + "' ORDER BY due_day, hardship_rank, opened_at, case_id");
        assertThat(order).hasSize(CASES);
        order.forEach(id -> places.put(UUID.fromString(id), places.size()));
    }

    /// So that no later test works through them.
    @AfterEach
    void theyAreGone() throws SQLException {
        for (String table : List.of("claim", "queue_entry", "ruling_draft")) {
            tables.change("DELETE FROM " + table + " WHERE case_id IN (SELECT id FROM review_case WHERE type = '" + type
                    + "' AND origin = 'AUDIT')");
        }
        tables.change("DELETE FROM review_case WHERE type = '" + type + "' AND origin = 'AUDIT'");
        counts.addUp(); // now, and not while another test looks whether anything changes
    }

    @Test
    void noneGetsACaseOfAnotherAndTheOrderHolds() throws Exception {
        List<List<UUID>> taken = Together.call(REVIEWERS, i -> everything(reviewer(i)));
        List<UUID> all = taken.stream().flatMap(List::stream).toList();
        assertThat(all).hasSize(CASES).doesNotHaveDuplicates();
        assertThat(inQueue()).isZero();
        // When a reviewer gets a case, every earlier one is taken or just being taken: so the places of each grow.
        for (List<UUID> mine : taken) {
            assertThat(mine.stream().map(places::get)).isSorted();
        }
    }

    @Test
    void endedLeasesComeBackWithinASecondAndNoDraftIsLost() throws Exception {
        Together.call(REVIEWERS, i -> {
            UUID held = next(reviewer(i)).orElseThrow().caseId();
            draft(held, reviewer(i));
            return held;
        });
        assertThat(inQueue()).isEqualTo(CASES - REVIEWERS);
        try (StoppableClock.Moved _ = StoppableClock.ahead(Duration.ofMinutes(21))) {
            Instant start = Instant.now();
            while (inQueue() < CASES) {
                assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofMillis(2_500));
                Thread.sleep(20);
            }
            List<UUID> again = Together.call(
                    REVIEWERS, i -> next(reviewer(REVIEWERS + i)).orElseThrow().caseId());
            assertThat(again).doesNotHaveDuplicates();
            assertThat(again).allMatch(id -> places.get(id) < 2 * REVIEWERS); // they kept their places
        }
        assertThat(tables.column("SELECT count(*) FROM ruling_draft d JOIN review_case c ON c.id = d.case_id"
                        + " WHERE c.type = '" + type + "' AND d.body LIKE '%typed by many-%'"))
                .containsExactly("" + REVIEWERS);
    }

    private List<UUID> everything(Actor.Reviewer by) {
        List<UUID> mine = new ArrayList<>();
        for (Optional<Claim> next = next(by); next.isPresent(); next = next(by)) {
            mine.add(next.get().caseId());
        }
        return mine;
    }

    private Optional<Claim> next(Actor.Reviewer by) {
        return claims.claimNext(Narrowing.of(name -> name.equals("type") ? type : null), by, clock.instant());
    }

    private void draft(UUID caseId, Actor.Reviewer by) {
        try {
            tables.change("INSERT INTO ruling_draft VALUES ('" + caseId + "', '" + by.id()
                    + "', '{\"fields\": {\"reasons\": \"typed by " + by.id() + "\"}}', now())");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private int inQueue() {
        return Integer.parseInt(tables.column("SELECT count(*) FROM queue_entry WHERE type = '" + type + "'")
                .getFirst());
    }

    private static Actor.Reviewer reviewer(int i) {
        return new Actor.Reviewer("many-" + i, false);
    }
}
