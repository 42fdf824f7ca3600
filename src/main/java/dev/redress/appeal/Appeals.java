package dev.redress.appeal;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The appeals on record.
@ApplicationScoped
public class Appeals implements PanacheRepositoryBase<Appeal, UUID> {

    /// The appeal of a decision that stands: not withdrawn, of the highest level there is.
    @Transactional
    public Optional<Appeal> live(UUID decision) {
        return find("decisionId = ?1 AND withdrawnAt IS NULL ORDER BY level DESC", decision)
                .firstResultOptional();
    }

    @Transactional
    public Optional<Appeal> latest(UUID decision) {
        return find("decisionId = ?1 ORDER BY filedAt DESC", decision).firstResultOptional();
    }

    public List<Appeal> of(UUID decision) {
        return list("decisionId = ?1 ORDER BY filedAt", decision);
    }
}
