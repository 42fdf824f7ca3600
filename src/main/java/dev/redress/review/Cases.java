package dev.redress.review;

import dev.redress.access.Actor;
import dev.redress.appeal.Appeal;
import dev.redress.appeal.AppealFiled;
import dev.redress.appeal.AppealWithdrawn;
import dev.redress.appeal.Appeals;
import dev.redress.appeal.CaseClocks;
import dev.redress.appeal.ClockExtended;
import dev.redress.appeal.EvidenceAdded;
import dev.redress.appeal.Message;
import dev.redress.appeal.MessagePosted;
import dev.redress.appeal.QuestionLapsed;
import dev.redress.decision.Decision;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.Decisions;
import dev.redress.decision.Finding;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.Cursor;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import dev.redress.platform.Listing;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The cases: opened by events of the chain, listed in the order in which they are due.
@ApplicationScoped
public class Cases implements PanacheRepositoryBase<Case, UUID> {

    /// Where open cases are.
    public enum State {
        WAITING,
        CLAIMED,
        /// The person was asked something.
        ASKED,
        RULED,
        WITHDRAWN,
        APPEALED;

        static State of(Case.End end) {
            return switch (end) {
                case RULED -> RULED;
                case WITHDRAWN -> WITHDRAWN;
                case APPEALED -> APPEALED;
            };
        }

        boolean isClosed() {
            return this == RULED || this == WITHDRAWN || this == APPEALED;
        }
    }

    /// A case in a list: `leaseUntil` when somebody holds it.
    public record Row(Case item, State state, String holder, Instant leaseUntil) {

        /// Whether an open case has passed its earliest clock.
        public boolean late(Instant now) {
            return item.isOpen() && item.dueAt().isBefore(now);
        }
    }

    private final Claims claims;
    private final Decisions decisions;
    private final DecisionTypes types;
    private final Appeals appeals;
    private final CaseClocks clocks;
    private final Journal journal;

    Cases(
            Claims claims,
            Decisions decisions,
            DecisionTypes types,
            Appeals appeals,
            CaseClocks clocks,
            Journal journal) {
        this.claims = claims;
        this.decisions = decisions;
        this.types = types;
        this.appeals = appeals;
        this.clocks = clocks;
        this.journal = journal;
    }

    void open(@Observes AppealFiled filed) {
        Origin origin = filed.appeal().level() > 1 ? Origin.SECOND_LEVEL : Origin.APPEAL;
        Case opened = Case.of(filed.decision(), origin, filed.at());
        opened.id = Ids.derived(filed.appeal().id(), "case");
        opened.appealId = filed.appeal().id();
        opened.reference = filed.appeal().reference();
        opened.blind = filed.blind();
        opened.dueAt = filed.dueAt();
        opened.language = filed.appeal().locale();
        enqueue(opened, Map.of("case", opened.id(), "origin", opened.origin()));
    }

    /// Opens a case that nobody asked for. It is never blind: what was found is what it is about.
    void open(@Observes Finding found) {
        UUID id = Ids.derived(found.about(), found.kind().name());
        if (findByIdOptional(id).isPresent()) {
            return;
        }
        Decision decision = decisions.findById(found.decision());
        Map<String, Object> finding = new LinkedHashMap<>(Map.of("kind", found.kind()));
        finding.putAll(found.detail());
        Case opened = Case.of(decision, Origin.TRIGGER, found.at());
        opened.id = id;
        opened.appealId = appeals.live(decision.id()).map(Appeal::id).orElse(null);
        opened.reference = Ids.reference("RD");
        opened.dueAt = types.rulesFor(decision.type()).ruling().after(found.at());
        opened.language = decision.locale();
        opened.finding = new String(Json.write(finding), StandardCharsets.UTF_8);
        enqueue(opened, Map.of("case", id, "origin", opened.origin(), "finding", found.kind()));
    }

    void end(Case open, Case.End as, Instant now) {
        open.close(as, now);
        claims.end(open.id());
        journal.write(
                Act.CASE_CLOSED,
                open.decisionId(),
                new Actor.Machine("queue"),
                now,
                Map.of("case", open.id(), "as", as));
    }

    void enqueue(Case opened, Map<String, ?> detail) {
        persist(opened);
        flush(); // the queue is filled from the row
        claims.enqueue(opened.id(), 0);
        journal.write(Act.CASE_OPENED, opened.decisionId(), new Actor.Machine("queue"), opened.openedAt(), detail);
    }

    void close(@Observes AppealWithdrawn withdrawn) {
        openOf(withdrawn.appeal()).ifPresent(open -> end(open, Case.End.WITHDRAWN, withdrawn.at()));
    }

    /// A question takes the case out of the queue; the person's words bring it back, to whoever is next.
    void hear(@Observes MessagePosted posted) {
        openOf(posted.appeal()).ifPresent(open -> {
            if (posted.message().isQuestion()) {
                open.ask(claims.park(open.id()), posted.at());
            } else if (posted.message().author() == Message.Author.PERSON) {
                open.change();
                goOn(open);
            }
        });
    }

    void goOn(@Observes QuestionLapsed lapsed) {
        openOf(lapsed.appeal()).ifPresent(this::goOn);
    }

    private void goOn(Case open) {
        if (open.isAsked()) {
            long fence = open.resume(clocks.earliest(open.appealId()).orElse(open.dueAt()));
            flush();
            claims.enqueue(open.id(), fence);
        }
    }

    void see(@Observes EvidenceAdded added) {
        openOf(added.appeal()).ifPresent(Case::change);
    }

    void postpone(@Observes ClockExtended extended) {
        openOf(extended.appeal()).ifPresent(open -> {
            open.dueAt = extended.clock().dueAt();
            flush();
            claims.postpone(open.id(), open.dueAt);
        });
    }

    /// The open case of an appeal, locked.
    private Optional<Case> openOf(Appeal appeal) {
        return find("appealId = ?1 AND closedAt IS NULL ORDER BY openedAt DESC", appeal.id())
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
    }

    @Transactional
    public Optional<Case> byId(UUID id) {
        return findByIdOptional(id);
    }

    /// Read without the case itself, so that a lock taken next still reads the case as it is then.
    Optional<UUID> decisionOf(UUID id) {
        return getEntityManager()
                .createQuery("SELECT decisionId FROM Case WHERE id = :id", UUID.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    /// Open cases by earliest clock, then age; closed ones newest first.
    @Transactional
    public Listing<Row> list(Narrowing narrowing, State state, String holder, String cursor, int limit, Instant now) {
        boolean closed = state != null && state.isClosed();
        Map<String, Object> values = new HashMap<>();
        StringBuilder where = new StringBuilder(closed ? "c.closed_at IS NOT NULL" : "c.closed_at IS NULL");
        if (closed) {
            where.append(" AND c.closed_as = :end AND c.purpose = 'REVIEW'");
            values.put("end", state.name());
        } else if (state != null) {
            where.append(
                    switch (state) {
                        case CLAIMED -> " AND l.lease_until > :now";
                        case ASKED -> " AND c.asked_at IS NOT NULL";
                        case WAITING, RULED, WITHDRAWN, APPEALED ->
                            " AND c.asked_at IS NULL AND (l.lease_until IS NULL OR l.lease_until <= :now)";
                    });
            if (state != State.ASKED) {
                values.put("now", now);
            }
        }
        if (holder != null) {
            where.append(" AND l.holder = :holder");
            values.put("holder", holder);
        }
        narrowing.columns().forEach((column, value) -> {
            where.append(" AND c.").append(column).append(" = :").append(column);
            values.put(column, value);
        });
        Cursor after = Cursor.parse(cursor, closed ? 2 : 3);
        if (after != null) {
            values.put("at", after.read(c -> c.time(0)));
            values.put("id", after.read(c -> UUID.fromString(c.get(closed ? 1 : 2))));
            if (closed) {
                where.append(" AND (c.closed_at, c.id) < (:at, :id)");
            } else {
                values.put("opened", after.read(c -> c.time(1)));
                where.append(" AND (c.due_at, c.opened_at, c.id) > (:at, :opened, :id)");
            }
        }
        String order = closed ? "c.closed_at DESC, c.id DESC" : "c.due_at, c.opened_at, c.id";
        Query query = getEntityManager()
                .createNativeQuery(
                        "SELECT c.*, l.holder AS claim_holder, l.lease_until AS claim_until FROM review_case c"
                                + " LEFT JOIN claim l ON l.case_id = c.id WHERE " + where + " ORDER BY " + order
                                + " LIMIT " + (limit + 1),
                        "case-with-claim");
        values.forEach(query::setParameter);
        List<Row> rows = new ArrayList<>();
        for (Object found : query.getResultList()) {
            Object[] columns = (Object[]) found;
            rows.add(row((Case) columns[0], (String) columns[1], (Instant) columns[2], now));
        }
        return Listing.of(
                rows,
                limit,
                row -> row,
                row -> closed
                        ? Cursor.of(row.item().closedAt(), row.item().id())
                        : Cursor.of(
                                row.item().dueAt(),
                                row.item().openedAt(),
                                row.item().id()));
    }

    /// How many cases wait or are held; for the page's headline, so a few thousand at most are counted.
    @Transactional
    public int open(int most) {
        return ((Number) getEntityManager()
                        .createNativeQuery(
                                "SELECT count(*) FROM (SELECT 1 FROM review_case WHERE closed_at IS NULL AND purpose = 'REVIEW'"
                                        + " LIMIT :most) q")
                        .setParameter("most", most)
                        .getSingleResult())
                .intValue();
    }

    private static Row row(Case item, String holder, Instant until, Instant now) {
        boolean held = until != null && until.isAfter(now);
        State state = !item.isOpen()
                ? State.of(item.closedAs())
                : held ? State.CLAIMED : item.isAsked() ? State.ASKED : State.WAITING;
        return new Row(item, state, held ? holder : null, held ? until : null);
    }
}
