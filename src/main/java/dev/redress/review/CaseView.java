package dev.redress.review;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.appeal.Appeal;
import dev.redress.appeal.CaseClock;
import dev.redress.appeal.CaseClocks;
import dev.redress.appeal.ClockPause;
import dev.redress.appeal.DisputedFact;
import dev.redress.appeal.Ground;
import dev.redress.appeal.MessageView;
import dev.redress.appeal.Pauses;
import dev.redress.appeal.Regimes;
import dev.redress.appeal.Representative;
import dev.redress.appeal.Ruling;
import dev.redress.appeal.Statuses;
import dev.redress.appeal.evidence.EvidenceView;
import dev.redress.decision.Document;
import dev.redress.decision.commitment.Backed;
import dev.redress.journal.Act;
import dev.redress.journal.Entry;
import dev.redress.platform.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// Everything the record holds about a case, as its reviewer may see it now.
///
/// @param revealed whether the agent's outcome is in `decision`: not before the first view of a blind case
/// @param decision the document as sent, without the person's contact and answer, and without what is not revealed yet
/// @param finding  what opened the case when nobody appealed: `kind` and what was found
/// @param commitments what the agent promised beside what backs it; null before the outcome is revealed
/// @param background what stands around the case: other decisions, earlier rulings, spans of the run
/// @param appeal left out of a case without words of a person, for reviewers who have not ruled
/// @param checked what the case was for, once it is closed: it looked at the work of the reviewer
/// @param course   what stands before a ruling, and what is new since the reader looked
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
        String agentId,
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
        Background background,
        Checks.Checked checked,
        Course course,
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
        static Objection of(UUID id, Appeal appeal, Instant filedAt) {
            return new Objection(
                    id,
                    appeal.level(),
                    filedAt,
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

    /// One clock and what became of it.
    ///
    /// @param title         what people call the regime
    /// @param term          how it was counted, such as `10 business days`; null for a date that was given
    /// @param zone          the time zone whose day it ends with
    /// @param holidaysKnown whether the public holidays were on record; left out when they do not matter
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Deadline(
            String regime,
            String title,
            CaseClock.Kind kind,
            String term,
            String zone,
            Boolean holidaysKnown,
            Instant startedAt,
            Instant dueAt,
            Instant stoppedAt,
            List<ClockPause> pauses,
            CaseClocks.Extension extension,
            Instant escalatedAt,
            Instant breachedAt) {
        /// The same so much later, with what was asked and moved on meanwhile, and nothing yet of what a ruling would
        /// change.
        Deadline begun(Duration later, Instant due) {
            boolean answers = kind == CaseClock.Kind.RULING;
            return new Deadline(
                    regime,
                    title,
                    kind,
                    term,
                    zone,
                    holidaysKnown,
                    startedAt.plus(later),
                    due,
                    answers || stoppedAt == null ? null : stoppedAt.plus(later),
                    pauses.stream()
                            .filter(one -> one.until() != null)
                            .map(one -> new ClockPause(
                                    one.from().plus(later), one.until().plus(later), one.reason()))
                            .toList(),
                    extension == null ? null : extension.moved(Duration.between(dueAt, due), later),
                    null,
                    null);
        }

        static Deadline of(CaseClock clock, CaseClocks clocks, Regimes regimes) {
            return new Deadline(
                    clock.regime(),
                    regimes.title(clock),
                    clock.kind(),
                    clock.term(),
                    clock.zone(),
                    clock.holidaysKnown(),
                    clock.startedAt(),
                    clock.dueAt(),
                    clock.stoppedAt(),
                    clock.pauses(),
                    clocks.extensionOf(clock.id()).orElse(null),
                    clock.escalatedAt(),
                    clock.breachedAt());
        }

        @JsonIgnore
        public boolean isPaused() {
            return !pauses.isEmpty() && pauses.getLast().until() == null;
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
        public static Ruled of(Ruling ruling) {
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

    /// The language in which the person reads.
    @JsonIgnore
    public Locale locale() {
        return Statuses.locale(
                appeal == null || appeal.locale() == null
                        ? decision.path("subject").path("locale").textValue()
                        : appeal.locale());
    }

    @JsonIgnore
    public List<Map.Entry<String, JsonNode>> findings() {
        return finding.properties().stream()
                .filter(one -> !one.getKey().equals("kind"))
                .toList();
    }

    /// Whether there are no words of the person to show. Appeals have some, nearly always.
    @JsonIgnore
    public boolean wordless() {
        return origin == Origin.APPEAL && appeal == null;
    }

    @JsonIgnore
    public boolean mine() {
        return claim != null && claim.mine();
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
    public String deskUrl() {
        return "/desk/cases/" + id;
    }

    @JsonIgnore
    public String previewAction() {
        return deskUrl() + "/preview";
    }

    @JsonIgnore
    public String seenAction() {
        return deskUrl() + "/seen";
    }

    @JsonIgnore
    public boolean isOpen() {
        return !state.isClosed();
    }

    /// Whether the reader has sent a ruling that waits.
    @JsonIgnore
    public boolean isSentByMe() {
        return course.waiting() != null && course.waiting().mine();
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
            return of(entry, entry.at(), null);
        }

        /// @param detail JSON in place of what the entry has; null to keep it
        static Step of(Entry entry, Instant at, byte[] detail) {
            byte[] told = detail == null ? entry.detail().getBytes(StandardCharsets.UTF_8) : detail;
            return new Step(entry.act(), entry.actorKind(), entry.actorId(), at, Json.tree(told));
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
