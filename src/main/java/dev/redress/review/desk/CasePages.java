package dev.redress.review.desk;

import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.appeal.Cause;
import dev.redress.appeal.Inadmissible;
import dev.redress.appeal.Verdict;
import dev.redress.appeal.evidence.DownloadPages;
import dev.redress.appeal.evidence.Evidence;
import dev.redress.appeal.evidence.EvidenceFiles;
import dev.redress.appeal.evidence.Previews;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.Document;
import dev.redress.decision.RemedyType;
import dev.redress.decision.calendar.Calendars;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Frame;
import dev.redress.platform.Json;
import dev.redress.platform.Page;
import dev.redress.platform.Refusal;
import dev.redress.platform.Texts;
import dev.redress.review.Case;
import dev.redress.review.CaseView;
import dev.redress.review.CaseViews;
import dev.redress.review.Cases;
import dev.redress.review.Claims;
import dev.redress.review.Course;
import dev.redress.review.FirstView;
import dev.redress.review.Obstacles;
import dev.redress.review.Review;
import dev.redress.review.quality.Proofs;
import dev.redress.review.quality.Reads;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// One page for a case. Every act is a plain form that calls what the API calls.
@Path("/desk/cases")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Role.REVIEWER, Role.LEAD})
@RunOnVirtualThread
public class CasePages {

    /// @param there the page with the days of where the person is
    record file(
            Page page,
            Page there,
            String me,
            CaseView view,
            String etag,
            Document document,
            String input,
            Reading reading,
            Settings settings,
            RulingForm form,
            Around around,
            List<Option> causes,
            List<Option> remedies,
            List<Verdict> verdicts,
            List<Option> inadmissible,
            Typing typing)
            implements TemplateInstance {}

    /// As the interface takes it.
    private static final int LONGEST_NOTE = 4_000;

    private final Cases cases;
    private final Arounds arounds;
    private final CaseViews views;
    private final Claims claims;
    private final Obstacles obstacles;
    private final Review review;
    private final Proofs proofs;
    private final Reads reads;
    private final RulingDrafts drafts;
    private final DecisionTypes types;
    private final Calendars calendars;
    private final EvidenceFiles files;
    private final Previews previews;
    private final EvidenceMarks marks;
    private final DeskSettings settings;
    private final Acting acting;
    private final Clock clock;
    private final Page page;

    CasePages(
            Cases cases,
            Arounds arounds,
            CaseViews views,
            Claims claims,
            Obstacles obstacles,
            Review review,
            Proofs proofs,
            Reads reads,
            RulingDrafts drafts,
            DecisionTypes types,
            Calendars calendars,
            EvidenceFiles files,
            Previews previews,
            EvidenceMarks marks,
            DeskSettings settings,
            Acting acting,
            Clock clock,
            Frame frame) {
        this.cases = cases;
        this.arounds = arounds;
        this.views = views;
        this.claims = claims;
        this.obstacles = obstacles;
        this.review = review;
        this.proofs = proofs;
        this.reads = reads;
        this.drafts = drafts;
        this.types = types;
        this.calendars = calendars;
        this.files = files;
        this.previews = previews;
        this.marks = marks;
        this.settings = settings;
        this.acting = acting;
        this.clock = clock;
        this.page = frame.english();
    }

    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public TemplateInstance file(@PathParam("id") UUID id) {
        return file(id, null, null);
    }

    /// Claims the case or extends the claim.
    @POST
    @Path("{id}/claim")
    @Operation(hidden = true)
    public Response claim(@PathParam("id") UUID id) {
        return act(id, RulingForm.EMPTY, () -> claims.claim(found(id), null, acting.reviewer(), clock.instant()));
    }

    @POST
    @Path("{id}/release")
    @Operation(hidden = true)
    public Response release(@PathParam("id") UUID id) {
        claims.release(found(id), acting.reviewer(), clock.instant());
        return Response.seeOther(URI.create("/desk")).build();
    }

    @POST
    @Path("{id}/first-view")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response firstView(
            @PathParam("id") UUID id, @FormParam("leaning") FirstView.Leaning leaning, @FormParam("note") String note) {
        RulingForm.requireClean("note", note);
        return act(id, new RulingForm(note == null ? Map.of() : Map.of("note", note), List.of()), () -> {
            if (leaning == null) {
                throw CommonProblem.invalid("/leaning", "is missing: choose what you think so far");
            }
            if (note != null && note.length() > LONGEST_NOTE) {
                throw CommonProblem.invalid("/note", "may have " + LONGEST_NOTE + " characters at most");
            }
            review.takeFirstView(id, leaning, Texts.orNull(note), acting.reviewer(), clock.instant());
        });
    }

    /// Writes to the person; a question gives the case back until the answer.
    @POST
    @Path("{id}/messages")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response tell(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        RulingForm typed = RulingForm.of(sent);
        return act(
                id,
                typed,
                () -> review.tell(
                        id,
                        Texts.orNull(typed.get("text")),
                        typed.is("question", "yes"),
                        acting.reviewer(),
                        clock.instant()));
    }

    /// Moves the deadline on, to the end of a day where the person is.
    @POST
    @Path("{id}/extensions")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response extend(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        RulingForm typed = RulingForm.of(sent);
        return act(
                id,
                typed,
                () -> review.extend(
                        id,
                        typed.endOf("dueAt", zone(id)),
                        Texts.orNull(typed.get("reason")),
                        acting.reviewer(),
                        clock.instant()));
    }

    /// Of where the person is: what the desk tells or takes of their days is theirs.
    ZoneId zone(UUID id) {
        return calendars.of(found(id).jurisdiction()).zone();
    }

    /// A file that the person sent, to save and never to show: its bytes are hostile.
    @GET
    @Path("{id}/evidence/{file}")
    @Operation(hidden = true)
    public Response evidence(@PathParam("id") UUID id, @PathParam("file") UUID file) {
        Evidence found = filed(id, file);
        reads.file(id, file, acting.reviewer(), clock.instant());
        return DownloadPages.of(found, files);
    }

    /// A picture of a file, drawn anew from its bytes.
    @GET
    @Path("{id}/evidence/{file}/picture")
    @Operation(hidden = true)
    public Response picture(@PathParam("id") UUID id, @PathParam("file") UUID file) {
        byte[] drawn = previews.picture(filed(id, file)).orElseThrow(CommonProblem::notFound);
        reads.file(id, file, acting.reviewer(), clock.instant());
        return DownloadPages.picture(drawn);
    }

    /// Marks a file as hard to look at, or takes the mark away.
    @POST
    @Path("{id}/evidence/{file}/mark")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response mark(@PathParam("id") UUID id, @PathParam("file") UUID file, @FormParam("marked") boolean marked) {
        Evidence found = filed(id, file);
        if (marked) {
            marks.mark(found.id(), acting.reviewer().id(), clock.instant());
        } else {
            marks.unmark(found.id());
        }
        return see(id);
    }

    /// A draft is the person's own.
    private Evidence filed(UUID id, UUID file) {
        UUID decision = found(id).decisionId();
        obstacles.requireMayRead(id, acting.reviewer(), clock.instant());
        Evidence found = files.of(decision, file);
        if (found.appealId() == null) {
            throw CommonProblem.notFound();
        }
        return found;
    }

    /// Does it and shows the case; when it is refused, shows the case with what was typed and why.
    Response act(UUID id, RulingForm typed, Runnable work) {
        try {
            work.run();
            return see(id);
        } catch (Refusal refusal) {
            if (refusal.type() == CommonProblem.NOT_FOUND) {
                throw refusal;
            }
            RulingForm form =
                    drafts.of(id, acting.reviewer().id()).form().with(typed).refused(refusal);
            return refused(id, form, null, refusal);
        }
    }

    /// @param theirs what another page of the reviewer saved meanwhile; null when none did
    Response refused(UUID id, RulingForm form, RulingForm theirs, Refusal refusal) {
        return Response.status(refusal.type().status())
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .entity(file(id, form, theirs).render())
                .build();
    }

    /// @param refused what was typed when it was refused; null to show the draft
    private TemplateInstance file(UUID id, RulingForm refused, RulingForm theirs) {
        Actor.Reviewer me = acting.reviewer();
        CaseViews.Tagged tagged = views.of(id, me, clock.instant());
        RulingDrafts.Draft draft = drafts.of(id, me.id());
        RulingForm form = refused == null ? draft.form() : refused;
        Document document = Json.read(tagged.view().decision(), Document.class);
        Reading reading = Reading.of(
                tagged.view(),
                document,
                form,
                files.filed(tagged.view().decisionId()),
                marks.of(tagged.view().decisionId()),
                previews);
        reading.files().stream()
                .filter(Reading.Shown::whole)
                .forEach(one -> reads.file(id, one.file().id(), me, clock.instant()));
        List<RemedyType> offered = types.rulesFor(found(id).type()).remedies();
        return localized(new file(
                page,
                page.at(zone(id).getId()),
                me.id(),
                tagged.view(),
                seen(tagged),
                document,
                document.inputSnapshot() == null ? null : Json.pretty(document.inputSnapshot()),
                reading,
                settings.of(me.id()),
                form,
                arounds.of(me, clock.instant()),
                Option.of(Cause.values()),
                Option.of(offered.isEmpty() ? RemedyType.values() : offered.toArray(RemedyType[]::new)),
                List.of(Verdict.values()),
                Option.of(Inadmissible.values()),
                typing(tagged, draft, refused, theirs, me)));
    }

    /// The tag that a ruling rests on: of what the reviewer has looked at, which is not always what there is.
    private static String seen(CaseViews.Tagged tagged) {
        Course course = tagged.view().course();
        return course.seen() == null
                ? tagged.etag()
                : String.valueOf(course.seen().version());
    }

    private Typing typing(
            CaseViews.Tagged tagged,
            RulingDrafts.Draft draft,
            RulingForm refused,
            RulingForm theirs,
            Actor.Reviewer me) {
        CaseView view = tagged.view();
        RulingForm other = theirs;
        String whose = "Your other window";
        if (other == null && refused != null && view.ruling() != null) {
            other = RulingForm.of(view.ruling());
            whose = "The ruling";
        } else if (other == null && refused != null && refused.conflicts() && view.revealed()) {
            other = drafts.ofOthers(view.id(), me.id())
                    .map(RulingDrafts.Draft::form)
                    .orElse(null);
            whose = "A colleague’s draft";
        }
        return new Typing(
                UUID.randomUUID().toString(),
                draft.stamp(),
                tagged.etag(),
                draft.at(),
                whose,
                other == null ? List.of() : Difference.toMerge(refused, other));
    }

    Case found(UUID id) {
        return cases.byId(id).orElseThrow(CommonProblem::notFound);
    }

    static Response see(UUID id) {
        return Response.seeOther(URI.create("/desk/cases/" + id)).build();
    }

    private TemplateInstance localized(TemplateInstance template) {
        return template.setLocale(page.locale());
    }
}
