package dev.redress.review.sample;

import dev.redress.appeal.AppealFiled;
import dev.redress.appeal.Appeals;
import dev.redress.decision.Decision;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.Decisions;
import dev.redress.platform.Chance;
import dev.redress.review.Case;
import dev.redress.review.Judged;
import dev.redress.review.Origin;
import dev.redress.review.OwnCases;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Draws decisions that nobody appealed, each once, and opens a case for those that are drawn.
///
/// Decisions are read from the journal, which is in the order in which they came, so that recording one costs nothing
/// more. They are considered days later, when every transaction of their time is long over: the mark misses none. A
/// case opens a while after its draw, so that the time between decision and case tells nobody that it was drawn.
@ApplicationScoped
public class Draws {

    private static final Duration SHORTEST = Duration.ofHours(1);

    /// The stratum of those that no rule fits.
    static final String NO_RULE = "";

    private final EntityManager entities;
    private final Decisions decisions;
    private final DecisionTypes types;
    private final Appeals appeals;
    private final OwnCases own;
    private final Duration delay;
    private final Duration spread;

    Draws(
            EntityManager entities,
            Decisions decisions,
            DecisionTypes types,
            Appeals appeals,
            OwnCases own,
            @ConfigProperty(name = "redress.audit.delay") Duration delay,
            @ConfigProperty(name = "redress.audit.spread") Duration spread) {
        if (delay.compareTo(SHORTEST) < 0) {
            throw new ConfigurationException("redress.audit.delay must be at least an hour: what commits late counts.");
        }
        this.entities = entities;
        this.decisions = decisions;
        this.types = types;
        this.appeals = appeals;
        this.own = own;
        this.delay = delay;
        this.spread = spread;
    }

    private record Mark(UUID entry, Chance chance) {}

    /// The mark, held until the transaction ends.
    Chance hold() {
        return mark().chance();
    }

    private Mark mark() {
        Object[] row = (Object[])
                entities.createNativeQuery("SELECT entry_id, secret FROM audit_mark FOR UPDATE", Object[].class)
                        .getSingleResult();
        return new Mark((UUID) row[0], new Chance((byte[]) row[1]));
    }

    /// The next decisions to consider are those that come of age after this.
    void startAt(Instant now) {
        move(before(now.minus(delay)));
    }

    private void move(UUID entry) {
        entities.createNativeQuery("UPDATE audit_mark SET entry_id = :entry")
                .setParameter("entry", entry)
                .executeUpdate();
    }

    /// The least id of a journal entry at this time.
    private static UUID before(Instant time) {
        return new UUID(time.toEpochMilli() << 16, 0);
    }

    /// Considers some of the decisions that are old enough, under the policy that holds now.
    ///
    /// @return how many
    @Transactional
    int considerSome(int most, Instant now) {
        @SuppressWarnings("unchecked")
        List<Object[]> policies = entities.createNativeQuery(
                        "SELECT version, made_by, made_at, rules FROM audit_policy ORDER BY version DESC LIMIT 1")
                .getResultList();
        if (policies.isEmpty()) {
            return 0;
        }
        AuditPolicies.Version policy = AuditPolicies.version(policies.getFirst());
        Mark mark = mark();
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery("""
                        SELECT j.id, d.id AS decision, d.type, d.adverse, d.jurisdiction, d.agent_id,
                            EXISTS (SELECT 1 FROM appeal a WHERE a.decision_id = d.id)
                                OR EXISTS (SELECT 1 FROM review_case c WHERE c.decision_id = d.id)
                        FROM journal j JOIN decision d ON d.id = j.decision_id
                        WHERE j.id > :mark AND j.id < :until AND j.act = 'DECISION_RECORDED'
                        ORDER BY j.id LIMIT :most""")
                .setParameter("mark", mark.entry())
                .setParameter("until", before(now.minus(delay)))
                .setParameter("most", most)
                .getResultList();
        for (Object[] row : rows) {
            var candidate =
                    new AuditPolicy.Candidate((String) row[2], (Boolean) row[3], (String) row[4], (String) row[5]);
            consider((UUID) row[1], candidate, (Boolean) row[6], policy, mark.chance(), now);
        }
        if (!rows.isEmpty()) {
            move((UUID) rows.getLast()[0]);
        }
        return rows.size();
    }

    private void consider(
            UUID decision,
            AuditPolicy.Candidate candidate,
            boolean lookedAt,
            AuditPolicies.Version policy,
            Chance chance,
            Instant now) {
        Optional<AuditPolicy.Rule> rule = policy.policy().ruleFor(candidate);
        boolean drawn = !lookedAt
                && rule.isPresent()
                && chance.of("audit", decision) < rule.get().probability();
        String stratum = rule.map(AuditPolicy.Rule::name).orElse(NO_RULE);
        count(policy.version(), stratum, drawn, lookedAt);
        if (drawn) {
            Instant opens = now.plusMillis((long) (chance.of("when", decision) * spread.toMillis()));
            entities.createNativeQuery("""
                            INSERT INTO audit_draw (decision_id, policy_version, stratum, probability, drawn_at, open_at)
                            VALUES (:decision, :version, :stratum, :probability, :now, :opens)
                            ON CONFLICT (decision_id) DO NOTHING""")
                    .setParameter("decision", decision)
                    .setParameter("version", policy.version())
                    .setParameter("stratum", stratum)
                    .setParameter("probability", rule.get().probability())
                    .setParameter("now", now)
                    .setParameter("opens", opens)
                    .executeUpdate();
        }
    }

    private void count(int version, String stratum, boolean drawn, boolean lookedAt) {
        entities.createNativeQuery("""
                        INSERT INTO audit_count AS c (policy_version, stratum, considered, drawn, looked_at)
                        VALUES (:version, :stratum, 1, :drawn, :looked)
                        ON CONFLICT (policy_version, stratum) DO UPDATE SET considered = c.considered + 1,
                            drawn = c.drawn + excluded.drawn, looked_at = c.looked_at + excluded.looked_at""")
                .setParameter("version", version)
                .setParameter("stratum", stratum)
                .setParameter("drawn", drawn ? 1 : 0)
                .setParameter("looked", lookedAt ? 1 : 0)
                .executeUpdate();
    }

    /// Opens some of the cases whose time has come, each in a transaction of its own: one that cannot be opened stops
    /// no other, and no decision is locked while another is waited for.
    ///
    /// @return how many draws were settled
    int openSome(int most, Instant now) {
        List<UUID> due = QuarkusTransaction.requiringNew().call(() -> due(most, now));
        return (int) due.stream().filter(id -> settled(id, now)).count();
    }

    @SuppressWarnings("unchecked")
    private List<UUID> due(int most, Instant now) {
        return entities.createNativeQuery("""
                        SELECT decision_id FROM audit_draw
                        WHERE case_id IS NULL AND ended_as IS NULL AND open_at <= :now
                        ORDER BY open_at LIMIT :most""")
                .setParameter("now", now)
                .setParameter("most", most)
                .getResultList();
    }

    private boolean settled(UUID decision, Instant now) {
        try {
            QuarkusTransaction.requiringNew().run(() -> settle(decision, now));
            return true;
        } catch (RuntimeException e) { // the next round tries it again
            Log.warnf(e, "the case of the drawn decision %s could not be opened", decision);
            return false;
        }
    }

    private void settle(UUID id, Instant now) {
        decisions.lock(id); // an appeal that is being filed comes first
        @SuppressWarnings("unchecked")
        List<Double> waiting =
                entities.createNativeQuery("""
                        SELECT probability FROM audit_draw
                        WHERE decision_id = :id AND case_id IS NULL AND ended_as IS NULL FOR UPDATE""").setParameter("id", id).getResultList();
        if (waiting.isEmpty()) {
            return; // another replica was faster
        }
        if (!appeals.of(id).isEmpty()) {
            end("decision_id", id, "APPEALED");
        } else if (own.isKnown(id)) {
            end("decision_id", id, "LOOKED_AT");
        } else {
            Decision decision = decisions.findById(id);
            boolean blind = types.rulesFor(decision.type()).blind();
            Case opened = own.openUnasked(decision, Origin.AUDIT, blind, null, waiting.getFirst(), now);
            entities.createNativeQuery("UPDATE audit_draw SET case_id = :case WHERE decision_id = :decision")
                    .setParameter("case", opened.id())
                    .setParameter("decision", id)
                    .executeUpdate();
        }
    }

    /// A person who appeals gets the case of an appeal; what we looked at without being asked ends in its favour.
    void giveWay(@Observes AppealFiled filed) {
        own.giveWay(filed.decision().id(), filed.at()).forEach(ended -> end("case_id", ended.id(), "APPEALED"));
    }

    void ruled(@Observes Judged judged) {
        if (judged.judged().origin() == Origin.AUDIT && judged.judged().purpose() == Case.Purpose.REVIEW) {
            end("case_id", judged.judged().id(), "RULED");
        }
    }

    /// @param column `decision_id` or `case_id`
    private void end(String column, UUID id, String as) {
        entities.createNativeQuery("UPDATE audit_draw SET ended_as = :as WHERE " + column + " = :id")
                .setParameter("as", as)
                .setParameter("id", id)
                .executeUpdate();
    }
}
