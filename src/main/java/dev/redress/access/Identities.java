package dev.redress.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Binds the `sub` of a person's tokens, which never changes and is never given to another, to the name they came with
/// first. All records call them by that name: so whoever is renamed stays who they were, and whoever comes with a name
/// that was another's inherits nothing.
@ApplicationScoped
class Identities {

    /// Some 300 bytes each.
    private static final int KEPT = 10_000;

    /// How long an answer is kept after an operator changed the table.
    private static final Duration FRESH = Duration.ofMinutes(5);

    private final Cache<String, String> known =
            Caffeine.newBuilder().maximumSize(KEPT).expireAfterWrite(FRESH).build();

    private final EntityManager entities;
    private final Clock clock;

    Identities(EntityManager entities, Clock clock) {
        this.entities = entities;
        this.clock = clock;
    }

    /// Asks the database elsewhere than on the event loop, and only at first sight.
    Uni<String> nameOf(String sub, String name) {
        String found = known.getIfPresent(sub);
        if (found != null) {
            return Uni.createFrom().item(found);
        }
        return Uni.createFrom()
                .item(() -> bound(sub, name))
                .runSubscriptionOn(Infrastructure.getDefaultWorkerPool())
                .invoke(bound -> known.put(sub, bound));
    }

    /// @throws Refusal 403 when the name belongs to another
    @Transactional
    String bound(String sub, String name) {
        Optional<String> found = find(sub);
        if (found.isPresent()) {
            return found.get();
        }
        // Of two at once the second waits here for the first, and then finds its row.
        entities.createNativeQuery("""
                        INSERT INTO identity (sub, name, first_seen) VALUES (:sub, :name, :now)
                        ON CONFLICT DO NOTHING""")
                .setParameter("sub", sub)
                .setParameter("name", name)
                .setParameter("now", clock.instant())
                .executeUpdate();
        return find(sub)
                .orElseThrow(() -> new Refusal(
                        CommonProblem.NOT_ALLOWED,
                        "The user name " + name + " is known here as that of another account, whose history nobody"
                                + " inherits. Give this account a user name of its own at the identity provider; if it"
                                + " is the same person with a new account, put its `sub` in the row of this name in"
                                + " the table identity."));
    }

    private Optional<String> find(String sub) {
        List<?> names = entities.createNativeQuery("SELECT name FROM identity WHERE sub = :sub")
                .setParameter("sub", sub)
                .getResultList();
        return names.stream().map(String.class::cast).findFirst();
    }
}
