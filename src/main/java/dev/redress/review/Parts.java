package dev.redress.review;

import dev.redress.access.Actor;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;

/// Who had a part in a case without ruling on it. It bars them from every other case about the same decision.
@ApplicationScoped
class Parts {

    enum Part {
        OPINION,
        APPROVAL,
        /// A ruling that was sent and not approved.
        PROPOSAL,
        /// A ruling in a case that looks at the work of reviewers.
        CHECK
    }

    private final EntityManager entities;

    Parts(EntityManager entities) {
        this.entities = entities;
    }

    /// Records it in the caller's transaction; once is enough.
    void took(Case in, Part part, Actor.Reviewer by, Instant now) {
        entities.createNativeQuery("""
                        INSERT INTO case_part (decision_id, reviewer_id, case_id, part, at)
                        VALUES (:decision, :by, :case, :part, :now) ON CONFLICT DO NOTHING""")
                .setParameter("decision", in.decisionId())
                .setParameter("by", by.id())
                .setParameter("case", in.id())
                .setParameter("part", part.name())
                .setParameter("now", now)
                .executeUpdate();
    }
}
