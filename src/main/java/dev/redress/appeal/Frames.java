package dev.redress.appeal;

import dev.redress.decision.Decision;
import dev.redress.decision.calendar.Calendars;
import dev.redress.platform.Frame;
import dev.redress.platform.Page;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Makes the frame of a person's page: in the language they chose, else the one the agent named, else the browser's.
@Singleton
class Frames {

    static final Map<String, String> LANGUAGES = Frame.LANGUAGES;

    private final Frame frame;
    private final Calendars calendars;
    private final AtLink at;

    Frames(Frame frame, Calendars calendars, AtLink at) {
        this.frame = frame;
        this.calendars = calendars;
        this.at = at;
    }

    /// In the language that the agent said is the person's, and with the days and times of where the person is.
    Here at(String token, Decision decision, Asked asked) {
        return at(
                token,
                decision.locale(),
                calendars.of(decision.jurisdiction()).zone().getId(),
                asked);
    }

    /// For a link of which nothing is known.
    Here at(String token, Asked asked) {
        return at(token, null, null, asked);
    }

    private Here at(String token, String wanted, String zone, Asked asked) {
        String chosen = known(asked.language());
        Locale locale = locale(chosen, wanted, asked.accepted());
        List<Page.Language> languages = new ArrayList<>();
        LANGUAGES.forEach((code, name) -> languages.add(new Page.Language(
                code,
                name,
                asked.path() + (asked.path().contains("?") ? "&lang=" : "?lang=") + code,
                code.equals(locale.getLanguage()))));
        Here here = new Here(frame.in(locale, languages).at(zone), token, chosen);
        return new Here(here.page().with(news(here)), token, chosen);
    }

    /// What a limit on sending has to tell, wherever the person is.
    private Page.News news(Here here) {
        LimitWords words = Wording.ofLimits(here.page().locale());
        return switch (at.standing()) {
            case Standing.Free _ -> null;
            case Standing.Warned warned ->
                new Page.News(
                        words.warnedHeading(),
                        words.warnedText(
                                warned.quota().limit().quota(),
                                minutes(warned.quota().limit().window()),
                                minutes(warned.rest())),
                        null,
                        null);
            case Standing.Blocked blocked ->
                new Page.News(
                        words.blockedTitle(),
                        words.blockedUntil() + " "
                                + here.page().dateTime(blocked.block().until()),
                        here.to("/objection"),
                        words.objectTitle());
        };
    }

    private static long minutes(Duration time) {
        return Math.max(1, time.toMinutes());
    }

    private static Locale locale(String chosen, String wanted, List<Locale> accepted) {
        if (chosen != null) {
            return Locale.forLanguageTag(chosen);
        }
        if (wanted != null) {
            Locale named = Locale.forLanguageTag(wanted.replace('_', '-'));
            if (known(named.getLanguage()) != null) {
                return named;
            }
        }
        return accepted.stream()
                .filter(language -> known(language.getLanguage()) != null)
                .findFirst()
                .orElse(Locale.ENGLISH);
    }

    /// Null for what is no language of these pages.
    static String known(String code) {
        return code != null && LANGUAGES.containsKey(code) ? code : null;
    }
}
