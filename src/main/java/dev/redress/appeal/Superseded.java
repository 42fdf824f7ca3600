package dev.redress.appeal;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;

/// Tells of a decision whether a newer one took its place. Which one that is stays behind its own link.
@ApplicationScoped
class Superseded {

    private final EntityManager entities;

    Superseded(EntityManager entities) {
        this.entities = entities;
    }

    /// When the newest was decided that corrects this one; null when none does. Only decisions of the same agent can.
    @Transactional
    Instant at(UUID decision) {
        return entities.createQuery("SELECT max(decidedAt) FROM Decision WHERE supersedes = :id", Instant.class)
                .setParameter("id", decision)
                .getSingleResult();
    }
}
