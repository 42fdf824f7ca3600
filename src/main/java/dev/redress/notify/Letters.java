package dev.redress.notify;

import dev.redress.appeal.Appeal;
import dev.redress.appeal.Appeals;
import dev.redress.appeal.CaseClock;
import dev.redress.appeal.CaseClocks;
import dev.redress.appeal.Message;
import dev.redress.appeal.Pauses;
import dev.redress.appeal.RemedyProgress;
import dev.redress.appeal.Rulings;
import dev.redress.appeal.Verdict;
import dev.redress.decision.Decision;
import dev.redress.decision.Links;
import dev.redress.decision.calendar.Calendars;
import dev.redress.platform.Frame;
import dev.redress.platform.Page;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/// Puts news into words when a message is sent, so that the link is the one that is good then and no copy of it lies
/// anywhere.
@Singleton
class Letters {

    record letter(Letter letter) implements TemplateInstance {}

    private final Links links;
    private final CaseClocks clocks;
    private final Calendars calendars;
    private final Rulings rulings;
    private final Appeals appeals;
    private final RemedyProgress remedies;
    private final Pauses pauses;
    private final EntityManager entities;
    private final Frame frame;

    Letters(
            Links links,
            CaseClocks clocks,
            Calendars calendars,
            Rulings rulings,
            Appeals appeals,
            RemedyProgress remedies,
            Pauses pauses,
            EntityManager entities,
            Frame frame) {
        this.links = links;
        this.clocks = clocks;
        this.calendars = calendars;
        this.rulings = rulings;
        this.appeals = appeals;
        this.remedies = remedies;
        this.pauses = pauses;
        this.entities = entities;
        this.frame = frame;
    }

    /// Null when what the message tells is no longer so.
    Letter write(OutgoingMessage message) {
        News news = message.news();
        Decision decision = entities.find(Decision.class, message.decisionId);
        Appeal appeal = message.appealId == null ? null : entities.find(Appeal.class, message.appealId);
        boolean verified = news instanceof News.Link(boolean proven) && proven;
        String link = verified ? links.currentVerifiedUrl(decision) : links.currentUrl(decision);
        return holds(news, message, appeal, link)
                ? inWords(
                        news,
                        Locale.forLanguageTag(message.language),
                        appeal == null ? null : appeal.reference(),
                        link,
                        calendars.of(decision.jurisdiction()).zone().getId(),
                        news instanceof News.Overdue && mayBeDone(message.decisionId))
                : null;
    }

    String html(Letter written) {
        return new letter(written).setLocale(written.page().locale()).render();
    }

    private boolean holds(News news, OutgoingMessage message, Appeal appeal, String link) {
        return switch (news) {
            case News.Question _, News.Reminder _ ->
                underWay(appeal) && entities.find(Message.class, message.about).isOpenQuestion();
            case News.Received _, News.QuestionLapsed _, News.Extension _, News.Written _ -> underWay(appeal);
            case News.PauseAnswered answered ->
                underWay(appeal)
                        && pauses.of(appeal.id()).filter(answered::isSaidBy).isPresent();
            case News.Overdue(CaseClock.Kind _, Instant due) -> {
                CaseClock missed = clocks.findById(message.about);
                yield missed.isRunning() && missed.dueAt().equals(due); // it may have been started anew
            }
            case News.Outcome _ -> latestTold(message.decisionId).equals(message.about);
            case News.Link _ -> link != null;
            case News.LookingAgain _ ->
                appeals.live(message.decisionId).isEmpty()
                        && rulings.of(message.decisionId).isEmpty();
            case News.RemedyDone _, News.Withdrawn _, News.LookedAgain _ -> true;
        };
    }

    /// The ruling that the person was told of last, of those that an appeal began.
    private UUID latestTold(UUID decision) {
        return rulings.of(decision).stream()
                .filter(ruling -> ruling.appealId() != null)
                .toList()
                .getLast()
                .id();
    }

    /// Whether nobody can say of what is still owed that it was not done: the answer was lost, or is being checked.
    private boolean mayBeDone(UUID decision) {
        return remedies.of(decision).stream().noneMatch(step -> switch (step.state()) {
            case ORDERED, FAILED, STALE -> true;
            case UNKNOWN, REPORTED, CONFIRMED -> false;
        });
    }

    private boolean underWay(Appeal appeal) {
        return appeal.withdrawnAt() == null && rulings.ofAppeal(appeal.id()).isEmpty();
    }

    /// @param reference null when there is no appeal
    Letter inWords(News news, Locale locale, String reference, String link) {
        return inWords(news, locale, reference, link, null, false);
    }

    /// @param zone      whose days are told; null for the service's own
    /// @param mayBeDone whether what was ordered may have been done, though nobody has seen it
    private Letter inWords(News news, Locale locale, String reference, String link, String zone, boolean mayBeDone) {
        MailWords words = MessageBundles.get(MailWords.class, Localized.Literal.of(locale.getLanguage()));
        Page page = frame.in(locale, List.of()).at(zone);
        List<String> closes = new ArrayList<>();
        closes.add(link == null ? words.noLink(page.operator()) : words.keep());
        if (reference != null) {
            closes.add(words.reference(reference));
        }
        closes.add(page.operator());
        closes.add(link == null ? words.automatic() : words.automatic() + " " + words.answerByLink());
        return new Letter(
                page,
                subject(news, reference, words),
                words.hello(),
                says(news, words, page, mayBeDone),
                news instanceof News.Extension later ? later.reason() : null,
                words.open(),
                link,
                closes);
    }

    private static String subject(News news, String reference, MailWords words) {
        if (news instanceof News.Link && reference == null) {
            return words.subjectLink();
        }
        return reference == null ? words.subjectUnasked() : words.subject(reference);
    }

    private static List<String> says(News news, MailWords words, Page page, boolean mayBeDone) {
        return switch (news) {
            case News.Received(Instant until) ->
                List.of(words.received(), words.receivedUntil(page.date(until)), words.receivedNothing());
            case News.Question(Instant until) ->
                List.of(words.question(), words.questionUntil(page.date(until)), words.questionRead());
            case News.Written _ -> List.of(words.written(), words.writtenRead());
            case News.Reminder(Instant until) ->
                List.of(words.reminder(), words.questionUntil(page.date(until)), words.reminderAfter());
            case News.QuestionLapsed _ -> List.of(words.lapsed(), words.lapsedStill());
            case News.PauseAnswered(boolean granted, Instant until, Instant _) ->
                List.of(words.pauseAsked() + " " + waits(granted, until, words, page), words.pauseReason());
            case News.Extension later ->
                List.of(words.extension(), words.extensionUntil(page.date(later.until())), words.extensionReason());
            case News.Outcome(Verdict verdict) ->
                List.of(words.outcome(), verdict(verdict, words), words.outcomeReasons());
            case News.RemedyDone(Instant at) -> List.of(words.remedyDone(page.date(at)), words.remedyCheck());
            case News.Overdue(CaseClock.Kind what, Instant due) ->
                switch (what) {
                    case ACKNOWLEDGEMENT, FIRST_RESPONSE, RULING ->
                        List.of(words.overdueAnswer(page.date(due)), words.overdueSorry());
                    case REMEDY ->
                        List.of(
                                mayBeDone
                                        ? words.overdueRemedyUnknown(page.date(due))
                                        : words.overdueRemedy(page.date(due)),
                                words.overdueSorry());
                };
            case News.Withdrawn _ -> List.of(words.withdrawn(), words.withdrawnMistake());
            case News.Link _ -> List.of(words.link(), words.linkNotYou());
            case News.LookingAgain _ -> List.of(words.lookingAgain(), words.lookingAgainNothing());
            case News.LookedAgain(Verdict verdict) ->
                List.of(words.lookedAgain(), unasked(verdict, words), words.outcomeReasons());
        };
    }

    private static String waits(boolean granted, Instant until, MailWords words, Page page) {
        if (!granted) {
            return words.pauseRefused();
        }
        return until == null ? words.pauseGranted() : words.pauseGrantedUntil(page.date(until));
    }

    private static String unasked(Verdict verdict, MailWords words) {
        return switch (verdict) {
            case OVERTURNED, PARTLY_OVERTURNED -> words.unaskedChanged();
            case UPHELD, INADMISSIBLE -> words.verdictUpheld();
            case REMITTED -> words.verdictRemitted();
        };
    }

    private static String verdict(Verdict verdict, MailWords words) {
        return switch (verdict) {
            case UPHELD -> words.verdictUpheld();
            case OVERTURNED -> words.verdictOverturned();
            case PARTLY_OVERTURNED -> words.verdictPartlyOverturned();
            case REMITTED -> words.verdictRemitted();
            case INADMISSIBLE -> words.verdictInadmissible();
        };
    }
}
