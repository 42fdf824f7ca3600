package dev.redress.appeal;

import dev.redress.access.Actor;
import dev.redress.decision.Decisions;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Cursor;
import dev.redress.platform.Limit;
import dev.redress.platform.Listing;
import dev.redress.platform.Refusal;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// The warnings and blocks on record.
@ApplicationScoped
public class SendingBlocks implements PanacheRepositoryBase<SendingBlock, UUID> {

    private static final Actor LIMITS = new Actor.Machine("limits");

    /// What a list of blocks is narrowed to.
    public enum State {
        /// Somebody objected and nobody has lifted it, whether or not its time is over.
        OBJECTED,
        /// Under way.
        ACTIVE
    }

    /// What the record says of a link.
    ///
    /// @param number of blocks that were lifted: after each the counting begins anew, on every replica
    /// @param warning given within the window and not yet followed by a block, else null
    /// @param block under way, else null
    record Round(long number, SendingWarning warning, SendingBlock block) {}

    private final Decisions decisions;
    private final Journal journal;

    SendingBlocks(Decisions decisions, Journal journal) {
        this.decisions = decisions;
        this.journal = journal;
    }

    @Transactional
    Round round(UUID decision, Duration window, Instant now) {
        Optional<SendingWarning> latest = getEntityManager()
                .createQuery("FROM SendingWarning WHERE decisionId = :id ORDER BY at DESC", SendingWarning.class)
                .setParameter("id", decision)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
        if (latest.isEmpty()) {
            return new Round(0, null, null);
        }
        long number = count("decisionId = ?1 AND liftedAt IS NOT NULL", decision);
        Optional<SendingBlock> block = find("warningId", latest.get().id).firstResultOptional();
        boolean warned = block.isEmpty() && latest.get().at.plus(window).isAfter(now);
        return new Round(
                number,
                warned ? latest.get() : null,
                block.filter(one -> one.stops(now)).orElse(null));
    }

    /// What follows when a limit is near or passed: a warning, or a block if a warning was on record before this
    /// request came. Whoever comes at once finds the same warning and the same block.
    @Transactional
    Round near(UUID decision, boolean passed, Limit limit, Duration rest, Instant now) {
        decisions.lock(decision);
        Round round = round(decision, limit.window(), now);
        if (round.block() != null) {
            // Somebody else passed the limit while this one waited; what was within it is let through all the same.
            return passed ? round : new Round(round.number(), null, null);
        }
        if (round.warning() == null) {
            SendingWarning warning = SendingWarning.of(decision, now);
            getEntityManager().persist(warning);
            journal.write(Act.SENDING_WARNED, decision, LIMITS, now, Map.of("warning", warning.id));
            return new Round(round.number(), warning, null);
        }
        if (!passed || !round.warning().at.isBefore(now)) {
            return round;
        }
        SendingBlock block = SendingBlock.start(round.warning(), limit, rest, now);
        persist(block);
        journal.write(Act.SENDING_BLOCKED, decision, LIMITS, now, Map.of("block", block.id(), "until", block.until()));
        return new Round(round.number(), null, block);
    }

    /// Asks a person to lift the block under way. The one objection of a block stays as it was first sent.
    ///
    /// @throws Refusal 409 when nothing is stopped
    @Transactional
    SendingBlock object(Visit visit, String text, Instant now) {
        UUID decision = visit.decision().id();
        decisions.lock(decision);
        SendingBlock block = find("decisionId = ?1 AND liftedAt IS NULL AND until > ?2", decision, now)
                .firstResultOptional()
                .orElseThrow(
                        () -> new Refusal(LimitProblem.NOT_BLOCKED, "You can send things; there is nothing to lift."));
        if (block.object(text, now)) {
            journal.write(Act.BLOCK_OBJECTED, decision, visit.by(), now, Map.of("block", block.id()));
        }
        return block;
    }

    /// @throws Refusal 404 when there is no such block
    @Transactional
    void lift(UUID id, Actor.Operator by, Instant now) {
        SendingBlock block = findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (block == null) {
            throw CommonProblem.notFound();
        }
        if (block.lift(by, now)) {
            journal.write(Act.BLOCK_LIFTED, block.decisionId(), by, now, Map.of("block", id));
        }
    }

    /// Newest first; `state` null lists all.
    @Transactional
    <T> Listing<T> list(State state, String cursor, int limit, Instant now, Function<SendingBlock, T> item) {
        Map<String, Object> values = new HashMap<>();
        StringBuilder where = new StringBuilder(
                switch (state) {
                    case OBJECTED -> "objectedAt IS NOT NULL AND liftedAt IS NULL";
                    case ACTIVE -> {
                        values.put("now", now);
                        yield "liftedAt IS NULL AND until > :now";
                    }
                    case null -> "1 = 1";
                });
        Cursor after = Cursor.parse(cursor, 1);
        if (after != null) {
            values.put("after", after.read(one -> UUID.fromString(one.get(0))));
            where.append(" AND id < :after");
        }
        return Listing.of(
                find(where + " ORDER BY id DESC", values).range(0, limit).list(),
                limit,
                item,
                block -> Cursor.of(block.id()));
    }
}
