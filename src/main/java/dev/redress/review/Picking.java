package dev.redress.review;

import dev.redress.access.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The beginning of the statement that claims: `picked` is the waiting case that this reviewer may take, locked.
///
/// The queue is read in its order until a case fits. Whose training names languages, types or jurisdictions would read
/// past all others, and past the whole queue when nothing fits: for them it is read by the index of each value, and the
/// first of the firsts is taken. The others are locked for as long as the statement takes, so a claimer beside may get
/// the case behind.
final class Picking {

    /// The order of the queue: the day of the earliest clock, then hardship, then age.
    static final String ORDER = "q.due_day, q.hardship_rank, q.opened_at, q.case_id";

    private final StringBuilder sql = new StringBuilder("WITH me AS MATERIALIZED (SELECT * FROM ")
            .append(Eligible.ME)
            .append("), picked AS (");
    private final List<Object> values = new ArrayList<>();
    private final Narrowing narrowing;
    private final Optional<LowWater.Place> from;

    /// @param from where the queue begins, if it is known
    private Picking(Narrowing narrowing, Optional<LowWater.Place> from, Actor.Reviewer by, Instant now) {
        this.narrowing = narrowing;
        this.from = from;
        values.addAll(List.of(by.id(), by.lead(), now));
        sql.append("SELECT q.* FROM me CROSS JOIN LATERAL (");
    }

    static Picking only(UUID wanted, Actor.Reviewer by, Instant now) {
        Picking picking = new Picking(Narrowing.NONE, Optional.empty(), by, now);
        picking.first("q.case_id = ? AND " + Eligible.MAY_CLAIM, wanted);
        picking.sql.append(") q)");
        return picking;
    }

    /// The next for a reviewer whose training names nothing; none for all others.
    static Picking next(Narrowing narrowing, Optional<LowWater.Place> from, Actor.Reviewer by, Instant now) {
        Picking picking = new Picking(narrowing, from, by, now);
        picking.first("me.languages IS NULL AND me.types IS NULL AND me.jurisdictions IS NULL AND "
                + Eligible.MAY_CLAIM_NEXT);
        picking.sql.append(") q)");
        return picking;
    }

    /// The next for a reviewer whose training names something; none for all others.
    static Picking nextTrained(Narrowing narrowing, Optional<LowWater.Place> from, Actor.Reviewer by, Instant now) {
        Picking picking = new Picking(narrowing, from, by, now);
        picking.firstOfEach("language", "me.languages");
        picking.sql.append(" UNION ALL ");
        picking.firstOfEach("type", "CASE WHEN me.languages IS NULL THEN me.types END");
        picking.sql.append(" UNION ALL ");
        picking.firstOfEach(
                "jurisdiction", "CASE WHEN me.languages IS NULL AND me.types IS NULL THEN me.jurisdictions END");
        picking.sql.append(") q ORDER BY ").append(ORDER).append(" LIMIT 1)");
        return picking;
    }

    private void firstOfEach(String column, String trained) {
        sql.append("SELECT f.* FROM unnest(").append(trained).append(") v CROSS JOIN LATERAL (");
        first("q." + column + " = v AND " + Eligible.MAY_CLAIM_NEXT);
        sql.append(") f");
    }

    private void first(String condition, Object... parameters) {
        sql.append("SELECT q.case_id, q.decision_id, q.fence, q.due_day, q.hardship_rank, q.opened_at"
                        + " FROM queue_entry q WHERE ")
                .append(condition);
        values.addAll(List.of(parameters));
        narrowing.columns().forEach((column, value) -> {
            sql.append(" AND q.").append(column).append(" = ?");
            values.add(value);
        });
        from.ifPresent(place -> {
            sql.append(" AND (").append(ORDER).append(") >= (?::date, ?, ?, ?)");
            values.addAll(List.of(place.dueDay(), place.hardshipRank(), place.openedAt(), place.caseId()));
        });
        sql.append(" ORDER BY ").append(ORDER).append(" LIMIT 1 FOR UPDATE OF q SKIP LOCKED");
    }

    /// @param rest what is done with the `picked`
    String sql(String rest) {
        return sql + rest;
    }

    /// The parameters so far; the statement's own follow.
    List<Object> values() {
        return values;
    }
}
