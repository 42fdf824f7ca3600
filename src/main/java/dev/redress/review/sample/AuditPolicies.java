package dev.redress.review.sample;

import dev.redress.access.Actor;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The versions of the audit policy; all are kept, the newest holds.
@ApplicationScoped
public class AuditPolicies {

    public record Version(int version, String madeBy, Instant madeAt, AuditPolicy policy) {}

    /// What became of the decisions of one stratum under one version. `lookedAt` had an appeal or a case before they
    /// were considered, so they were not drawn from.
    public record Stratum(int policyVersion, String stratum, long considered, long lookedAt, long drawn) {}

    private final EntityManager entities;
    private final Journal journal;
    private final Draws draws;

    AuditPolicies(EntityManager entities, Journal journal, Draws draws) {
        this.entities = entities;
        this.journal = journal;
        this.draws = draws;
    }

    @Transactional
    public Optional<Version> current() {
        return versions().stream().findFirst();
    }

    /// Newest first.
    @Transactional
    public List<Version> versions() {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery(
                        "SELECT version, made_by, made_at, rules FROM audit_policy ORDER BY version DESC LIMIT 1000")
                .getResultList();
        return rows.stream().map(AuditPolicies::version).toList();
    }

    static Version version(Object[] row) {
        byte[] rules = ((String) row[3]).getBytes(StandardCharsets.UTF_8);
        return new Version(
                ((Number) row[0]).intValue(),
                (String) row[1],
                (Instant) row[2],
                Json.read(Json.tree(rules), AuditPolicy.class));
    }

    /// Makes a version of it, unless it is the one that holds. The first begins with the decisions that come of age
    /// from now on.
    @Transactional
    public Version put(AuditPolicy policy, Actor by, Instant now) {
        draws.hold(); // one after the other
        Optional<Version> before = current();
        if (before.isPresent() && before.get().policy().equals(policy)) {
            return before.get();
        }
        int version = before.map(one -> one.version() + 1).orElse(1);
        entities.createNativeQuery(
                        "INSERT INTO audit_policy (version, rules, made_by, made_at) VALUES (:version, :rules, :by, :now)")
                .setParameter("version", version)
                .setParameter("rules", new String(Json.write(policy), StandardCharsets.UTF_8))
                .setParameter("by", by.id())
                .setParameter("now", now)
                .executeUpdate();
        if (version == 1) {
            draws.startAt(now);
        }
        journal.write(Act.AUDIT_POLICY_CHANGED, null, by, now, Map.of("version", version));
        return new Version(version, by.id(), now, policy);
    }

    @Transactional
    public List<Stratum> strata() {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery("""
                        SELECT policy_version, stratum, considered, looked_at, drawn FROM audit_count
                        ORDER BY policy_version DESC, stratum LIMIT 1000""").getResultList();
        return rows.stream()
                .map(row -> new Stratum(
                        ((Number) row[0]).intValue(),
                        (String) row[1],
                        ((Number) row[2]).longValue(),
                        ((Number) row[3]).longValue(),
                        ((Number) row[4]).longValue()))
                .toList();
    }
}
