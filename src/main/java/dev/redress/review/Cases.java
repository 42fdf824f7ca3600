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
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import dev.redress.review.roster.Roster;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/// The cases: opened by events of the chain, listed in the order in which they are due.
@ApplicationScoped
public class Cases implements PanacheRepositoryBase<Case, UUID> {

    /// Where open cases are.
    public enum State {
        WAITING,
        CLAIMED,
        /// The person was asked something.
        ASKED,
        /// A ruling was sent and can still be undone.
        SENT,
        /// A ruling was sent and a second reviewer has to approve it.
        AWAITING_APPROVAL,
        /// Put aside until a date.
        ON_HOLD,
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

    /// A case in a list: `leaseUntil` when somebody holds it, `holdUntil` when it is put aside.
    public record Row(Case item, State state, String holder, Instant leaseUntil, Instant holdUntil) {

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
    private final Roster roster;
    private final CaseWords words;
    private final Journal journal;

    Cases(
            Claims claims,
            Decisions decisions,
            DecisionTypes types,
            Appeals appeals,
            CaseClocks clocks,
            Roster roster,
            CaseWords words,
            Journal journal) {
        this.claims = claims;
        this.decisions = decisions;
        this.types = types;
        this.appeals = appeals;
        this.clocks = clocks;
        this.roster = roster;
        this.words = words;
        this.journal = journal;
    }

    void open(@Observes AppealFiled filed) {
        Origin origin = filed.appeal().level() > 1 ? Origin.SECOND_LEVEL : Origin.APPEAL;
        Case opened = Case.of(filed.decision(), origin, filed.at());
        opened.id = Ids.derived(filed.appeal().id(), "case");
        opened.appealId = filed.appeal().id();
        opened.reference = filed.appeal().reference();
        opened.blind = filed.blind();
        opened.dueAt = clocks.earliest(opened.appealId).orElse(filed.dueAt());
        opened.language = filed.appeal().locale();
        enqueue(opened, Map.of("case", opened.id(), "origin", opened.origin()));
    }

    /// Opens a case that nobody asked for. It is never blind: what was found is what it is about. Beside an open
    /// case of an appeal it only shows the person's words; what happens to the appeal happens to that one.
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
        UUID appeal = appeals.live(decision.id()).map(Appeal::id).orElse(null);
        if (count("appealId = ?1 AND closedAt IS NULL", appeal) == 0) {
            opened.appealId = appeal;
        } else {
            opened.wordsOf = appeal;
        }
        opened.reference = freeReference();
        opened.dueAt = types.rulesFor(decision.type()).ruling().after(found.at());
        opened.language = decision.locale();
        opened.finding = new String(Json.write(finding), StandardCharsets.UTF_8);
        enqueue(opened, Map.of("case", id, "origin", opened.origin(), "finding", found.kind()));
    }

    /// Short enough to read aloud, so two could meet; the constraint of the table has the last word.
    String freeReference() {
        return Stream.generate(() -> Ids.reference("RD"))
                .filter(one -> count("reference", one) == 0 && appeals.count("reference", one) == 0)
                .findFirst()
                .orElseThrow();
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
        opened.team = roster.teamOf(types.rulesFor(opened.type()).queue());
        persist(opened);
        flush(); // the queue is filled from the row
        words.keep(opened);
        claims.enqueue(opened.id(), 0);
        journal.write(Act.CASE_OPENED, opened.decisionId(), new Actor.Machine("queue"), opened.openedAt(), detail);
    }

    void close(@Observes AppealWithdrawn withdrawn) {
        showing(withdrawn.appeal())
                .filter(open -> open.appealId() != null)
                .forEach(open -> end(open, Case.End.WITHDRAWN, withdrawn.at()));
    }

    /// A question takes the case out of the queue; the person's words bring it back, to whoever is next.
    void hear(@Observes MessagePosted posted) {
        if (posted.message().isQuestion()) {
            openOf(posted.appeal()).ifPresent(open -> open.ask(claims.park(open.id()), posted.at()));
        } else if (posted.message().author() == Message.Author.PERSON) {
            showing(posted.appeal()).forEach(Case::change);
            openOf(posted.appeal()).ifPresent(this::goOn);
        } else {
            openOf(posted.appeal()).ifPresent(this::reorder); // a first response has been given
        }
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
        showing(added.appeal()).forEach(Case::change);
    }

    void postpone(@Observes ClockExtended extended) {
        openOf(extended.appeal()).ifPresent(this::reorder);
    }

    /// Puts the case where its earliest clock belongs.
    private void reorder(Case open) {
        open.dueAt = clocks.earliest(open.appealId()).orElse(open.dueAt());
        flush();
        claims.postpone(open.id(), open.dueAt);
    }

    /// The open case of an appeal, locked.
    private Optional<Case> openOf(Appeal appeal) {
        return showing(appeal).filter(open -> open.appealId() != null).findFirst();
    }

    /// The open cases that show the words of an appeal, locked: its own first, then what was found beside it.
    private Stream<Case> showing(Appeal appeal) {
        return find(
                        "decisionId = ?1 AND purpose = ?2 AND closedAt IS NULL"
                                + " ORDER BY CASE WHEN origin = ?3 THEN 1 ELSE 0 END, openedAt DESC",
                        appeal.decisionId(),
                        Case.Purpose.REVIEW,
                        Origin.TRIGGER)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .list()
                .stream()
                .filter(open -> appeal.id().equals(open.wordsOf()));
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

    /// @param claimed whether somebody's claim on it runs
    /// @param held    whether somebody put it aside
    static State stateOf(Case item, boolean claimed, boolean held) {
        if (!item.isOpen()) {
            return State.of(item.closedAs());
        }
        if (item.proposed() != null) {
            return switch (item.proposed()) {
                case UNDO -> State.SENT;
                case APPROVAL -> State.AWAITING_APPROVAL;
            };
        }
        if (claimed) {
            return State.CLAIMED;
        }
        return held ? State.ON_HOLD : item.isAsked() ? State.ASKED : State.WAITING;
    }
}
