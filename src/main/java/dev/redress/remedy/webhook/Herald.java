package dev.redress.remedy.webhook;

import dev.redress.appeal.AppealFiled;
import dev.redress.appeal.AppealWithdrawn;
import dev.redress.appeal.Coverage;
import dev.redress.appeal.Ruled;
import dev.redress.appeal.Ruling;
import dev.redress.decision.Decision;
import dev.redress.decision.Decisions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Puts into words for agents' platforms what happens to appeals. The person's own words, how to reach them and who
/// reviewed are left out: none of that is the agent's business.
@Singleton
class Herald {

    private final Outbox outbox;
    private final Decisions decisions;
    private final Coverage coverage;

    Herald(Outbox outbox, Decisions decisions, Coverage coverage) {
        this.outbox = outbox;
        this.decisions = decisions;
        this.coverage = coverage;
    }

    void tell(@Observes AppealFiled filed) {
        Map<String, Object> data = decision(filed.decision());
        data.put("appealId", filed.appeal().id());
        data.put("reference", filed.appeal().reference());
        data.put("grounds", filed.appeal().grounds());
        data.put("late", filed.appeal().late());
        data.put("covers", filed.covered().stream().map(Herald::decision).toList());
        data.put("pauseRequested", filed.appeal().pauseRequested());
        data.put("filedAt", filed.at());
        outbox.put(NewsType.APPEAL_FILED, filed.decision(), filed.appeal().id(), filed.at(), data);
    }

    void tell(@Observes AppealWithdrawn withdrawn) {
        Decision decision = decisions.findById(withdrawn.appeal().decisionId());
        Map<String, Object> data = decision(decision);
        data.put("appealId", withdrawn.appeal().id());
        data.put("reference", withdrawn.appeal().reference());
        data.put("withdrawnAt", withdrawn.at());
        outbox.put(NewsType.APPEAL_WITHDRAWN, decision, withdrawn.appeal().id(), withdrawn.at(), data);
    }

    void tell(@Observes Ruled ruled) {
        Decision decision = ruled.what().decision();
        Map<String, Object> data = decision(decision);
        data.putAll(ruling(ruled.ruling(), ruled.what().origin()));
        data.put("remedyId", ruled.remedy() == null ? null : ruled.ruling().remedyId());
        data.put("covers", covers(coverage, ruled.ruling().appealId()));
        outbox.put(NewsType.CASE_RULED, decision, ruled.ruling().id(), ruled.at(), data);
    }

    /// The other decisions that the appeal, and so the ruling, is about.
    static List<Map<String, Object>> covers(Coverage coverage, UUID appeal) {
        return appeal == null
                ? List.of()
                : coverage.by(appeal).stream().map(Herald::decision).toList();
    }

    static Map<String, Object> decision(Decision decision) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("decisionId", decision.id());
        data.put("externalId", decision.externalId());
        data.put("agentId", decision.agentId());
        data.put("decisionType", decision.type());
        return data;
    }

    /// What the agent may learn of a ruling: what changed and under which rule, not the reviewer's reasons, which
    /// answer the person's own words.
    static Map<String, Object> ruling(Ruling ruling, String origin) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("caseId", ruling.caseId());
        data.put("rulingId", ruling.id());
        data.put("origin", origin);
        data.put("verdict", ruling.verdict());
        data.put("cause", ruling.cause());
        data.put("clause", ruling.clause());
        data.put(
                "correctedOutcome",
                ruling.verdict().changesOutcome()
                        ? Map.of("code", ruling.correctedCode(), "summary", ruling.correctedSummary())
                        : null);
        data.put("correctedFacts", ruling.correctedFacts());
        data.put("ruledAt", ruling.ruledAt());
        return data;
    }
}
