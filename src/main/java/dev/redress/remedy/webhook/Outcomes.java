package dev.redress.remedy.webhook;

import dev.redress.appeal.Coverage;
import dev.redress.appeal.Ruled;
import dev.redress.appeal.Ruling;
import dev.redress.appeal.Rulings;
import dev.redress.decision.Decisions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rulings in the order of their positions, for agents that would rather ask than be told.
@ApplicationScoped
public class Outcomes {

    /// What `case.ruled` tells, with its place in the feed.
    public record Line(long position, Map<String, ?> data) {}

    private final EntityManager entities;
    private final Rulings rulings;
    private final Decisions decisions;
    private final Coverage coverage;

    Outcomes(EntityManager entities, Rulings rulings, Decisions decisions, Coverage coverage) {
        this.entities = entities;
        this.rulings = rulings;
        this.decisions = decisions;
        this.coverage = coverage;
    }

    void add(@Observes Ruled ruled) {
        entities.flush(); // the ruling's row, which this one refers to
        Outcome outcome = new Outcome();
        outcome.position = ((Number) entities.createNativeQuery(
                                "UPDATE outcome_position SET position = position + 1 RETURNING position")
                        .getSingleResult())
                .longValue();
        outcome.rulingId = ruled.ruling().id();
        outcome.agentId = ruled.what().decision().agentId();
        outcome.origin = ruled.what().origin();
        outcome.remedyId = ruled.remedy() == null ? null : ruled.ruling().remedyId();
        entities.persist(outcome);
    }

    /// At most `limit` after the position.
    ///
    /// @param agent null for all
    @Transactional
    public List<Line> after(String agent, long position, int limit) {
        return entities
                .createQuery(
                        "FROM Outcome WHERE position > :after AND (:agent IS NULL OR agentId = :agent) ORDER BY position",
                        Outcome.class)
                .setParameter("after", position)
                .setParameter("agent", agent)
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(this::line)
                .toList();
    }

    private Line line(Outcome outcome) {
        Ruling ruling = rulings.findById(outcome.rulingId);
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("position", outcome.position);
        data.putAll(Herald.decision(decisions.findById(ruling.decisionId())));
        data.putAll(Herald.ruling(ruling, outcome.origin));
        data.put("remedyId", outcome.remedyId);
        data.put("covers", Herald.covers(coverage, ruling.appealId()));
        return new Line(outcome.position, data);
    }
}
