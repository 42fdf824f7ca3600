package dev.redress.appeal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.access.Actor;
import dev.redress.decision.Decision;
import dev.redress.decision.DecisionType;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.RemedyType;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The rulings on record, and the one way to add one.
@ApplicationScoped
public class Rulings implements PanacheRepositoryBase<Ruling, UUID> {

    /// What the reviewer orders to be done.
    ///
    /// @param target what is to be changed, in the agent platform's own terms; may be null
    public record RemedyOrder(RemedyType type, String description, Instant dueAt, JsonNode target) {}

    /// What a reviewer says of a case.
    ///
    /// @param inadmissible why the appeal is not taken; with INADMISSIBLE only
    public record Said(
            Verdict verdict,
            Cause cause,
            Inadmissible inadmissible,
            String clause,
            String reasons,
            List<Ruling.Answer> answers,
            String correctedCode,
            String correctedSummary,
            List<Ruling.CorrectedFact> correctedFacts,
            RemedyOrder remedy,
            String note) {

        /// The same with these in place of what was left out or has no meaning for its verdict.
        public Said filledIn(Inadmissible because, RemedyOrder order) {
            return new Said(
                    verdict,
                    cause,
                    because,
                    clause,
                    reasons,
                    answers,
                    correctedCode,
                    correctedSummary,
                    correctedFacts,
                    order,
                    note);
        }
    }

    /// The case that is ruled on; `origin` and `inclusionProbability` say how it came to be reviewed.
    public record Of(
            UUID caseId,
            String origin,
            Double inclusionProbability,
            Decision decision,
            UUID appealId,
            boolean blind,
            List<String> independence) {}

    private final DecisionTypes types;
    private final CaseClocks clocks;
    private final ClockStarts starts;
    private final Journal journal;
    private final Event<Ruled> ruled;

    Rulings(DecisionTypes types, CaseClocks clocks, ClockStarts starts, Journal journal, Event<Ruled> ruled) {
        this.types = types;
        this.clocks = clocks;
        this.starts = starts;
        this.journal = journal;
        this.ruled = ruled;
    }

    /// Records the ruling; label and remedy follow in the same transaction.
    ///
    /// @param approvedBy the second person, null where none is needed
    @Transactional(Transactional.TxType.MANDATORY)
    public Ruling record(Of what, Said said, Actor.Reviewer by, String approvedBy, Instant now) {
        Ruling ruling = unrecorded(what, said, by, now);
        ruling.approvedBy = approvedBy;
        persist(ruling);
        if (what.appealId() != null) {
            clocks.stop(what.appealId(), CaseClock.Kind.FIRST_RESPONSE, now);
            clocks.stop(what.appealId(), CaseClock.Kind.RULING, now);
        }
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("case", what.caseId());
        detail.put("ruling", ruling.id());
        detail.put("verdict", said.verdict());
        detail.put("cause", said.cause());
        if (approvedBy != null) {
            detail.put("approvedBy", approvedBy);
        }
        journal.write(Act.CASE_RULED, ruling.decisionId, by, now, detail);
        DecisionType rules = types.rulesFor(what.decision().type());
        if (said.remedy() != null && what.appealId() != null) {
            starts.ordered(what.appealId(), what.decision(), said.remedy().dueAt(), now);
        }
        ruled.fire(new Ruled(ruling, what, said.remedy(), rules, now));
        return ruling;
    }

    /// A ruling that is on no record and has no consequence: the answer in a case that looks at the work of reviewers.
    public static Ruling unrecorded(Of what, Said said, Actor.Reviewer by, Instant now) {
        Ruling ruling = new Ruling();
        ruling.id = Ids.at(now);
        ruling.decisionId = what.decision().id();
        ruling.caseId = what.caseId();
        ruling.appealId = what.appealId();
        ruling.reviewerId = by.id();
        ruling.verdict = said.verdict();
        ruling.cause = said.cause();
        ruling.inadmissible = said.inadmissible();
        ruling.clause = said.clause();
        ruling.reasons = said.reasons();
        ruling.answers = new String(Json.write(said.answers()), StandardCharsets.UTF_8);
        ruling.correctedCode = said.correctedCode();
        ruling.correctedSummary = said.correctedSummary();
        ruling.correctedFacts = new String(Json.write(said.correctedFacts()), StandardCharsets.UTF_8);
        ruling.note = said.note();
        ruling.blind = what.blind();
        ruling.independence = String.join(",", what.independence());
        ruling.ruledAt = now;
        return ruling;
    }

    public Optional<Ruling> ofAppeal(UUID appeal) {
        return find("appealId = ?1 ORDER BY ruledAt DESC", appeal).firstResultOptional();
    }

    public Optional<Ruling> ofCase(UUID caseId) {
        return find("caseId", caseId).firstResultOptional();
    }

    public List<Ruling> of(UUID decision) {
        return list("decisionId = ?1 ORDER BY ruledAt", decision);
    }
}
