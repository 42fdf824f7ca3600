package dev.redress.remedy;

import dev.redress.access.Actor;
import dev.redress.decision.Decision;
import dev.redress.decision.Decisions;
import dev.redress.decision.RemedyType;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.Json;
import dev.redress.platform.Refusal;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// The probes, and which of them a remedy is looked at with: the one that names both its decision type and its own
/// type, else its decision type, else its own type, else the one for all.
@ApplicationScoped
public class Probes implements PanacheRepositoryBase<Probe, String> {

    /// A probe as an operator wants it.
    ///
    /// @param credential sent as `Authorization`; null keeps what is there, but for the same host only: nobody else
    ///                   may come to see it
    record Wanted(
            String decisionType,
            RemedyType remedyType,
            String url,
            List<Probe.Expectation> expect,
            String credential) {}

    private final Decisions decisions;
    private final Journal journal;

    Probes(Decisions decisions, Journal journal) {
        this.decisions = decisions;
        this.journal = journal;
    }

    Optional<Probe> of(Remedy remedy) {
        Decision decision = decisions.findById(remedy.decisionId());
        return list(
                        "(decisionType IS NULL OR decisionType = ?1) AND (remedyType IS NULL OR remedyType = ?2)",
                        decision.type(),
                        remedy.type())
                .stream()
                .max(Comparator.comparingInt(Probes::precision));
    }

    private static int precision(Probe probe) {
        return (probe.decisionType == null ? 0 : 2) + (probe.remedyType == null ? 0 : 1);
    }

    @Transactional
    public Probe put(String name, Wanted wanted, Actor.Operator by, Instant now) {
        getEntityManager() // two at once would each make it; readers go on
                .createNativeQuery("LOCK TABLE probe IN SHARE ROW EXCLUSIVE MODE")
                .executeUpdate();
        Probe probe = findByIdOptional(name).orElseGet(Probe::new);
        boolean taken = listAll().stream()
                .anyMatch(other -> !other.name.equals(name)
                        && Objects.equals(other.decisionType, wanted.decisionType())
                        && other.remedyType == wanted.remedyType());
        if (taken) {
            throw new Refusal(RemedyProblem.PROBE_EXISTS, "Another probe is there for these remedies.");
        }
        probe.name = name;
        probe.decisionType = wanted.decisionType();
        probe.remedyType = wanted.remedyType();
        boolean elsewhere = probe.url != null && !Template.host(probe.url).equals(Template.host(wanted.url()));
        probe.url = wanted.url();
        probe.expect = new String(Json.write(wanted.expect()), StandardCharsets.UTF_8);
        probe.credential = wanted.credential() == null && !elsewhere ? probe.credential : wanted.credential();
        probe.changedBy = by.id();
        probe.changedAt = now;
        persist(probe);
        journal.write(Act.PROBE_CHANGED, null, by, now, Map.of("probe", name));
        return probe;
    }

    @Transactional
    public boolean remove(String name, Actor.Operator by, Instant now) {
        boolean there = deleteById(name);
        if (there) {
            journal.write(Act.PROBE_CHANGED, null, by, now, Map.of("probe", name, "removed", true));
        }
        return there;
    }
}
