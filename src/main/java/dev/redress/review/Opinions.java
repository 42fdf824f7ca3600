package dev.redress.review;

import dev.redress.access.Actor;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import io.quarkus.qute.TemplateData;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A second pair of eyes: the holder asks a colleague, who reads the case and answers. The claim stays where it
/// is.
@ApplicationScoped
public class Opinions {

    /// A case about which the reader is asked.
    @TemplateData
    public record Asked(UUID caseId, String reference, String askedBy, Instant askedAt) {}

    private final Review review;
    private final Claims claims;
    private final Handing handing;
    private final Parts parts;
    private final Journal journal;
    private final EntityManager entities;

    Opinions(Review review, Claims claims, Handing handing, Parts parts, Journal journal, EntityManager entities) {
        this.review = review;
        this.claims = claims;
        this.handing = handing;
        this.parts = parts;
        this.journal = journal;
        this.entities = entities;
    }

    /// Asking the same colleague again puts the new question in place of the old one, until they have answered.
    @Transactional
    public void ask(UUID caseId, String colleague, String question, Actor.Reviewer by, Instant now) {
        RulingCheck.requireText("/reviewer", colleague);
        RulingCheck.requireText("/question", question);
        Case held = review.open(caseId);
        claims.require(held, null, by, now);
        handing.requireAble("/reviewer", held, colleague, by, now);
        int put = entities.createNativeQuery("""
                        INSERT INTO second_opinion (case_id, asked_of, asked_by, question, asked_at)
                        VALUES (:id, :of, :by, :question, :now)
                        ON CONFLICT (case_id, asked_of) DO UPDATE SET asked_by = excluded.asked_by,
                            question = excluded.question, asked_at = excluded.asked_at
                        WHERE second_opinion.given_at IS NULL""")
                .setParameter("id", caseId)
                .setParameter("of", colleague)
                .setParameter("by", by.id())
                .setParameter("question", question)
                .setParameter("now", now)
                .executeUpdate();
        if (put == 0) {
            throw CommonProblem.invalid("/reviewer", "has given an opinion on this case already");
        }
        journal.write(Act.OPINION_ASKED, held.decisionId(), by, now, Map.of("case", caseId, "of", colleague));
    }

    /// Gives the opinion that was asked for; from then on this reviewer takes no later case about the decision.
    @Transactional
    public void give(UUID caseId, String opinion, Actor.Reviewer by, Instant now) {
        RulingCheck.requireText("/opinion", opinion);
        Case open = review.open(caseId);
        int given = entities.createNativeQuery("""
                        UPDATE second_opinion SET opinion = :opinion, given_at = :now
                        WHERE case_id = :id AND asked_of = :by AND given_at IS NULL""")
                .setParameter("opinion", opinion)
                .setParameter("now", now)
                .setParameter("id", caseId)
                .setParameter("by", by.id())
                .executeUpdate();
        if (given == 0) {
            throw new Refusal(ReviewProblem.NOT_ASKED, "Nobody waits for your opinion on this case.");
        }
        parts.took(open, Parts.Part.OPINION, by, now);
        journal.write(Act.OPINION_GIVEN, open.decisionId(), by, now, Map.of("case", caseId));
    }

    /// Open cases about which this reviewer is asked, oldest question first.
    @Transactional
    public List<Asked> waitingFor(Actor.Reviewer one) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = entities.createNativeQuery("""
                        SELECT c.id, c.reference, o.asked_by, o.asked_at FROM second_opinion o
                        JOIN review_case c ON c.id = o.case_id AND c.closed_at IS NULL
                        WHERE o.asked_of = :id AND o.given_at IS NULL ORDER BY o.asked_at LIMIT 50""", Object[].class)
                .setParameter("id", one.id())
                .getResultList();
        return rows.stream()
                .map(row -> new Asked((UUID) row[0], (String) row[1], (String) row[2], (Instant) row[3]))
                .toList();
    }
}
