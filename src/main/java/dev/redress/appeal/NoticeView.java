package dev.redress.appeal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.decision.Decision;
import dev.redress.decision.Document;
import dev.redress.decision.commitment.Backed;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/// What a person is told of a decision: what was decided, why, how much a machine did, and what they can do. The page
/// and the API show the same.
///
/// @param supersededAt when the newest decision was made that took the place of this one; null when none did
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NoticeView(
        UUID decisionId,
        String type,
        Document.Outcome outcome,
        Instant decidedAt,
        String automation,
        List<Reason> reasons,
        List<Fact> facts,
        List<Document.Counterfactual> counterfactuals,
        Document.Effect effect,
        Document.Ground ground,
        Rule policy,
        Document.Model model,
        List<Backed> commitments,
        Options appeal,
        Covered coveredBy,
        Instant supersededAt,
        List<Elsewhere.Place> elsewhere) {

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Reason(String code, String text, List<String> facts, String clause) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Fact(
            String id, String name, JsonNode value, String source, Instant observedAt, boolean correctable) {}

    public record Rule(String id, String version) {}

    /// @param late whether an appeal filed now comes after the window
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Options(
            boolean appealable,
            String because,
            Instant closesAt,
            boolean late,
            List<Ground> grounds,
            String reference) {}

    /// An appeal against another decision of the same run, which is about this one too.
    ///
    /// @param verdict null while nobody has ruled
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Covered(String reference, Instant filedAt, Verdict verdict, Instant ruledAt, String outcome) {
        static Covered of(Coverage.By by) {
            Ruling ruling = by.ruling();
            return new Covered(
                    by.appeal().reference(),
                    by.appeal().filedAt(),
                    ruling == null ? null : ruling.verdict(),
                    ruling == null ? null : ruling.ruledAt(),
                    ruling == null ? null : ruling.correctedSummary());
        }
    }

    static NoticeView of(
            Decision decision,
            List<Backed> commitments,
            String because,
            Appeal standing,
            Coverage.By covered,
            Instant supersededAt,
            List<Elsewhere.Place> elsewhere,
            Instant now) {
        Document document = decision.document();
        return new NoticeView(
                decision.id(),
                decision.type(),
                document.outcome(),
                decision.decidedAt(),
                document.automation(),
                document.reasons().stream()
                        .map(reason -> new Reason(reason.code(), reason.text(), reason.facts(), reason.clause()))
                        .toList(),
                document.facts().stream().map(NoticeView::fact).toList(),
                document.counterfactuals(),
                document.effect(),
                document.ground(),
                document.policy() == null
                        ? null
                        : new Rule(document.policy().id(), document.policy().version()),
                document.model(),
                commitments,
                new Options(
                        decision.appealable(),
                        decision.appealable() ? null : because,
                        decision.closesAt(),
                        now.isAfter(decision.closesAt()),
                        decision.appealable() ? List.of(Ground.values()) : List.of(),
                        standing == null ? null : standing.reference()),
                standing != null || covered == null ? null : Covered.of(covered),
                supersededAt,
                elsewhere);
    }

    private static Fact fact(Document.Fact fact) {
        return new Fact(
                fact.id(),
                fact.name(),
                fact.value(),
                fact.source(),
                fact.observedAt() == null ? null : fact.observedAt().toInstant(),
                !Boolean.FALSE.equals(fact.correctable()));
    }
}
