package dev.redress.review.quality;

import dev.redress.review.QueueCounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Reads how the queue does. Each question is answered by an index alone, and asked at most every ten seconds.
@ApplicationScoped
public class QueueHealth {

    private static final int WINDOW = 28;
    private static final int SHOWN = 14;
    private static final int ROWS = 50;
    private static final Duration FRESH = Duration.ofSeconds(10);

    /// A clock that is near its deadline or past it, and the open case it belongs to.
    public record Near(
            UUID caseId, String reference, String type, String regime, String kind, Instant dueAt, String zone) {}

    /// A ruling that was marked, without a name: the mark asks for a second look at the case and not at a person.
    public record Marked(UUID caseId, String reference, Instant ruledAt, List<String> why) {}

    private final EntityManager entities;
    private final QueueCounts counts;
    private final ZoneId zone;
    private volatile Look latest;

    QueueHealth(EntityManager entities, QueueCounts counts, @ConfigProperty(name = "redress.zone") String zone) {
        this.entities = entities;
        this.counts = counts;
        this.zone = ZoneId.of(zone);
    }

    /// The numbers and the lists of one moment, so that they agree.
    public record Look(Health health, List<Near> near, List<Marked> marked) {}

    @Transactional
    public Look at(Instant now) {
        Look known = latest;
        if (known != null && Duration.between(known.health().at(), now).abs().compareTo(FRESH) < 0) {
            return known;
        }
        latest = new Look(read(now), near(), marked(now));
        return latest;
    }

    Health read(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        QueueCounts.Counts counted = counts.now(now);
        long total = counted.open();
        List<Health.Day> days = days(today);
        DailyRate arrivals = rate(days, true);
        DailyRate completions = rate(days, false);
        return new Health(
                now,
                new Health.Open(
                        total,
                        counted.waiting(),
                        counted.claimed(),
                        counted.asked(),
                        counted.held(),
                        counted.sent(),
                        counted.approval()),
                age(total, now),
                new Health.Due(
                        total,
                        dueBefore(now),
                        dueBefore(now.plus(Duration.ofHours(24))),
                        dueBefore(now.plus(Duration.ofHours(72)))),
                deadlines(now),
                days.subList(0, SHOWN),
                arrivals,
                completions,
                Forecast.of(total, dueBefore(now.plus(Duration.ofDays(Forecast.DAYS))), completions),
                counted.asked(),
                rulings(now));
    }

    /// The clocks that come near or have passed, the earliest first.
    @Transactional
    public List<Near> near() {
        return rows("""
                SELECT r.id, r.reference, r.type, c.regime, c.kind, c.due_at, c.zone
                FROM clock c JOIN review_case r ON r.appeal_id = c.appeal_id AND r.closed_at IS NULL
                WHERE c.stopped_at IS NULL AND (c.escalated_at IS NOT NULL OR c.breached_at IS NOT NULL)
                    AND c.kind <> 'REMEDY' AND (c.breached_at IS NOT NULL OR NOT EXISTS (
                        SELECT 1 FROM clock_pause p WHERE p.clock_id = c.id AND p.until_at IS NULL))
                ORDER BY c.due_at LIMIT :most""", Map.of("most", ROWS))
                .map(row -> new Near(
                        (UUID) row[0],
                        (String) row[1],
                        (String) row[2],
                        (String) row[3],
                        (String) row[4],
                        (Instant) row[5],
                        (String) row[6]))
                .toList();
    }

    /// The latest rulings that were marked.
    @Transactional
    public List<Marked> marked(Instant now) {
        return rows("""
                SELECT r.id, r.reference, p.ruled_at, p.shallow
                FROM ruling_proof p JOIN review_case r ON r.id = p.case_id
                WHERE p.shallow <> '' AND p.ruled_at > :from ORDER BY p.ruled_at DESC LIMIT :most""", Map.of("from", now.minus(Duration.ofDays(WINDOW)), "most", ROWS))
                .map(row -> new Marked(
                        (UUID) row[0], (String) row[1], (Instant) row[2], List.of(((String) row[3]).split(","))))
                .toList();
    }

    private Health.Age age(long open, Instant now) {
        Double[] hours = open == 0 ? new Double[3] : hours(open, now);
        return new Health.Age(open, hours[0], hours[1], hours[2]);
    }

    /// The ages that a half, 95 of 100 and all of the open cases do not exceed, by the nearest rank. The oldest
    /// come first in the index, so that the high percentiles are found at once. One question, so that they are of
    /// one moment; for a rank that is gone since the cases were counted the youngest stands in. The few cases
    /// that look at reviews count in the rank only.
    private Double[] hours(long open, Instant now) {
        Object[] opened = rows("""
                        SELECT coalesce((SELECT opened_at FROM review_case WHERE closed_at IS NULL AND purpose = 'REVIEW'
                                ORDER BY opened_at OFFSET :half LIMIT 1), young.opened_at),
                            coalesce((SELECT opened_at FROM review_case WHERE closed_at IS NULL AND purpose = 'REVIEW'
                                ORDER BY opened_at OFFSET :few LIMIT 1), young.opened_at),
                            (SELECT opened_at FROM review_case WHERE closed_at IS NULL AND purpose = 'REVIEW'
                                ORDER BY opened_at LIMIT 1)
                        FROM (SELECT (SELECT opened_at FROM review_case WHERE closed_at IS NULL AND purpose = 'REVIEW'
                            ORDER BY opened_at DESC LIMIT 1) AS opened_at) young""", Map.of("half", skipped(open, 0.5), "few", skipped(open, 0.95)))
                .findFirst()
                .orElseThrow();
        return Stream.of(opened)
                .map(at ->
                        at == null ? null : Duration.between((Instant) at, now).toMinutes() / 60.0)
                .toArray(Double[]::new);
    }

    private static long skipped(long open, double share) {
        return Math.max(0, open - (long) Math.ceil(share * open));
    }

    /// By the earliest clock of each case. While the person is asked, a case is due by the clocks that go on: those
    /// that stand still are taken off again, of which there are few.
    private long dueBefore(Instant at) {
        return count("""
                SELECT (SELECT count(*) FROM review_case
                        WHERE closed_at IS NULL AND purpose = 'REVIEW' AND due_at < :at)
                    - (SELECT count(*) FROM review_case r
                        WHERE closed_at IS NULL AND asked_at IS NOT NULL AND purpose = 'REVIEW' AND due_at < :at
                            AND NOT EXISTS (SELECT 1 FROM clock c
                                LEFT JOIN clock_pause p ON p.clock_id = c.id AND p.until_at IS NULL
                                WHERE c.appeal_id = r.appeal_id AND c.stopped_at IS NULL
                                    AND c.due_at < coalesce(p.from_at, :at)))""", Map.of("at", at));
    }

    private Health.Deadlines deadlines(Instant now) {
        Object[] raised = rows("""
                        SELECT count(*) FILTER (WHERE breached_at IS NULL AND NOT EXISTS (
                                SELECT 1 FROM clock_pause p WHERE p.clock_id = clock.id AND p.until_at IS NULL)),
                            count(breached_at) FROM clock
                        WHERE stopped_at IS NULL AND (escalated_at IS NOT NULL OR breached_at IS NOT NULL)
                            AND kind <> 'REMEDY'""", Map.of()).findFirst().orElseThrow();
        return new Health.Deadlines(
                ((Number) raised[0]).longValue(),
                ((Number) raised[1]).longValue(),
                count(
                        "SELECT count(*) FROM clock_breach WHERE marked_at > :from AND marked_at <= :now AND kind <> 'REMEDY'",
                        Map.of("from", now.minus(Duration.ofDays(WINDOW)), "now", now)));
    }

    private Health.Rulings rulings(Instant now) {
        Object[] found = rows(
                        "SELECT count(*), count(*) FILTER (WHERE shallow <> '') FROM ruling_proof WHERE ruled_at > :from AND ruled_at <= :now",
                        Map.of("from", now.minus(Duration.ofDays(WINDOW)), "now", now))
                .findFirst()
                .orElseThrow();
        return new Health.Rulings(((Number) found[0]).longValue(), ((Number) found[1]).longValue());
    }

    /// Of the last whole days, and today before them.
    private List<Health.Day> days(LocalDate today) {
        Map<LocalDate, Long> arrived = byDay("opened_at", today);
        Map<LocalDate, Long> completed = byDay("closed_at", today);
        List<Health.Day> days = new ArrayList<>();
        for (int i = 0; i <= WINDOW; i++) {
            LocalDate day = today.minusDays(i);
            days.add(new Health.Day(day, arrived.getOrDefault(day, 0L), completed.getOrDefault(day, 0L)));
        }
        return days;
    }

    private Map<LocalDate, Long> byDay(String column, LocalDate today) {
        Map<LocalDate, Long> days = new HashMap<>();
        rows(
                        "SELECT CAST(" + column
                                + " AT TIME ZONE :zone AS date), count(*) FROM review_case WHERE purpose = 'REVIEW' AND "
                                + column + " >= :from AND " + column + " < :until GROUP BY 1",
                        Map.of(
                                "zone", zone.getId(),
                                "from",
                                        today.minusDays(WINDOW)
                                                .atStartOfDay(zone)
                                                .toInstant(),
                                "until", today.plusDays(1).atStartOfDay(zone).toInstant()))
                .forEach(row -> days.put(day(row[0]), ((Number) row[1]).longValue()));
        return days;
    }

    private static LocalDate day(Object column) {
        return column instanceof LocalDate day ? day : ((java.sql.Date) column).toLocalDate();
    }

    /// Over the whole days since the first case of the window: a young service is not slow.
    private static DailyRate rate(List<Health.Day> days, boolean arrivals) {
        List<Health.Day> whole = days.subList(1, days.size());
        int used = 0;
        long n = 0;
        for (int i = 0; i < whole.size(); i++) {
            Health.Day day = whole.get(i);
            n += arrivals ? day.arrived() : day.completed();
            used = day.arrived() + day.completed() > 0 ? i + 1 : used;
        }
        return DailyRate.of(n, used);
    }

    private long count(String query, Map<String, ?> values) {
        return ((Number) list(query, values).getFirst()).longValue();
    }

    @SuppressWarnings("unchecked")
    private List<Object> list(String query, Map<String, ?> values) {
        return query(query, values).getResultList();
    }

    @SuppressWarnings("unchecked")
    private Stream<Object[]> rows(String query, Map<String, ?> values) {
        return ((List<Object[]>) query(query, values).getResultList()).stream();
    }

    private Query query(String query, Map<String, ?> values) {
        Query asked = entities.createNativeQuery(query);
        values.forEach(asked::setParameter);
        return asked;
    }
}
