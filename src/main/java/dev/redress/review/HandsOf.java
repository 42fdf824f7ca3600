package dev.redress.review;

import dev.redress.access.Actor;
import dev.redress.review.roster.Roster;
import dev.redress.review.roster.Team;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Reads in whose hands a case is.
@ApplicationScoped
class HandsOf {

    private final EntityManager entities;
    private final Roster roster;

    HandsOf(EntityManager entities, Roster roster) {
        this.entities = entities;
        this.roster = roster;
    }

    Hands of(UUID caseId, Actor.Reviewer to, Instant now) {
        Object[] row = rows("""
                SELECT c.hardship, c.hardship_note, c.offered_to, c.team, c.offered_until, h.holder, h.until_at,
                    h.reason, c.closed_at
                FROM review_case c LEFT JOIN hold h ON h.case_id = c.id AND h.until_at > :now WHERE c.id = :id""", Map.of("id", caseId, "now", now)).getFirst();
        boolean closed = row[8] != null;
        List<Hands.Opinion> opinions = opinions(caseId, to, closed);
        return new Hands(
                row[0] == null ? null : new Hands.Marked(Hardship.valueOf((String) row[0]), (String) row[1]),
                row[6] == null ? null : new Hands.Hold(row[5].equals(to.id()), (Instant) row[6], (String) row[7]),
                closed ? null : offer((String) row[2], (String) row[3], (Instant) row[4], now),
                opinions,
                opinions.stream()
                        .filter(one -> !closed && one.askedOf().equals(to.id()) && one.givenAt() == null)
                        .map(Hands.Opinion::question)
                        .findFirst()
                        .orElse(null));
    }

    private Hands.Offer offer(String reviewer, String team, Instant until, Instant now) {
        if (until != null && !until.isAfter(now)) {
            return reviewer == null ? null : offer(null, team, null, now);
        }
        if (reviewer != null || team == null) {
            return reviewer == null ? null : new Hands.Offer(reviewer, null, until);
        }
        return new Hands.Offer(null, roster.team(team).map(Team::name).orElse(team), until);
    }

    private List<Hands.Opinion> opinions(UUID caseId, Actor.Reviewer to, boolean closed) {
        return rows("""
                SELECT asked_of, asked_by, question, asked_at, opinion, given_at FROM second_opinion
                WHERE case_id = :id ORDER BY asked_at, asked_of""", Map.of("id", caseId)).stream()
                .map(row -> {
                    boolean shown = closed
                            || to.lead()
                            || to.id().equals(row[0])
                            || to.id().equals(row[1]);
                    return new Hands.Opinion(
                            (String) row[0],
                            (String) row[1],
                            (String) row[2],
                            (Instant) row[3],
                            shown ? (String) row[4] : null,
                            (Instant) row[5]);
                })
                .toList();
    }

    @SuppressWarnings("unchecked")
    private List<Object[]> rows(String sql, Map<String, ?> values) {
        Query query = entities.createNativeQuery(sql, Object[].class);
        values.forEach(query::setParameter);
        return query.getResultList();
    }
}
