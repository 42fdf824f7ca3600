package dev.redress.platform;

import io.quarkus.qute.TemplateInstance;
import io.quarkus.qute.i18n.Localized;
import io.quarkus.qute.i18n.MessageBundles;
import io.vertx.ext.web.LanguageHeader;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What a person sees at their link when something cannot be answered: in their language, with the way back, and
/// without the terms that a caller of the API needs.
@Singleton
class PersonsProblems {

    record page(Page page, Said said, String home, String instance) implements TemplateInstance {}

    /// @param title what happened
    /// @param text  what became of what was sent, and what to do
    @io.quarkus.qute.TemplateData
    record Said(String title, String text) {}

    private final Frame frame;

    PersonsProblems(Frame frame) {
        this.frame = frame;
    }

    static boolean isFor(RoutingContext request) {
        return request.normalizedPath().startsWith("/a/");
    }

    /// @param instance the number under which a fault of ours is logged; null for what is none
    String page(RoutingContext request, int status, String instance) {
        String chosen = known(request.queryParams().get("lang"));
        Locale locale = Stream.concat(
                        Stream.ofNullable(chosen),
                        request.acceptableLanguages().stream().map(LanguageHeader::tag))
                .map(PersonsProblems::known)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .map(Locale::of)
                .orElse(Locale.ENGLISH);
        String link = link(request.normalizedPath());
        List<Page.Language> languages = link == null
                ? List.of()
                : Frame.LANGUAGES.entrySet().stream()
                        .map(one -> new Page.Language(
                                one.getKey(),
                                one.getValue(),
                                link + "?lang=" + one.getKey(),
                                one.getKey().equals(locale.getLanguage())))
                        .toList();
        String home = link == null || chosen == null ? link : link + "?lang=" + chosen;
        return new page(frame.in(locale, languages), said(status, locale), home, instance)
                .setLocale(locale)
                .render();
    }

    private static Said said(int status, Locale locale) {
        Words words = MessageBundles.get(Words.class, Localized.Literal.of(locale.getLanguage()));
        return switch (status) {
            case 404, 405, 406 -> new Said(words.problemNotFound(), words.problemNotFoundText());
            case 413 -> new Said(words.problemTooLarge(), words.problemTooLargeText());
            case 503 -> new Said(words.problemBusy(), words.problemBusyText());
            default ->
                status >= 500
                        ? new Said(words.problemOurs(), words.problemOursText())
                        : new Said(words.problemUnread(), words.problemUnreadText());
        };
    }

    /// The start of everything below a link; null for a path without one.
    private static String link(String path) {
        String[] steps = path.split("/");
        return steps.length > 2 && steps[2].matches("[A-Za-z0-9_-]{1,200}") ? "/a/" + steps[2] : null;
    }

    private static String known(String tag) {
        String code = Languages.primary(tag);
        return Frame.LANGUAGES.containsKey(code) ? code : null;
    }
}
