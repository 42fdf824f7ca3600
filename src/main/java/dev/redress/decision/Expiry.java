package dev.redress.decision;

import dev.redress.access.Actor;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.Ids;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Removes decisions whose time is over: older than `redress.decisions.kept`, with no link that still opens, and left
/// alone by everybody. What was appealed, looked at, ruled on or promised stays, and so does what a legal hold is on.
/// Without the setting nothing goes.
///
/// The journal keeps what was done with the decision, and that it was removed, with the digest of what it said.
@Singleton
class Expiry {

    private static final Actor BY = new Actor.Machine("expiry");

    /// AI Act, articles 19(1) and 26(6): logs are kept for six months at least.
    private static final Period LEAST = Period.ofMonths(6);

    /// Periods are compared from here.
    private static final LocalDate DAY = LocalDate.EPOCH;

    private static final String NO_PERIOD =
            "redress.decisions.kept is \"%s\"; it must be an ISO 8601 period of at least six months, such as P3Y";

    /// A row in any of these keeps a decision.
    static final List<String> KEEP = List.of(
            "appeal", "ruling", "review_case", "covered_decision", "audit_draw", "commitment", "commitment_action");

    /// These go with it, in this order.
    static final List<String> GO = List.of(
            "sending_block",
            "sending_warning",
            "verification_failure",
            "appeal_draft",
            "evidence",
            "outgoing_message",
            "delegation",
            "commitment_unread",
            "legal_hold",
            "link");

    private static final int PIECE = 200;

    private static final String OVER = """
            SELECT d.id, d.digest FROM decision d LEFT JOIN link l ON l.decision_id = d.id
            WHERE d.id > :after AND d.id < :until AND d.received_at < :before
                AND coalesce(l.expires_at, d.link_expires_at) < :now
                AND NOT EXISTS (SELECT 1 FROM legal_hold h
                    WHERE h.decision_id = d.id AND (h.until IS NULL OR h.until > :now))
            """
            + KEEP.stream()
                    .map(table -> " AND NOT EXISTS (SELECT 1 FROM " + table + " t WHERE t.decision_id = d.id)")
                    .collect(Collectors.joining())
            + " ORDER BY d.id LIMIT :piece FOR UPDATE OF d SKIP LOCKED";

    private final EntityManager entities;
    private final Journal journal;
    private final Period kept;

    Expiry(
            EntityManager entities,
            Journal journal,
            @ConfigProperty(name = "redress.decisions.kept") Optional<String> kept) {
        this.entities = entities;
        this.journal = journal;
        this.kept = kept.map(Expiry::period).orElse(null);
    }

    static Period period(String text) {
        try {
            Period period = Period.parse(text);
            if (!DAY.plus(period).isBefore(DAY.plus(LEAST))) {
                return period;
            }
        } catch (DateTimeException | ArithmeticException e) {
            throw new IllegalStateException(NO_PERIOD.formatted(text), e);
        }
        throw new IllegalStateException(NO_PERIOD.formatted(text));
    }

    /// @return how many were removed
    int remove(Instant now) {
        return kept == null ? 0 : remove(kept, now);
    }

    int remove(Period kept, Instant now) {
        Instant before = now.atZone(ZoneOffset.UTC).minus(kept).toInstant();
        int removed = 0;
        UUID after = new UUID(0, 0);
        while (after != null) {
            UUID from = after;
            List<UUID> piece = QuarkusTransaction.requiringNew().call(() -> removeSome(from, before, kept, now));
            removed += piece.size();
            after = piece.size() < PIECE ? null : piece.getLast();
        }
        return removed;
    }

    private List<UUID> removeSome(UUID after, Instant before, Period kept, Instant now) {
        @SuppressWarnings("unchecked")
        List<Object[]> over = entities.createNativeQuery(OVER)
                .setParameter("after", after)
                .setParameter("until", Ids.first(before))
                .setParameter("before", before)
                .setParameter("now", now)
                .setParameter("piece", PIECE)
                .getResultList();
        List<UUID> ids = over.stream().map(row -> (UUID) row[0]).toList();
        if (ids.isEmpty()) {
            return ids;
        }
        over.forEach(row -> journal.write(
                Act.DECISION_REMOVED,
                (UUID) row[0],
                BY,
                now,
                Map.of("digest", "sha256:" + HexFormat.of().formatHex((byte[]) row[1]), "kept", kept.toString())));
        entities.flush(); // the database lets go only what the journal says is removed
        for (String table : GO) {
            delete("DELETE FROM %s WHERE decision_id IN (:ids)".formatted(table), ids);
        }
        delete("DELETE FROM decision WHERE id IN (:ids)", ids);
        return ids;
    }

    private void delete(String statement, List<UUID> ids) {
        entities.createNativeQuery(statement).setParameter("ids", ids).executeUpdate();
    }
}
