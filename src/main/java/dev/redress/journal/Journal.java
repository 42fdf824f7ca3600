package dev.redress.journal;

import dev.redress.access.Actor;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// The append-only record of every act.
///
/// An entry is written in the transaction of its act or not at all; the database refuses to change or delete one.
@ApplicationScoped
public class Journal implements PanacheRepositoryBase<Entry, UUID> {

    /// `decision` is null for acts about no single decision, such as a new agent key.
    @Transactional(Transactional.TxType.MANDATORY)
    public void write(Act act, UUID decision, Actor by, Instant now, Map<String, ?> detail) {
        Entry entry = new Entry();
        entry.id = Ids.at(now);
        entry.decisionId = decision;
        entry.act = act;
        entry.actorKind = by.kind();
        entry.actorId = by.id();
        entry.at = now;
        entry.detail = new String(Json.write(detail), StandardCharsets.UTF_8);
        persist(entry);
    }

    /// Everything that was done about a decision, oldest first.
    public List<Entry> of(UUID decision) {
        return list("decisionId = ?1 ORDER BY id", decision);
    }
}
