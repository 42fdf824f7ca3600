package dev.redress.appeal;

import dev.redress.decision.Decision;
import dev.redress.decision.DecisionProblem;
import dev.redress.decision.Decisions;
import dev.redress.decision.Document;
import dev.redress.decision.Links;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.Ids;
import dev.redress.platform.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/// Opens links and asks the verification question. Opening never changes anything: mail scanners open links too.
@ApplicationScoped
public class Visits {

    static final int TRIES = 5;
    static final Duration REST = Duration.ofHours(1);

    private final Links links;
    private final Decisions decisions;
    private final Journal journal;
    private final EntityManager entities;

    Visits(Links links, Decisions decisions, Journal journal, EntityManager entities) {
        this.links = links;
        this.decisions = decisions;
        this.journal = journal;
        this.entities = entities;
    }

    /// @throws Refusal 404 for a wrong, revoked or expired link; `renewable` is there for an expired one only
    /// of a decision that is still on record
    @Transactional
    public Visit open(String token, Instant now) {
        return switch (links.open(token, now)) {
            case Links.Opened.Good good -> by(good);
            case Links.Opened.Expired expired
            when decisions.findById(expired.decision()) != null ->
                throw notGood().with("renewable", true);
            case Links.Opened.Expired _, Links.Opened.Bad _ -> throw notGood();
        };
    }

    /// By a link that was found good.
    @Transactional
    Visit by(Links.Opened.Good good) {
        Decision decision = decisions.findById(good.decision());
        if (decision == null) {
            throw notGood();
        }
        boolean asks = decision.document().subject().verification() != null;
        return new Visit(decision, good, !asks || good.verified());
    }

    /// Opens a link whose details may be shown.
    ///
    /// @throws Refusal 403 with the `hint` while the question is not answered
    @Transactional
    public Visit enter(String token, Instant now) {
        Visit visit = open(token, now);
        if (!visit.open()) {
            throw new Refusal(DecisionProblem.VERIFICATION_NEEDED, "Answer the question first.")
                    .with("hint", question(visit).hint());
        }
        return visit;
    }

    /// Checks an answer and gives the token that carries it. Wrong answers are counted even when they come at once.
    ///
    /// @throws Refusal 422 for a wrong answer, 429 while the link rests
    @Transactional(dontRollbackOn = Refusal.class)
    public String answer(Visit visit, String answer, Instant now) {
        Decision decision = visit.decision();
        decisions.lock(decision.id());
        Instant since = now.minus(REST);
        Object[] failures = (Object[]) entities.createNativeQuery(
                        "SELECT count(*), min(at) FROM verification_failure WHERE decision_id = :id AND at > :since")
                .setParameter("id", decision.id())
                .setParameter("since", since)
                .getSingleResult();
        if (((Number) failures[0]).intValue() >= TRIES) {
            long seconds =
                    Duration.between(now, ((Instant) failures[1]).plus(REST)).toSeconds() + 1;
            throw new Refusal(
                            DecisionProblem.VERIFICATION_LOCKED, "Wait a while, or ask whoever sent the link for help.")
                    .header("Retry-After", String.valueOf(seconds));
        }
        if (!isRight(question(visit).digest(), answer)) {
            entities.createNativeQuery("INSERT INTO verification_failure (decision_id, at, id) VALUES (:id, :at, :row)")
                    .setParameter("id", decision.id())
                    .setParameter("at", now)
                    .setParameter("row", Ids.at(now))
                    .executeUpdate();
            journal.write(Act.VERIFICATION_FAILED, decision.id(), visit.by(), now, Map.of());
            throw new Refusal(DecisionProblem.VERIFICATION_WRONG, "That answer is not right.")
                    .at("/answer", "is not what is on record");
        }
        journal.write(Act.VERIFICATION_PASSED, decision.id(), visit.by(), now, Map.of());
        return links.verifiedToken(visit.link());
    }

    static Document.Verification question(Visit visit) {
        return visit.decision().document().subject().verification();
    }

    /// Small letters and digits only, so that nobody fails by a space, a dash or a capital.
    static boolean isRight(String digest, String answer) {
        String plain = answer.toLowerCase(Locale.ROOT)
                .codePoints()
                .filter(Character::isLetterOrDigit)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        byte[] given = Ids.sha256().digest(plain.getBytes(StandardCharsets.UTF_8));
        byte[] expected = HexFormat.of().parseHex(digest.substring("sha256:".length()));
        return MessageDigest.isEqual(expected, given);
    }

    static Refusal notGood() {
        return new Refusal(
                DecisionProblem.LINK_NOT_GOOD, "Check that the link was copied whole, or ask for a new one.");
    }
}
