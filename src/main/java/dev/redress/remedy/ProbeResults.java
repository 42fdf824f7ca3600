package dev.redress.remedy;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/// The looks that were taken.
@ApplicationScoped
public class ProbeResults implements PanacheRepositoryBase<ProbeResult, UUID> {

    List<ProbeResult> of(UUID remedy) {
        return list("remedyId = ?1 ORDER BY id", remedy);
    }
}
