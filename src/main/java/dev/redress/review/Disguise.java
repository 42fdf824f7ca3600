package dev.redress.review;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.redress.access.Actor;
import dev.redress.appeal.Appeal;
import dev.redress.appeal.CaseClock;
import dev.redress.appeal.CaseClocks;
import dev.redress.appeal.Ground;
import dev.redress.appeal.MessageView;
import dev.redress.appeal.Pauses;
import dev.redress.appeal.Regimes;
import dev.redress.appeal.evidence.EvidenceView;
import dev.redress.decision.Term;
import dev.redress.decision.calendar.LocalDays;
import dev.redress.journal.Act;
import dev.redress.journal.Entry;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

/// How a case looks to whoever may not tell its kind before they have ruled. Nothing untrue is said of a random sample:
/// what would give it away is left out of it and of appeals without words alike, so that the two show the same. A case
/// that repeats another shows the times of its first life moved to its second.
final class Disguise {

    /// What happens to a decision and an appeal whoever reviews them.
    private static final Set<Act> PLAIN = EnumSet.of(
            Act.DECISION_RECORDED,
            Act.LINK_ISSUED,
            Act.LINK_REVOKED,
            Act.LINK_REQUESTED,
            Act.LINK_RENEWED,
            Act.VERIFICATION_FAILED,
            Act.VERIFICATION_PASSED,
            Act.APPEAL_FILED,
            Act.APPEAL_COVERED,
            Act.EVIDENCE_ADDED,
            Act.EVIDENCE_REMOVED,
            Act.MESSAGE_POSTED,
            Act.QUESTION_ASKED,
            Act.QUESTION_ANSWERED,
            Act.QUESTION_LAPSED,
            Act.CLOCK_EXTENDED,
            Act.PAUSE_ANSWERED,
            Act.MESSAGE_SENT,
            Act.MESSAGE_BOUNCED);

    /// Why operators keep the spans is no part of what a reviewer judges by.
    private static final Set<Act> APART = EnumSet.of(Act.LEGAL_HOLD_SET, Act.LEGAL_HOLD_ENDED);

    /// What others thought of the decision, or what followed from it: before a first view it tells the outcome.
    private static final Set<Act> JUDGEMENT = EnumSet.of(
            Act.FIRST_VIEW_RECORDED,
            Act.OUTCOME_REVEALED,
            Act.CASE_RULED,
            Act.LABEL_CREATED,
            Act.LABEL_RETRACTED,
            Act.LABEL_PUSHED,
            Act.REMEDY_ORDERED,
            Act.REMEDY_REPORTED,
            Act.REMEDY_CONFIRMED,
            Act.REMEDY_UNKNOWN,
            Act.REMEDY_FAILED,
            Act.REMEDY_STALE,
            Act.REMEDY_OVERDUE,
            Act.SWEEP_BEGUN,
            Act.SWEEP_DONE,
            Act.COMMITMENT_BACKED,
            Act.COMMITMENT_EXPIRED);

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}T[\\d:.]+Z");

    private final Case shown;
    private final Case first;
    private final Appeal words;
    private final boolean wordless;
    private final Duration shift;
    private final LocalDays there;
    private final Term answerWithin;
    private final Actor.Reviewer reader;
    private final boolean revealed;

    /// @param first the case that `shown` repeats; null when it repeats none
    /// @param words the appeal whose words it shows; null for none
    /// @param quiet whether nothing was written or sent beside the appeal
    /// @param there the days of where the person is
    /// @param answerWithin how long the person has for an answer to a question
    /// @param revealed whether the reader may see what the agent decided
    Disguise(
            Case shown,
            Case first,
            Appeal words,
            boolean quiet,
            LocalDays there,
            Term answerWithin,
            Actor.Reviewer reader,
            boolean revealed) {
        this.shown = shown;
        this.first = first;
        this.words = words;
        this.there = there;
        this.answerWithin = answerWithin;
        this.reader = reader;
        this.revealed = revealed;
        boolean sample = words == null && shown.origin() == Origin.AUDIT;
        this.wordless = !reader.lead() && shown.isOpen() && (sample || (words != null && quiet && saysNothing(words)));
        this.shift = first == null ? Duration.ZERO : Duration.between(first.openedAt(), shown.openedAt());
    }

    /// The last moment that a repetition of the case shows of its first life.
    static Instant lastShown(Case first, List<Entry> acts) {
        return acts.stream()
                .filter(entry -> PLAIN.contains(entry.act()) && entry.at().isBefore(first.closedAt()))
                .map(Entry::at)
                .filter(at -> at.isAfter(first.openedAt()))
                .max(Comparator.naturalOrder())
                .orElse(first.openedAt());
    }

    private static boolean saysNothing(Appeal words) {
        return words.grounds().equals(List.of(Ground.SOMETHING_ELSE))
                && (words.statement() == null || words.statement().isBlank())
                && words.disputedFacts().isEmpty()
                && words.representative() == null
                && words.delegate() == null
                && !words.pauseRequested()
                && !words.late()
                && words.level() == 1;
    }

    CaseView.Objection appeal() {
        return words == null || wordless
                ? null
                : CaseView.Objection.of(
                        moved(words.id(), words.filedAt()),
                        words,
                        words.filedAt().plus(shift));
    }

    /// A case that repeats another shows its clocks as they stood when that one began.
    List<CaseView.Deadline> clocks(List<CaseClock> running, CaseClocks clocks, Regimes regimes) {
        if (wordless) {
            return List.of(); // when the answer is due stands in the case itself
        }
        return first == null
                ? running.stream()
                        .map(one -> CaseView.Deadline.of(one, clocks, regimes))
                        .toList()
                : running.stream()
                        .filter(one -> one.kind() != CaseClock.Kind.REMEDY)
                        .map(one ->
                                CaseView.Deadline.of(one, clocks, regimes).begun(shift, clocks.dueLater(one, shift)))
                        .sorted(Comparator.comparing(CaseView.Deadline::dueAt))
                        .toList();
    }

    /// What was written until the case that this one repeats was ruled on.
    List<MessageView> thread(List<MessageView> sent) {
        return sent.stream()
                .filter(one -> first == null || one.at().isBefore(first.closedAt()))
                .map(this::moved)
                .toList();
    }

    private MessageView moved(MessageView one) {
        return shift.isZero()
                ? one
                : new MessageView(
                        moved(one.id(), one.at()),
                        one.from(),
                        one.text(),
                        one.at().plus(shift),
                        one.question() == null
                                ? null
                                : moved(one.question(), one.at().plus(shift)));
    }

    /// The time for an answer is counted anew; one that lapsed did so when it was over, and that is past.
    private MessageView.Question moved(MessageView.Question asked, Instant askedAt) {
        if (asked.state() == MessageView.State.LAPSED) {
            Instant over = daysLater(asked.answerBy());
            return new MessageView.Question(
                    asked.state(), over, over.plus(Duration.between(asked.answerBy(), asked.endedAt())));
        }
        return new MessageView.Question(
                asked.state(),
                answerWithin.endAfter(askedAt, there),
                asked.endedAt() == null ? null : asked.endedAt().plus(shift));
    }

    List<EvidenceView> evidence(List<EvidenceView> sent) {
        return sent.stream()
                .filter(one -> first == null || one.addedAt().isBefore(first.closedAt()))
                .map(one -> new EvidenceView(
                        one.id(),
                        one.name(),
                        one.mediaType(),
                        one.size(),
                        one.digest(),
                        one.factId(),
                        one.scanned(),
                        one.addedAt().plus(shift)))
                .toList();
    }

    Pauses.Answer pause(Pauses.Answer given) {
        return given == null || shift.isZero()
                ? given
                : new Pauses.Answer(
                        given.granted(),
                        given.reason(),
                        given.until() == null ? null : daysLater(given.until()),
                        given.at().plus(shift));
    }

    /// @param acts everything that is told of the decision
    /// @param own  the acts in this case
    List<CaseView.Step> timeline(List<Entry> acts, List<Entry> own) {
        if (!wordless && first == null) {
            return acts.stream()
                    .filter(entry -> !APART.contains(entry.act()) && !tells(entry))
                    .map(CaseView.Step::of)
                    .toList();
        }
        List<CaseView.Step> steps = new ArrayList<>();
        acts.stream()
                .filter(entry -> wordless ? entry.act() == Act.DECISION_RECORDED : PLAIN.contains(entry.act()))
                .filter(entry -> first == null || entry.at().isBefore(first.closedAt()))
                .forEach(entry -> steps.add(moved(entry)));
        for (Entry entry : own) {
            if (tells(entry)) {
                continue;
            }
            switch (entry.act()) {
                case CASE_OPENED -> steps.add(CaseView.Step.of(entry, shown.openedAt(), opened()));
                case KNOWN_ANSWER_SEEDED -> {
                    // not before the answer, and then the case says it
                }
                case LEGAL_HOLD_SET, LEGAL_HOLD_ENDED -> {
                    // an operator called it as the case is called
                }
                default -> steps.add(CaseView.Step.of(entry, entry.at(), null));
            }
        }
        steps.sort(Comparator.comparing(CaseView.Step::at)); // stable: what follows in one act stays after it
        return steps;
    }

    /// What a draft holds is sent with its appeal, and moves with it.
    private CaseView.Step moved(Entry entry) {
        boolean stays = first == null
                || (entry.at().isBefore(first.openedAt())
                        && entry.act() != Act.EVIDENCE_ADDED
                        && entry.act() != Act.EVIDENCE_REMOVED);
        return stays || shift.isZero()
                ? CaseView.Step.of(entry, entry.at(), null)
                : CaseView.Step.of(entry, entry.at().plus(shift), Json.write(moved(detail(entry))));
    }

    private static ObjectNode detail(Entry entry) {
        return (ObjectNode) Json.tree(entry.detail().getBytes(StandardCharsets.UTF_8));
    }

    /// The ids and dates that the act names, as the case shows them. A file keeps its id, by which it is fetched.
    private ObjectNode moved(ObjectNode detail) {
        detail.properties().forEach(member -> {
            String text = member.getValue().textValue();
            if (text == null || member.getKey().equals("evidence")) {
                return;
            }
            if (ID.matcher(text).matches()) {
                member.setValue(TextNode.valueOf(moved(UUID.fromString(text)).toString()));
            } else if (MOMENT.matcher(text).matches()) {
                member.setValue(TextNode.valueOf(daysLater(Instant.parse(text)).toString()));
            }
        });
        return detail;
    }

    private UUID moved(UUID id) {
        Instant made = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
        return made.isBefore(first.openedAt().truncatedTo(ChronoUnit.MILLIS)) ? id : moved(id, made);
    }

    private boolean tells(Entry entry) {
        return !revealed && JUDGEMENT.contains(entry.act()) && !entry.actorId().equals(reader.id());
    }

    /// An id carries the time of what it names.
    private UUID moved(UUID id, Instant at) {
        return shift.isZero() ? id : Ids.moved(id, at.plus(shift));
    }

    /// As many days later at the same hour, whatever the clocks do between.
    private Instant daysLater(Instant at) {
        long days = ChronoUnit.DAYS.between(there.dayOf(first.openedAt()), there.dayOf(shown.openedAt()));
        return at.atZone(there.zone()).plusDays(days).toInstant();
    }

    private byte[] opened() {
        return Json.write(Map.of("case", shown.id(), "origin", shown.originFor(reader)));
    }
}
