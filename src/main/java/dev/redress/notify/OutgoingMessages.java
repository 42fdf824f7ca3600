package dev.redress.notify;

import dev.redress.appeal.Appeal;
import dev.redress.appeal.Contact;
import dev.redress.appeal.Reach;
import dev.redress.decision.Decision;
import dev.redress.platform.Cursor;
import dev.redress.platform.Ids;
import dev.redress.platform.Json;
import dev.redress.platform.Listing;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// The outbox: what goes out to people, and what became of it.
@ApplicationScoped
public class OutgoingMessages implements PanacheRepositoryBase<OutgoingMessage, UUID>, Reach {

    /// A message was written and can go once its transaction has committed.
    record Written() {}

    private final MailSettings settings;
    private final Languages languages;
    private final Event<Written> written;

    OutgoingMessages(MailSettings settings, Languages languages, Event<Written> written) {
        this.settings = settings;
        this.languages = languages;
        this.written = written;
    }

    /// Writes what there is to tell, once for each kind and what it is about, whoever else does the same.
    ///
    /// @param appeal null when there is none
    /// @return whether it will go out
    @Transactional(Transactional.TxType.MANDATORY)
    boolean write(News news, UUID about, Decision decision, Appeal appeal, Instant now) {
        Contact contact = Contact.of(decision, appeal);
        String address = Address.usable(contact.email());
        OutgoingMessage.State state = address == null
                ? OutgoingMessage.State.NO_ADDRESS
                : settings.enabled() ? OutgoingMessage.State.WAITING : OutgoingMessage.State.OFF;
        boolean waits = state == OutgoingMessage.State.WAITING;
        flush(); // the rows that this one refers to
        int rows = getEntityManager()
                .createNativeQuery("""
                        INSERT INTO outgoing_message (id, decision_id, appeal_id, kind, about, to_address, language, data,
                            created_at, waiting_since, next_try_at, tries, ended_at, state)
                        VALUES (:id, :decision, CAST(:appeal AS uuid), :kind, :about, :address, :language, :data,
                            :now, :now, :now, 0, CAST(:ended AS timestamptz), :state)
                        ON CONFLICT (kind, about) DO NOTHING""")
                .setParameter("id", Ids.at(now))
                .setParameter("decision", decision.id())
                .setParameter("appeal", appeal == null ? null : appeal.id().toString())
                .setParameter("kind", Kind.of(news).name())
                .setParameter("about", about)
                .setParameter("address", address)
                .setParameter("language", languages.first(contact.locale(), decision.locale()))
                .setParameter("data", new String(Json.write(news), StandardCharsets.UTF_8))
                .setParameter("now", now)
                .setParameter("ended", waits ? null : now.toString())
                .setParameter("state", state.name())
                .executeUpdate();
        if (rows == 1 && waits) {
            written.fire(new Written());
        }
        return rows == 1 && waits;
    }

    /// The next one to send, held until the transaction ends. Those that another sender holds are passed over.
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<OutgoingMessage> due(Instant now) {
        @SuppressWarnings("unchecked")
        List<OutgoingMessage> next = getEntityManager()
                .createNativeQuery("""
                        SELECT * FROM outgoing_message WHERE state = 'WAITING' AND next_try_at <= :now
                        ORDER BY next_try_at, id LIMIT 1 FOR UPDATE SKIP LOCKED""", OutgoingMessage.class)
                .setParameter("now", now)
                .getResultList();
        return next.stream().findFirst();
    }

    /// Held until the transaction ends; waits for a sender that is about to send it.
    @Transactional(Transactional.TxType.MANDATORY)
    Optional<OutgoingMessage> held(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /// Newest first.
    ///
    /// @param state null for all
    @Transactional
    <T> Listing<T> list(OutgoingMessage.State state, String cursor, int limit, Function<OutgoingMessage, T> item) {
        Cursor after = Cursor.parse(cursor, 1);
        UUID before = after == null ? null : after.read(it -> UUID.fromString(it.get(0)));
        List<OutgoingMessage> rows = getEntityManager()
                .createQuery(
                        "FROM OutgoingMessage WHERE (:state IS NULL OR state = :state) AND (:before IS NULL OR id < :before)"
                                + " ORDER BY id DESC",
                        OutgoingMessage.class)
                .setParameter("state", state)
                .setParameter("before", before)
                .setMaxResults(limit + 1)
                .getResultList();
        return Listing.of(rows, limit, item, row -> Cursor.of(row.id));
    }

    /// How many there are of each state; states that none is in are left out.
    @Transactional
    Map<OutgoingMessage.State, Long> counts() {
        Map<OutgoingMessage.State, Long> counts = new EnumMap<>(OutgoingMessage.State.class);
        getEntityManager()
                .createQuery("SELECT state, count(*) FROM OutgoingMessage GROUP BY state", Object[].class)
                .getResultList()
                .forEach(row -> counts.put((OutgoingMessage.State) row[0], (Long) row[1]));
        return counts;
    }

    @Override
    @Transactional
    public boolean bounced(UUID decision) {
        return find(
                        "decisionId = ?1 AND state IN ?2 ORDER BY id DESC",
                        decision,
                        List.of(OutgoingMessage.State.SENT, OutgoingMessage.State.BOUNCED))
                .firstResultOptional()
                .map(last -> last.state == OutgoingMessage.State.BOUNCED)
                .orElse(false);
    }
}
