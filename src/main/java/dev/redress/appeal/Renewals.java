package dev.redress.appeal;

import dev.redress.access.Actor;
import dev.redress.decision.Decision;
import dev.redress.decision.Decisions;
import dev.redress.decision.Links;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.Limit;
import dev.redress.platform.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// Wishes for a new link, by people whose link ran out or who cannot answer its question.
///
/// A few a day are passed on for each decision; those after them are answered alike, so that nobody's mailbox is filled
/// and nobody learns from the answer what is on record.
@ApplicationScoped
public class Renewals {

    private final Links links;
    private final Visits visits;
    private final Decisions decisions;
    private final Journal journal;
    private final Event<LinkWanted> wanted;
    private final Limit limit;

    Renewals(
            Links links,
            Visits visits,
            Decisions decisions,
            Journal journal,
            Event<LinkWanted> wanted,
            LimitConfig config) {
        this.links = links;
        this.visits = visits;
        this.decisions = decisions;
        this.journal = journal;
        this.wanted = wanted;
        this.limit = config.renewals();
    }

    /// @return the decision the link belongs to
    /// @throws Refusal 404 for a wrong or revoked link, 409 for one that needs no other
    @Transactional
    public Decision wish(String token, Instant now) {
        return switch (links.open(token, now)) {
            case Links.Opened.Expired expired -> {
                decisions.lock(expired.decision());
                yield pass(expired.decision(), true, now);
            }
            case Links.Opened.Good good -> {
                decisions.lock(good.decision()); // before it is read: what is read cannot be locked any more
                if (visits.open(token, now).open()) {
                    throw new Refusal(LimitProblem.LINK_WORKS, "This link is good. You need no other.");
                }
                yield pass(good.decision(), false, now);
            }
            case Links.Opened.Bad _ -> throw Visits.notGood();
        };
    }

    private Decision pass(UUID id, boolean expired, Instant now) {
        Decision decision = decisions.findById(id);
        if (decision == null) { // removed since
            throw Visits.notGood();
        }
        if (journal.count("decisionId = ?1 AND act = ?2 AND at > ?3", id, Act.LINK_REQUESTED, now.minus(limit.window()))
                < limit.quota()) {
            journal.write(Act.LINK_REQUESTED, id, new Actor.Appellant(id), now, Map.of("expired", expired));
            wanted.fire(new LinkWanted(decision, expired, now));
        }
        return decision;
    }
}
