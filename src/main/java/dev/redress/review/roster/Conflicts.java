package dev.redress.review.roster;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.access.Actor;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import dev.redress.platform.Texts;
import io.quarkus.qute.TemplateData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Why a reviewer may not rule on something. Each is a denial, which the claim and the ruling ask for themselves.
@ApplicationScoped
public class Conflicts {

    /// What ties a reviewer to a decision. `ref` is the id of the agent, of the policy, of the subject or of the
    /// decision.
    public enum Kind {
        AGENT,
        POLICY,
        SUBJECT,
        DECISION,
        AGENT_OPERATOR,
        POLICY_AUTHOR,
        POLICY_APPROVER;

        boolean isOfPolicy() {
            return this == POLICY || this == POLICY_AUTHOR || this == POLICY_APPROVER;
        }
    }

    /// What somebody says of a reviewer.
    ///
    /// @param version of the policy; null for any. A decision whose policy version is unknown is denied with each
    public record Tie(
            @NotBlank @Size(max = 200) String reviewer,
            @NotNull Kind kind,
            @NotBlank @Size(max = 200) String ref,
            @Size(max = 200) String version,
            @NotBlank @Size(max = 4_000) String reason) {

        public Conflict unrecorded() {
            return new Conflict(reviewer, kind, ref, version, reason, null, null);
        }
    }

    /// As it is on record; who recorded it and when are null before.
    @TemplateData
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Conflict(
            String reviewer,
            Kind kind,
            String ref,
            String version,
            String reason,
            String recordedBy,
            Instant recordedAt) {}

    /// A case with a known answer looks like any other until it is answered, for leads too: who put it in is told
    /// afterwards. These are the decisions of those that are open.
    private static final String UNTOLD = """
            recorded_by = 'check' AND ref IN (SELECT CAST(c.decision_id AS text)
                FROM known_answer k JOIN review_case c ON c.id = k.case_id WHERE c.closed_at IS NULL)""";

    private static final String COLUMNS =
            "SELECT reviewer_id, kind, ref, nullif(version, ''), reason, recorded_by, recorded_at FROM conflict ";

    private final EntityManager entities;
    private final Journal journal;

    Conflicts(EntityManager entities, Journal journal) {
        this.entities = entities;
        this.journal = journal;
    }

    /// Recording the same one again changes nothing.
    ///
    /// @return what is on record then
    @Transactional
    public Conflict record(Conflict one, Actor by, Instant now) {
        String version = Texts.orNull(one.version());
        if (version != null && !one.kind().isOfPolicy()) {
            throw CommonProblem.invalid("/version", "belongs to a policy");
        }
        int made = entities.createNativeQuery("""
                        INSERT INTO conflict (reviewer_id, kind, ref, version, reason, recorded_by, recorded_at)
                        VALUES (:reviewer, :kind, :ref, :version, :reason, :by, :now) ON CONFLICT DO NOTHING""")
                .setParameter("reviewer", one.reviewer())
                .setParameter("kind", one.kind().name())
                .setParameter("ref", one.ref())
                .setParameter("version", version == null ? "" : version)
                .setParameter("reason", one.reason())
                .setParameter("by", by.id())
                .setParameter("now", now)
                .executeUpdate();
        if (made > 0) {
            journal.write(Act.CONFLICT_RECORDED, null, by, now, detail(one.reviewer(), one.kind(), one.ref(), version));
        }
        return rows(
                        COLUMNS
                                + "WHERE reviewer_id = :reviewer AND kind = :kind AND ref = :ref AND version = :version",
                        Map.of(
                                "reviewer",
                                one.reviewer(),
                                "kind",
                                one.kind().name(),
                                "ref",
                                one.ref(),
                                "version",
                                version == null ? "" : version))
                .getFirst();
    }

    /// @throws dev.redress.platform.Refusal 403 for one of their own: somebody else has to say that it is over

    @Transactional
    public void lift(String reviewer, Kind kind, String ref, String version, Actor by, Instant now) {
        if (reviewer.equals(by.id())) {
            throw new Refusal(
                    CommonProblem.NOT_ALLOWED,
                    "This conflict is your own. Another lead or an operator has to lift it.");
        }
        int gone = entities.createNativeQuery("""
                        DELETE FROM conflict
                        WHERE reviewer_id = :reviewer AND kind = :kind AND ref = :ref AND version = :version""")
                .setParameter("reviewer", reviewer)
                .setParameter("kind", kind.name())
                .setParameter("ref", ref)
                .setParameter("version", version == null ? "" : version)
                .executeUpdate();
        if (gone == 0) {
            throw CommonProblem.notFound();
        }
        journal.write(Act.CONFLICT_LIFTED, null, by, now, detail(reviewer, kind, ref, version));
    }

    /// Newest first, at most a thousand.
    @Transactional
    public List<Conflict> of(String reviewer) {
        Map<String, String> of = new HashMap<>();
        of.put("reviewer", reviewer);
        return rows(
                COLUMNS + "WHERE (cast(:reviewer AS text) IS NULL OR reviewer_id = :reviewer) AND NOT (" + UNTOLD
                        + ") ORDER BY recorded_at DESC, reviewer_id, kind, ref, version LIMIT 1000",
                of);
    }

    @SuppressWarnings("unchecked")
    private List<Conflict> rows(String query, Map<String, ?> values) {
        Query asked = entities.createNativeQuery(query, Object[].class);
        values.forEach(asked::setParameter);
        return ((List<Object[]>) asked.getResultList())
                .stream()
                        .map(row -> new Conflict(
                                (String) row[0],
                                Kind.valueOf((String) row[1]),
                                (String) row[2],
                                (String) row[3],
                                (String) row[4],
                                (String) row[5],
                                (Instant) row[6]))
                        .toList();
    }

    private static Map<String, ?> detail(String reviewer, Kind kind, String ref, String version) {
        return Map.of("reviewer", reviewer, "kind", kind, "ref", ref, "version", version == null ? "" : version);
    }
}
