package dev.redress.decision;

import dev.redress.decision.calendar.Calendars;
import dev.redress.platform.Frame;
import dev.redress.platform.Page;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;

/// The words an agent shows beside its decision, so that the person can find the way on without opening anything: in
/// the person's language, and saying of the machine's part what the agent said of it.
@Singleton
class NoticeTexts {

    private final Frame frame;
    private final Calendars calendars;

    NoticeTexts(Frame frame, Calendars calendars) {
        this.frame = frame;
        this.calendars = calendars;
    }

    /// @param sent what the agent sent: a repetition is answered like the first
    String text(String url, Recorder.Recorded decision, Incoming sent) {
        Locale locale = locale(sent.get("locale"));
        NoticeWords words = MessageBundles.get(NoticeWords.class, Localized.Literal.of(locale.getLanguage()));
        String automation = sent.get("automation");
        String decided = switch (automation == null ? "" : automation) {
            case "FULLY" -> words.fully();
            case "PARTIALLY" -> words.partly();
            case "NOT" -> words.byPerson();
            default -> words.unknown();
        };
        if (!decision.appealable()) {
            return decided + " " + words.see(url);
        }
        Page page = frame.in(locale, List.of())
                .at(calendars.of(sent.get("jurisdiction")).zone().getId());
        return decided + " " + words.appeal(page.date(decision.closesAt()), url);
    }

    /// English for a language that there are no words in.
    private static Locale locale(String tag) {
        Locale named = Locale.forLanguageTag(tag == null ? "" : tag.replace('_', '-'));
        return Frame.LANGUAGES.containsKey(named.getLanguage()) ? named : Locale.ENGLISH;
    }
}
