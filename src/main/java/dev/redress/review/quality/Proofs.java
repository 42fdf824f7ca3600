package dev.redress.review.quality;

import dev.redress.access.Actor;
import dev.redress.appeal.Appeal;
import dev.redress.appeal.Appeals;
import dev.redress.appeal.Conversation;
import dev.redress.appeal.Message;
import dev.redress.appeal.Ruled;
import dev.redress.appeal.Ruling;
import dev.redress.appeal.Verdict;
import dev.redress.appeal.evidence.EvidenceFiles;
import dev.redress.decision.Decision;
import dev.redress.decision.Decisions;
import dev.redress.platform.Refusal;
import dev.redress.review.Case;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// How rulings came about: what was read, how long it took. A ruling is marked as shallow when that cannot have been
/// enough; it is valid all the same. Leads see the marks, nobody's work is ranked by them.
@ApplicationScoped
public class Proofs {

    /// Why a ruling is marked.
    public enum Shallow {
        /// Faster than everything can be read.
        FAST,
        /// Upheld without a look into every file.
        FILES_UNOPENED,
        /// Upheld without a look at what the model saw.
        INPUT_UNOPENED
    }

    private final Reads reads;
    private final Reading reading;
    private final Decisions decisions;
    private final Appeals appeals;
    private final Conversation conversation;
    private final EvidenceFiles evidence;
    private final EntityManager entities;

    Proofs(
            Reads reads,
            Reading reading,
            Decisions decisions,
            Appeals appeals,
            Conversation conversation,
            EvidenceFiles evidence,
            EntityManager entities) {
        this.reads = reads;
        this.reading = reading;
        this.decisions = decisions;
        this.appeals = appeals;
        this.conversation = conversation;
        this.evidence = evidence;
        this.entities = entities;
    }

    /// Asks whoever rules faster than one can read whether they have read everything.
    ///
    /// @param confirmed their word that they have
    /// @throws Refusal 409 when it is faster and they have not said so
    @Transactional
    public void requireRead(Case ruled, boolean confirmed, Actor.Reviewer by, Instant now) {
        int words = words(decisions.findById(ruled.decisionId()), ruled.wordsOf());
        Optional<Duration> held = held(ruled.id(), ruled.decisionId(), by.id(), now);
        if (held.isEmpty() || held.get().compareTo(reading.least(words)) >= 0) {
            return;
        }
        if (!confirmed) {
            throw new Refusal(QualityProblem.TOO_FAST, "This came faster than the case can be read.")
                    .at(
                            "/readAll",
                            "there are about " + words
                                    + " words on this case; say that you read them, or go on reading");
        }
        reads.write(ruled.id(), Reads.What.ALL, "", by, now);
    }

    /// In the transaction of the ruling.
    void prove(@Observes Ruled ruled) {
        Ruling ruling = ruled.ruling();
        Actor.Reviewer by = new Actor.Reviewer(ruling.reviewerId(), false);
        int words = words(ruled.what().decision(), ruling.appealId());
        Duration least = reading.least(words);
        Duration held =
                held(ruling.caseId(), ruling.decisionId(), by.id(), ruled.at()).orElse(null);
        int files = evidence.filed(ruling.decisionId()).size();
        int opened = reads.count(ruling.caseId(), Reads.What.FILE, by);
        Boolean input = ruled.what().decision().document().inputSnapshot() == null
                ? null
                : reads.has(ruling.caseId(), Reads.What.INPUT, by);
        List<String> shallow = new ArrayList<>();
        if (held != null && held.compareTo(least) < 0) {
            shallow.add(Shallow.FAST.name());
        }
        if (ruling.verdict() == Verdict.UPHELD && opened < files) {
            shallow.add(Shallow.FILES_UNOPENED.name());
        }
        if (ruling.verdict() == Verdict.UPHELD && Boolean.FALSE.equals(input)) {
            shallow.add(Shallow.INPUT_UNOPENED.name());
        }
        entities.flush(); // the ruling, to which the row refers
        entities.createNativeQuery("""
                        INSERT INTO ruling_proof (ruling_id, case_id, reviewer_id, ruled_at, words, least_seconds,
                            held_seconds, active_seconds, files, files_opened, input_opened, confirmed, shallow)
                        VALUES (:ruling, :case, :by, :now, :words, :least, CAST(:held AS bigint), :active, :files,
                            :opened, CAST(:input AS boolean), :confirmed, :shallow)""")
                .setParameter("ruling", ruling.id())
                .setParameter("case", ruling.caseId())
                .setParameter("by", by.id())
                .setParameter("now", ruled.at())
                .setParameter("words", words)
                .setParameter("least", (int) least.toSeconds())
                .setParameter("held", held == null ? null : String.valueOf(held.toSeconds()))
                .setParameter(
                        "active", reads.active(ruling.caseId(), by, ruled.at()).toSeconds())
                .setParameter("files", files)
                .setParameter("opened", Math.min(opened, files))
                .setParameter("input", input == null ? null : input.toString())
                .setParameter("confirmed", reads.has(ruling.caseId(), Reads.What.ALL, by))
                .setParameter("shallow", String.join(",", shallow))
                .executeUpdate();
    }

    private int words(Decision decision, UUID appealId) {
        Appeal appeal = appealId == null ? null : appeals.findById(appealId);
        List<Message> thread = appeal == null ? List.of() : conversation.of(appeal.id());
        return Reading.words(decision.document(), decisions.policyTexts(decision), appeal, thread);
    }

    /// From this reviewer's first claim of the case on: longer than they can have read, so that nobody is wronged.
    private Optional<Duration> held(UUID caseId, UUID decision, String reviewer, Instant now) {
        Instant first = (Instant) entities.createNativeQuery("""
                        SELECT min(at) FROM journal WHERE decision_id = :decision AND act = 'CASE_CLAIMED'
                            AND actor_id = :by AND detail LIKE :case""")
                .setParameter("decision", decision)
                .setParameter("by", reviewer)
                .setParameter("case", "%" + caseId + "%")
                .getSingleResult();
        return Optional.ofNullable(first).map(at -> Duration.between(at, now));
    }
}
