package dev.redress.decision;

import dev.redress.access.Actor;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.Json;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The registered decision types.
///
/// Intake asks at every decision, so the whole list (dozens) is kept for five seconds; a change here is seen at once.
@ApplicationScoped
public class DecisionTypes {

    private static final Duration FRESH = Duration.ofSeconds(5);

    /// A type and the version of its row.
    public record Registered(DecisionType type, int version) {}

    private record Known(Map<String, Registered> types, Instant until) {}

    private final EntityManager entities;
    private final Journal journal;
    private final Clock clock;

    /// Replaced by a change: a list that was read before it then goes where nobody looks.
    private volatile AtomicReference<Known> known = new AtomicReference<>();

    DecisionTypes(EntityManager entities, Journal journal, Clock clock) {
        this.entities = entities;
        this.journal = journal;
        this.clock = clock;
    }

    public Optional<Registered> find(String code) {
        return Optional.ofNullable(all().get(code));
    }

    /// The rules that hold for decisions of this code, registered or not.
    public DecisionType rulesFor(String code) {
        return find(code).map(Registered::type).orElseGet(() -> DecisionType.unregistered(code));
    }

    public Map<String, Registered> all() {
        AtomicReference<Known> here = known;
        Known now = here.get();
        if (now == null || now.until().isBefore(clock.instant())) {
            now = new Known(load(), clock.instant().plus(FRESH));
            here.set(now);
        }
        return now.types();
    }

    /// Registers or replaces; the version tells which.
    @Transactional
    public Registered put(String code, DecisionType sent, Actor.Operator by, Instant now) {
        DecisionType type = sent.complete(code);
        int version = ((Number) entities.createNativeQuery("""
                        INSERT INTO decision_type (code, version, body, changed_by, changed_at)
                        VALUES (:code, 1, :body, :by, :now)
                        ON CONFLICT (code) DO UPDATE SET version = decision_type.version + 1,
                            body = excluded.body, changed_by = excluded.changed_by, changed_at = excluded.changed_at
                        RETURNING version""")
                        .setParameter("code", code)
                        .setParameter("body", new String(Json.write(type), StandardCharsets.UTF_8))
                        .setParameter("by", by.id())
                        .setParameter("now", now)
                        .getSingleResult())
                .intValue();
        journal.write(Act.DECISION_TYPE_CHANGED, null, by, now, Map.of("code", code, "version", version));
        forget();
        return new Registered(type, version);
    }

    public void forget() {
        known = new AtomicReference<>();
    }

    @Transactional
    Map<String, Registered> load() {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery("SELECT code, body, version FROM decision_type ORDER BY code")
                .getResultList();
        Map<String, Registered> types = new HashMap<>();
        for (Object[] row : rows) {
            DecisionType type =
                    Json.read(Json.tree(((String) row[1]).getBytes(StandardCharsets.UTF_8)), DecisionType.class);
            types.put((String) row[0], new Registered(type, ((Number) row[2]).intValue()));
        }
        return Map.copyOf(types);
    }
}
