package dev.redress.appeal;

import dev.redress.access.Actor;
import dev.redress.appeal.evidence.Evidence;
import dev.redress.appeal.evidence.EvidenceFiles;
import dev.redress.appeal.evidence.EvidenceProblem;
import dev.redress.appeal.evidence.Upload;
import dev.redress.decision.Decision;
import dev.redress.decision.Decisions;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Where evidence goes in: with the draft, and to the appeal until it is ruled on. A file that cannot be taken
/// takes no other with it.
@ApplicationScoped
public class EvidenceBox {

    /// Files for an appeal, and again for each question that was asked.
    static final int MOST_FILES = 5;

    /// What became of the files of one request.
    public record Added(List<Evidence> kept, List<Refused> refused) {}

    public record Refused(String name, Refusal why) {}

    private final Decisions decisions;
    private final Appeals appeals;
    private final Rulings rulings;
    private final Conversation conversation;
    private final EvidenceFiles files;
    private final Journal journal;
    private final Event<EvidenceAdded> added;

    EvidenceBox(
            Decisions decisions,
            Appeals appeals,
            Rulings rulings,
            Conversation conversation,
            EvidenceFiles files,
            Journal journal,
            Event<EvidenceAdded> added) {
        this.decisions = decisions;
        this.appeals = appeals;
        this.rulings = rulings;
        this.conversation = conversation;
        this.files = files;
        this.journal = journal;
        this.added = added;
    }

    /// Checks and keeps what can be kept.
    ///
    /// @param factId the disputed fact that the files prove; null for the appeal as a whole
    /// @throws Refusal 409 once the appeal is ruled on, 422 for a fact that the decision does not have
    public Added add(Decision decision, String factId, List<Upload> uploads, Actor by, Instant now) {
        if (factId != null
                && decision.document().facts().stream()
                        .noneMatch(fact -> fact.id().equals(factId))) {
            throw CommonProblem.invalid("/factId", "is not a fact of this decision");
        }
        long most = QuarkusTransaction.joiningExisting()
                .call(() -> room(appeals.live(decision.id()).map(Appeal::id).orElse(null)));
        List<EvidenceFiles.Checked> good = new ArrayList<>();
        List<Refused> refused = new ArrayList<>();
        for (Upload upload : uploads) {
            try {
                if (good.size() == most) { // to check is the costly part
                    throw tooMany(most);
                }
                good.add(files.check(upload));
            } catch (Refusal why) {
                refused.add(new Refused(upload.name(), why));
            }
        }
        List<Evidence> kept =
                QuarkusTransaction.joiningExisting().call(() -> keep(decision.id(), factId, good, refused, by, now));
        return new Added(kept, refused);
    }

    private List<Evidence> keep(
            UUID decision,
            String factId,
            List<EvidenceFiles.Checked> good,
            List<Refused> refused,
            Actor by,
            Instant now) {
        decisions.lock(decision);
        Optional<Appeal> appeal = appeals.live(decision);
        if (appeal.isPresent() && rulings.ofAppeal(appeal.get().id()).isPresent()) {
            throw new Refusal(AppealProblem.ALREADY_RULED, "This appeal has been decided; nothing more can be added.");
        }
        UUID owner = appeal.map(Appeal::id).orElse(null);
        List<Evidence> kept = new ArrayList<>();
        List<Evidence> fresh = new ArrayList<>();
        for (EvidenceFiles.Checked file : good) {
            List<Evidence> before = files.standing(decision, owner);
            Optional<Evidence> sentBefore = files.same(before, factId, file);
            if (sentBefore.isPresent()) {
                kept.add(sentBefore.get());
            } else if (before.size() < room(owner)) {
                fresh.add(files.keep(decision, owner, factId, file, now));
            } else {
                refused.add(new Refused(file.upload().name(), tooMany(room(owner))));
            }
        }
        for (Evidence one : fresh) {
            Map<String, ?> detail = Map.of("evidence", one.id(), "digest", one.contentDigest());
            journal.write(Act.EVIDENCE_ADDED, decision, by, now, detail);
        }
        if (!fresh.isEmpty() && appeal.isPresent()) {
            added.fire(new EvidenceAdded(appeal.get(), fresh, now));
        }
        kept.addAll(fresh);
        return kept;
    }

    private static Refusal tooMany(long room) {
        return new Refusal(EvidenceProblem.TOO_MANY_FILES, "There is room for " + room + " files.");
    }

    /// How many files the draft or the appeal may have.
    long room(UUID appeal) {
        return MOST_FILES * (1 + (appeal == null ? 0 : conversation.questions(appeal)));
    }

    /// What the draft has so far.
    @Transactional
    public List<Evidence> ofDraft(UUID decision) {
        return files.standing(decision, null);
    }

    /// Takes a file of the draft away; what was filed stays.
    @Transactional
    public void remove(Decision decision, UUID id, Actor by, Instant now) {
        decisions.lock(decision.id());
        if (files.remove(decision.id(), id)) {
            journal.write(Act.EVIDENCE_REMOVED, decision.id(), by, now, Map.of("evidence", id));
        }
    }
}
