package dev.redress.appeal;

import dev.redress.access.Actor;
import dev.redress.decision.Decisions;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import dev.redress.platform.Texts;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.logging.Log;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The two-way thread of an appeal. While a question is open the clock of the ruling stands still; it ends with the
/// person's next message, or on its date by rule.
@ApplicationScoped
public class Conversation implements PanacheRepositoryBase<Message, UUID> {

    static final int MOST_TEXT = 4_000;
    /// More than any honest thread has, less than what would fill a database.
    static final int MOST_MESSAGES = 200;

    private static final int AT_ONCE = 100;

    private final Decisions decisions;
    private final Appeals appeals;
    private final Rulings rulings;
    private final CaseClocks clocks;
    private final Journal journal;
    private final Event<MessagePosted> posted;
    private final Event<QuestionLapsed> lapsed;

    Conversation(
            Decisions decisions,
            Appeals appeals,
            Rulings rulings,
            CaseClocks clocks,
            Journal journal,
            Event<MessagePosted> posted,
            Event<QuestionLapsed> lapsed) {
        this.decisions = decisions;
        this.appeals = appeals;
        this.rulings = rulings;
        this.clocks = clocks;
        this.journal = journal;
        this.posted = posted;
        this.lapsed = lapsed;
    }

    /// The person says something; an open question is answered by it.
    ///
    /// @throws Refusal 404 without an appeal, 409 once it is ruled on, 422 for a text that cannot be accepted
    @Transactional
    public Message say(UUID decision, String text, Actor by, Instant now) {
        decisions.lock(decision);
        Appeal appeal = appeals.live(decision)
                .orElseThrow(
                        () -> new Refusal(AppealProblem.NO_APPEAL, "No appeal against this decision is under way."));
        requireUnruled(appeal);
        Message message = Message.of(appeal, Message.Author.PERSON, by.id(), checked(text), null, now);
        Optional<Message> question = openQuestion(appeal.id());
        if (question.isEmpty()) { // what was asked for has room
            requireRoom(appeal);
        }
        question.ifPresent(open -> {
            open.answer(now);
            clocks.resume(appeal.id(), now);
        });
        persist(message);
        journal.write(
                question.isPresent() ? Act.QUESTION_ANSWERED : Act.MESSAGE_POSTED,
                decision,
                by,
                now,
                Map.of("message", message.id()));
        posted.fire(new MessagePosted(appeal, message, question.orElse(null), now));
        return message;
    }

    /// Whoever reviews says something to the person.
    ///
    /// @param answerBy until when an answer is waited for; null when nothing is asked
    @Transactional(Transactional.TxType.MANDATORY)
    public Message tell(Appeal appeal, String text, Instant answerBy, Actor.Reviewer by, Instant now) {
        requireUnruled(appeal);
        if (answerBy != null && openQuestion(appeal.id()).isPresent()) {
            throw new Refusal(AppealProblem.QUESTION_OPEN, "One question at a time: the person has not answered yet.");
        }
        Message message = Message.of(appeal, Message.Author.REVIEWER, by.id(), checked(text), answerBy, now);
        requireRoom(appeal);
        persist(message);
        clocks.stop(appeal.id(), CaseClock.Kind.FIRST_RESPONSE, now);
        if (message.isQuestion()) {
            clocks.pause(appeal.id(), ClockPause.Reason.QUESTION_ASKED, now);
        }
        journal.write(
                message.isQuestion() ? Act.QUESTION_ASKED : Act.MESSAGE_POSTED,
                appeal.decisionId(),
                by,
                now,
                Map.of("message", message.id()));
        posted.fire(new MessagePosted(appeal, message, null, now));
        return message;
    }

    /// Ends the questions whose date has passed, one transaction each: one that cannot end keeps no other.
    void lapseDue(Instant now) {
        UUID last = new UUID(0, 0);
        List<UUID> due;
        do {
            UUID after = last;
            due = QuarkusTransaction.requiringNew().call(() -> due(now, after));
            for (UUID id : due) {
                try {
                    QuarkusTransaction.requiringNew().run(() -> lapse(id, now));
                } catch (RuntimeException e) {
                    Log.errorf(e, "question %s could not lapse", id);
                }
                last = id;
            }
        } while (due.size() == AT_ONCE);
    }

    private List<UUID> due(Instant now, UUID after) {
        return getEntityManager()
                .createQuery("""
                        SELECT id FROM Message
                        WHERE answerBy <= :now AND answeredAt IS NULL AND lapsedAt IS NULL AND id > :after
                        ORDER BY id""", UUID.class)
                .setParameter("now", now)
                .setParameter("after", after)
                .setMaxResults(AT_ONCE)
                .getResultList();
    }

    private void lapse(UUID id, Instant now) {
        getEntityManager()
                .createQuery("SELECT decisionId FROM Message WHERE id = :id", UUID.class)
                .setParameter("id", id)
                .getResultStream()
                .findFirst()
                .ifPresent(decisions::lock);
        Message question = findById(id, LockModeType.PESSIMISTIC_WRITE);
        if (!question.isOpenQuestion()) {
            return; // answered just now
        }
        end(question, now);
        Appeal appeal = appeals.findById(question.appealId());
        journal.write(
                Act.QUESTION_LAPSED, appeal.decisionId(), new Actor.Machine("question"), now, Map.of("message", id));
        lapsed.fire(new QuestionLapsed(appeal, question, now));
    }

    /// A question that nobody has to answer any more: the appeal was taken back.
    void drop(UUID appeal, Instant now) {
        openQuestion(appeal).ifPresent(open -> end(open, now));
    }

    private void end(Message question, Instant now) {
        question.lapse(now);
        clocks.resume(question.appealId(), now);
    }

    /// Oldest first.
    public List<Message> of(UUID appeal) {
        return list("appealId = ?1 ORDER BY sentAt, id", appeal);
    }

    public Optional<Message> openQuestion(UUID appeal) {
        return find("appealId = ?1 AND answerBy IS NOT NULL AND answeredAt IS NULL AND lapsedAt IS NULL", appeal)
                .firstResultOptional();
    }

    long questions(UUID appeal) {
        return count("appealId = ?1 AND answerBy IS NOT NULL", appeal);
    }

    private void requireUnruled(Appeal appeal) {
        if (rulings.ofAppeal(appeal.id()).isPresent()) {
            throw new Refusal(AppealProblem.ALREADY_RULED, "This appeal has been decided; nothing more can be added.");
        }
    }

    private void requireRoom(Appeal appeal) {
        if (count("appealId", appeal.id()) >= MOST_MESSAGES) {
            throw CommonProblem.invalid("/text", "is one message too many: a thread has at most " + MOST_MESSAGES);
        }
    }

    private static String checked(String text) {
        if (text == null || text.isBlank()) {
            throw CommonProblem.invalid("/text", "is missing");
        }
        if (text.codePointCount(0, text.length()) > MOST_TEXT) {
            throw CommonProblem.invalid("/text", "must have at most " + MOST_TEXT + " characters");
        }
        if (!Texts.isClean(text)) {
            throw CommonProblem.invalid("/text", Texts.UNCLEAN);
        }
        return text;
    }
}
