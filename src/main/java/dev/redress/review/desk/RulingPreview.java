package dev.redress.review.desk;

import dev.redress.access.Actor;
import dev.redress.appeal.Rulings;
import dev.redress.appeal.Statuses;
import dev.redress.decision.Decision;
import dev.redress.decision.Decisions;
import dev.redress.decision.Document;
import dev.redress.decision.HardToRead;
import dev.redress.decision.calendar.Calendars;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Frame;
import dev.redress.platform.Page;
import dev.redress.review.CaseView;
import dev.redress.review.CaseViews;
import dev.redress.review.Sending;
import io.quarkus.qute.RawString;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// A ruling as the person will read it: the same parts and words, in their language.
@ApplicationScoped
class RulingPreview {

    /// The part in the person's language.
    record asRead(Page page, Document document, Statuses.Answer answer) implements TemplateInstance {}

    record preview(
            Page page, String me, CaseView view, Page read, RawString asRead, List<HardToRead> hard, String language)
            implements TemplateInstance {}

    private final CaseViews views;
    private final Decisions decisions;
    private final Statuses statuses;
    private final Calendars calendars;
    private final Frame frame;

    RulingPreview(CaseViews views, Decisions decisions, Statuses statuses, Calendars calendars, Frame frame) {
        this.views = views;
        this.decisions = decisions;
        this.statuses = statuses;
        this.calendars = calendars;
        this.frame = frame;
    }

    String of(UUID id, Rulings.Said said, Actor.Reviewer me, Instant now) {
        if (said.verdict() == null) {
            throw CommonProblem.invalid("/verdict", "is missing");
        }
        CaseView view = views.of(id, me, now).view();
        Decision decision = decisions.findByIdOptional(view.decisionId()).orElseThrow();
        Page read = frame.in(view.locale(), List.of())
                .at(calendars.of(decision.jurisdiction()).zone().getId());
        Page page = frame.english();
        int level = view.appeal() == null ? 1 : view.appeal().level();
        Statuses.Answer answer = statuses.preview(decision, level, said, Sending.INDEPENDENCE, read.locale(), now);
        // Escaped where it was rendered, and not to be escaped twice: one page cannot have two languages otherwise.
        RawString part = new RawString(new asRead(read, decision.document(), answer)
                .setLocale(read.locale())
                .render());
        return new preview(
                        page,
                        me.id(),
                        view,
                        read,
                        part,
                        HardToRead.in(read.lang(), texts(said)),
                        read.locale().getDisplayLanguage(page.locale()))
                .setLocale(page.locale())
                .render();
    }

    private static Map<String, String> texts(Rulings.Said said) {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("The text of the reasons", said.reasons());
        said.answers()
                .forEach(one -> texts.put(
                        "The answer to: " + DeskWords.text(one.ground()).toLowerCase(Locale.ROOT), one.text()));
        texts.put("The new outcome", said.correctedSummary());
        texts.put(
                "What is to be done",
                said.remedy() == null ? null : said.remedy().description());
        return texts;
    }
}
