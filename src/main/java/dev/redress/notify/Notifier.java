package dev.redress.notify;

import dev.redress.appeal.Appeal;
import dev.redress.appeal.AppealFiled;
import dev.redress.appeal.AppealWithdrawn;
import dev.redress.appeal.Appeals;
import dev.redress.appeal.ClockExtended;
import dev.redress.appeal.LinkWanted;
import dev.redress.appeal.LookedAtUnasked;
import dev.redress.appeal.Message;
import dev.redress.appeal.MessagePosted;
import dev.redress.appeal.PauseAnswered;
import dev.redress.appeal.Pauses;
import dev.redress.appeal.QuestionLapsed;
import dev.redress.appeal.RemedyMoved;
import dev.redress.appeal.RemedyProgress;
import dev.redress.appeal.Ruled;
import dev.redress.appeal.Ruling;
import dev.redress.decision.Decisions;
import dev.redress.decision.Links;
import dev.redress.platform.Ids;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/// Writes a message for each step of the chain that a person waits for, in the transaction of the step.
@Singleton
class Notifier {

    private final OutgoingMessages messages;
    private final Appeals appeals;
    private final Decisions decisions;
    private final Links links;
    private final RemedyProgress remedies;

    Notifier(OutgoingMessages messages, Appeals appeals, Decisions decisions, Links links, RemedyProgress remedies) {
        this.messages = messages;
        this.appeals = appeals;
        this.decisions = decisions;
        this.links = links;
        this.remedies = remedies;
    }

    void received(@Observes AppealFiled filed) {
        messages.write(
                new News.Received(filed.dueAt()), filed.appeal().id(), filed.decision(), filed.appeal(), filed.at());
    }

    /// What the person writes is no news to them.
    void written(@Observes MessagePosted posted) {
        Message message = posted.message();
        News news = message.isQuestion() ? new News.Question(message.answerBy()) : new News.Written(message.sentAt());
        switch (message.author()) {
            case REVIEWER -> tell(news, message.id(), posted.appeal(), posted.at());
            case PERSON -> {
                // they know
            }
        }
    }

    void lapsed(@Observes QuestionLapsed lapsed) {
        tell(new News.QuestionLapsed(lapsed.at()), lapsed.question().id(), lapsed.appeal(), lapsed.at());
    }

    /// Each answer is told: a later one may take back what an earlier one promised.
    void pauseAnswered(@Observes PauseAnswered answered) {
        Pauses.Answer said = answered.answer();
        tell(
                new News.PauseAnswered(said.granted(), said.until(), answered.at()),
                Ids.derived(answered.at(), answered.appeal().id().toString(), Kind.PAUSE_ANSWERED.name()),
                answered.appeal(),
                answered.at());
    }

    void extended(@Observes ClockExtended extended) {
        tell(
                new News.Extension(extended.clock().dueAt(), extended.reason()),
                extended.clock().id(),
                extended.appeal(),
                extended.at());
    }

    /// Whoever did not appeal hears of it when their outcome is another one now, or when they were told that we look.
    void ruled(@Observes Ruled ruled) {
        UUID appeal = ruled.what().appealId();
        Ruling ruling = ruled.ruling();
        if (appeal != null) {
            tell(new News.Outcome(ruling.verdict()), ruling.id(), appeals.findById(appeal), ruled.at());
        } else if (ruling.isToldUnasked(ruled.what().origin())) {
            messages.write(
                    new News.LookedAgain(ruling.verdict()),
                    ruling.id(),
                    ruled.what().decision(),
                    null,
                    ruled.at());
        }
    }

    void looked(@Observes LookedAtUnasked looked) {
        messages.write(new News.LookingAgain(looked.at()), looked.caseId(), looked.decision(), null, looked.at());
    }

    /// A remedy that failed is no news for the person but work for the organisation. Nobody is told that it was done
    /// while something else is owed to them.
    void done(@Observes RemedyMoved moved) {
        if (moved.step().state() == RemedyProgress.State.CONFIRMED
                && remedies.of(moved.decision()).stream()
                        .allMatch(step -> step.state() == RemedyProgress.State.CONFIRMED)) {
            messages.write(
                    new News.RemedyDone(moved.step().at()),
                    moved.step().id(),
                    decisions.findById(moved.decision()),
                    moved.appeal() == null ? null : appeals.findById(moved.appeal()),
                    moved.at());
        }
    }

    void withdrawn(@Observes AppealWithdrawn withdrawn) {
        tell(new News.Withdrawn(withdrawn.at()), withdrawn.appeal().id(), withdrawn.appeal(), withdrawn.at());
    }

    /// One link of each kind an hour and decision, however often it is asked for: whoever has an old link must not be
    /// able to fill somebody's mailbox.
    void wanted(@Observes LinkWanted wanted) {
        UUID hour = Ids.derived(
                wanted.at().truncatedTo(ChronoUnit.HOURS),
                wanted.decision().id().toString(),
                Kind.LINK.name(),
                wanted.expired() ? "expired" : "verified");
        Appeal appeal = appeals.latest(wanted.decision().id()).orElse(null);
        if (messages.write(new News.Link(!wanted.expired()), hour, wanted.decision(), appeal, wanted.at())) {
            links.renewed(wanted.decision(), wanted.at());
        }
    }

    private void tell(News news, UUID about, Appeal appeal, Instant now) {
        messages.write(news, about, decisions.findById(appeal.decisionId()), appeal, now);
    }
}
