package dev.redress.review;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.appeal.Appeal;
import dev.redress.appeal.CaseClock;
import dev.redress.appeal.ClockPause;
import dev.redress.appeal.DisputedFact;
import dev.redress.appeal.Ground;
import dev.redress.appeal.MessageView;
import dev.redress.appeal.Pauses;
import dev.redress.appeal.Representative;
import dev.redress.appeal.Ruling;
import dev.redress.appeal.evidence.EvidenceView;
import dev.redress.decision.Document;
import dev.redress.decision.commitment.Backed;
import dev.redress.journal.Act;
import dev.redress.journal.Entry;
import dev.redress.platform.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Everything the record holds about a case, as its reviewer may see it now.
///
/// @param revealed whether the agent's outcome is in `decision`: not before the first view of a blind case
/// @param decision the document as sent, without the person's contact and answer, and without what is not revealed yet
/// @param finding  what opened the case when nobody appealed: `kind` and what was found
/// @param commitments what the agent promised beside what backs it; null before the outcome is revealed
/// @param hands who has it besides the holder of the claim: hold, hand-over, hardship, second opinions
/// @param policyTexts the text of the policy at the recorded version; several when the agent sent different ones
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CaseView(
        UUID id,
        String reference,
        Origin origin,
        Cases.State state,
        Instant openedAt,
        Instant dueAt,
        boolean blind,
        boolean revealed,
        Held claim,
        UUID decisionId,
        String externalId,
        JsonNode decision,
        List<String> policyTexts,
        Objection appeal,
        List<MessageView> thread,
        List<EvidenceView> evidence,
        Pauses.Answer pause,
        List<Ruled> earlierRulings,
        List<Deadline> clocks,
        View firstView,
        Ruled ruling,
        List<Step> timeline,
        JsonNode finding,
        List<Backed> commitments,
        Hands hands) {

    /// `fence` is there for the holder only.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Held(boolean mine, Instant leaseUntil, Long fence) {
        static Held of(Claim claim, String reader) {
            boolean mine = claim.holder().equals(reader);
            return new Held(mine, claim.leaseUntil(), mine ? claim.fence() : null);
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Objection(
            UUID id,
            int level,
            Instant filedAt,
            boolean late,
            List<Ground> grounds,
            String statement,
            List<DisputedFact> disputedFacts,
            String locale,
            Representative representative,
            boolean pauseRequested,
            Appeal.Delegate filedBy,
            Instant withdrawnAt) {
        static Objection of(Appeal appeal) {
            return new Objection(
                    appeal.id(),
                    appeal.level(),
                    appeal.filedAt(),
                    appeal.late(),
                    appeal.grounds(),
                    appeal.statement(),
                    appeal.disputedFacts(),
                    appeal.locale(),
                    appeal.representative(),
                    appeal.pauseRequested(),
                    appeal.delegate(),
                    appeal.withdrawnAt());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Deadline(
            String regime,
            CaseClock.Kind kind,
            Instant startedAt,
            Instant dueAt,
            Instant stoppedAt,
            List<ClockPause> pauses) {
        static Deadline of(CaseClock clock) {
            return new Deadline(
                    clock.regime(), clock.kind(), clock.startedAt(), clock.dueAt(), clock.stoppedAt(), clock.pauses());
        }
    }

    public record View(FirstView.Leaning leaning, String note, Instant at) {
        static View of(FirstView view) {
            return new View(view.leaning(), view.note(), view.at());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Ruled(
            UUID id,
            String verdict,
            String cause,
            String clause,
            String reasons,
            List<Ruling.Answer> answers,
            String note,
            Instant ruledAt) {
        static Ruled of(Ruling ruling) {
            return new Ruled(
                    ruling.id(),
                    ruling.verdict().name(),
                    ruling.cause() == null ? null : ruling.cause().name(),
                    ruling.clause(),
                    ruling.reasons(),
                    ruling.answers(),
                    ruling.note(),
                    ruling.ruledAt());
        }
    }

    @JsonIgnore
    public List<Map.Entry<String, JsonNode>> findings() {
        return finding.properties().stream()
                .filter(one -> !one.getKey().equals("kind"))
                .toList();
    }

    @JsonIgnore
    public boolean mine() {
        return claim != null && claim.mine();
    }

    @JsonIgnore
    public boolean open() {
        return state != Cases.State.RULED && state != Cases.State.WITHDRAWN;
    }

    @JsonIgnore
    public boolean claimable() {
        return state == Cases.State.WAITING;
    }

    @JsonIgnore
    public List<Step> newestFirst() {
        return timeline.reversed();
    }

    /// Files that prove what the person says of a fact.
    public List<EvidenceView> proofOf(String factId) {
        return evidence.stream().filter(file -> factId.equals(file.factId())).toList();
    }

    /// Where the desk gets a file.
    public String fileUrl(EvidenceView file) {
        return "/desk/cases/" + id + "/evidence/" + file.id();
    }

    /// Whether each ground has a field of its own in the ruling.
    @JsonIgnore
    public boolean manyGrounds() {
        return appeal != null && appeal.grounds().size() > 1;
    }

    @JsonIgnore
    public String draftAction() {
        return "/desk/cases/" + id + "/draft";
    }

    /// What the person says a fact should be; null when they do not dispute it.
    public String corrected(String factId) {
        DisputedFact disputed = disputing(factId);
        return disputed == null ? null : disputed.correctValue();
    }

    /// Where a fact comes from and how the person knows better.
    public String noteOn(Document.Fact fact) {
        DisputedFact disputed = disputing(fact.id());
        String source = fact.source() == null ? "source unknown" : fact.source();
        return disputed == null || disputed.explanation() == null ? source : source + "; " + disputed.explanation();
    }

    private DisputedFact disputing(String factId) {
        return appeal == null
                ? null
                : appeal.disputedFacts().stream()
                        .filter(fact -> fact.factId().equals(factId))
                        .findFirst()
                        .orElse(null);
    }

    /// One act: who, what, when.
    public record Step(Act act, String actor, String actorId, Instant at, JsonNode detail) {

        /// People by name, the rest by what they are.
        public String who() {
            return actor.equals("APPELLANT") ? "the person" : actorId;
        }

        static Step of(Entry entry) {
            return new Step(
                    entry.act(),
                    entry.actorKind(),
                    entry.actorId(),
                    entry.at(),
                    Json.tree(entry.detail().getBytes(StandardCharsets.UTF_8)));
        }
    }

    /// What tells the agent's outcome, by itself or by what follows from it.
    private static final List<String> TELLING = List.of(
            "outcome",
            "reasons",
            "counterfactuals",
            "effect",
            "commitments",
            "actions",
            "calls",
            "trace",
            "extensions",
            "target",
            "ground");

    /// The document without what this reader may not see.
    static JsonNode shown(JsonNode sent, boolean revealed) {
        ObjectNode shown = sent.deepCopy();
        if (!revealed) {
            shown.remove(TELLING);
        }
        if (shown.get("subject") instanceof ObjectNode subject) {
            subject.remove(List.of("contact", "verification"));
        }
        return shown;
    }
}
