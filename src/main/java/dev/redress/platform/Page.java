package dev.redress.platform;

import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// What the frame of a page needs, whatever the page is about; every page template takes one, named `page`. The
/// template's own locale (`setLocale`) must be the same, since the words come by that.
///
/// @param service its name, which tells nothing of the matter
/// @param operator who answers for it
/// @param languages links to the same page in other languages; may be empty
/// @param help where the operator can be asked, at the same place on every page (WCAG 2.2, 3.2.6)
/// @param news what the frame tells besides, whatever the page is about; mostly null
@TemplateData
public record Page(
        Locale locale, ZoneId zone, String service, String operator, List<Language> languages, Help help, News news) {

    private static final Set<String> RIGHT_TO_LEFT =
            Set.of("ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi");

    /// @param name in that language itself
    @TemplateData
    public record Language(String code, String name, String href, boolean current) {}

    /// @param href where to go for more, and `link` what that link says; both null when there is nowhere to go
    @TemplateData
    public record News(String heading, String text, String href, String link) {}

    public Page {
        languages = List.copyOf(languages);
    }

    public Page(Locale locale, ZoneId zone, String service, String operator, List<Language> languages, Help help) {
        this(locale, zone, service, operator, languages, help, null);
    }

    public Page with(News told) {
        return new Page(locale, zone, service, operator, languages, help, told);
    }

    /// The same page with the dates of another place.
    ///
    /// @param place a time zone; null for the same one
    public Page at(String place) {
        return place == null ? this : new Page(locale, ZoneId.of(place), service, operator, languages, help, news);
    }

    /// Somebody's text inside a sentence of ours, kept in its own direction (Unicode FSI and PDI): a date of digits
    /// would else be read backwards in Arabic.
    public String isolate(Object text) {
        return text == null ? "" : "\u2068" + text + "\u2069";
    }

    public String lang() {
        return locale.toLanguageTag();
    }

    public String dir() {
        return RIGHT_TO_LEFT.contains(locale.getLanguage()) ? "rtl" : "ltr";
    }

    /// With the weekday: people plan by it.
    public String date(Temporal at) {
        return local(at)
                .format(DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL).localizedBy(dates()));
    }

    /// With the zone: a deadline without one is a guess.
    public String dateTime(Temporal at) {
        ZonedDateTime local = local(at);
        DateTimeFormatter moment = DateTimeFormatter.ofLocalizedDateTime(FormatStyle.FULL, FormatStyle.SHORT)
                .localizedBy(dates());
        return local.format(moment) + " " + local.format(DateTimeFormatter.ofPattern("zzz", dates()));
    }

    /// To the second, for what happens while somebody looks.
    public String time(Temporal at) {
        return local(at).format(DateTimeFormatter.ofPattern("HH:mm:ss", dates()));
    }

    public String iso(Temporal at) {
        return at.toString().replaceAll("\\[.*]", "");
    }

    // English for nobody in particular: "Monday, 14 December 2026" is read rightly everywhere.
    private Locale dates() {
        return locale.equals(Locale.ENGLISH) ? Locale.UK : locale;
    }

    private ZonedDateTime local(Temporal at) {
        return switch (at) {
            case Instant instant -> instant.atZone(zone);
            case OffsetDateTime offset -> offset.atZoneSameInstant(zone);
            case ZonedDateTime zoned -> zoned.withZoneSameInstant(zone);
            case LocalDate day -> day.atStartOfDay(zone);
            default -> throw new IllegalArgumentException("Not a moment or a day: " + at.getClass());
        };
    }
}
