package dev.redress.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.access.Actor;
import dev.redress.appeal.CaseClock;
import dev.redress.appeal.CaseClocks;
import dev.redress.appeal.RemedyProgress;
import dev.redress.appeal.Ruled;
import dev.redress.appeal.Rulings;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import dev.redress.platform.Refusal;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The remedies: ordered in the transaction of the ruling, open until they are confirmed.
@ApplicationScoped
public class Remedies implements PanacheRepositoryBase<Remedy, UUID>, RemedyProgress {

    private final Journal journal;
    private final Rulings rulings;
    private final CaseClocks clocks;

    Remedies(Journal journal, Rulings rulings, CaseClocks clocks) {
        this.journal = journal;
        this.rulings = rulings;
        this.clocks = clocks;
    }

    void order(@Observes Ruled ruled) {
        if (ruled.remedy() == null) {
            return;
        }
        Remedy remedy = Remedy.ordered(ruled.ruling(), ruled.what().decision().agentId(), ruled.remedy());
        persist(remedy);
        journal.write(
                Act.REMEDY_ORDERED,
                remedy.decisionId(),
                new Actor.Machine("remedy"),
                ruled.at(),
                Map.of("remedy", remedy.id(), "type", remedy.type()));
    }

    /// Takes the platform's word, with evidence. Saying the same twice changes nothing; nothing follows DONE.
    @Transactional
    public Confirmation confirm(
            UUID id, Confirmation.Status status, JsonNode evidence, String targetEtag, Actor by, Instant now) {
        Remedy remedy = findById(id, LockModeType.PESSIMISTIC_WRITE);
        Optional<Confirmation> last = latest(id);
        if (last.isPresent() && last.get().status() == status) {
            return last.get();
        }
        if (last.isPresent() && last.get().status() == Confirmation.Status.DONE) {
            throw new Refusal(RemedyProblem.ALREADY_DONE, "This remedy was confirmed as done and stays so.");
        }
        Confirmation confirmation = new Confirmation();
        confirmation.id = Ids.at(now);
        confirmation.remedyId = id;
        confirmation.status = status;
        confirmation.evidence = new String(Json.write(evidence), StandardCharsets.UTF_8);
        confirmation.targetEtag = targetEtag;
        confirmation.byKind = by.kind();
        confirmation.byId = by.id();
        confirmation.at = now;
        getEntityManager().persist(confirmation);
        if (status == Confirmation.Status.DONE) {
            UUID appeal = rulings.findById(remedy.rulingId()).appealId();
            if (appeal != null) {
                clocks.stop(appeal, CaseClock.Kind.REMEDY, now);
            }
        }
        journal.write(
                Act.REMEDY_CONFIRMED, remedy.decisionId(), by, now, Map.of("remedy", remedy.id(), "status", status));
        return confirmation;
    }

    @Transactional
    public Optional<Remedy> visible(UUID id, String agent) {
        return findByIdOptional(id)
                .filter(remedy -> agent == null || remedy.agentId().equals(agent));
    }

    @Override
    @Transactional
    public List<Step> of(UUID decision) {
        return list("decisionId = ?1 ORDER BY orderedAt", decision).stream()
                .map(this::step)
                .toList();
    }

    Step step(Remedy remedy) {
        Optional<Confirmation> last = latest(remedy.id());
        State state = last.map(confirmation -> switch (confirmation.status()) {
                    case DONE -> State.DONE;
                    case FAILED -> State.FAILED;
                    case STALE -> State.STALE;
                })
                .orElse(State.ORDERED);
        Instant at = last.map(Confirmation::at).orElse(remedy.orderedAt());
        return new Step(
                remedy.id(), remedy.type(), remedy.description(), state, remedy.orderedAt(), remedy.dueAt(), at);
    }

    private Optional<Confirmation> latest(UUID remedy) {
        return getEntityManager()
                .createQuery("FROM Confirmation WHERE remedyId = :id ORDER BY at DESC, id DESC", Confirmation.class)
                .setParameter("id", remedy)
                .setMaxResults(1)
                .getResultStream()
                .findFirst();
    }
}
