package dev.redress.review.desk;

import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.appeal.Cause;
import dev.redress.appeal.Verdict;
import dev.redress.appeal.evidence.DownloadPages;
import dev.redress.appeal.evidence.Evidence;
import dev.redress.appeal.evidence.EvidenceFiles;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.Document;
import dev.redress.decision.RemedyType;
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
import dev.redress.review.FirstView;
import dev.redress.review.Narrowing;
import dev.redress.review.Review;
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
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// One page for a case. Every act is a plain form that calls what the API calls.
@Path("/desk/cases")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Role.REVIEWER, Role.LEAD})
@RunOnVirtualThread
public class CasePages {

    record file(
            Page page,
            String me,
            CaseView view,
            String etag,
            Document document,
            String input,
            List<Trace.Span> spans,
            RulingForm form,
            Around around,
            List<Option> causes,
            List<Option> remedies,
            List<Verdict> verdicts)
            implements TemplateInstance {}

    private final Cases cases;
    private final Arounds arounds;
    private final QueuePages queue;
    private final CaseViews views;
    private final Claims claims;
    private final Review review;
    private final RulingDrafts drafts;
    private final DecisionTypes types;
    private final EvidenceFiles files;
    private final Acting acting;
    private final Clock clock;
    private final Page page;

    CasePages(
            Cases cases,
            Arounds arounds,
            QueuePages queue,
            CaseViews views,
            Claims claims,
            Review review,
            RulingDrafts drafts,
            DecisionTypes types,
            EvidenceFiles files,
            Acting acting,
            Clock clock,
            Frame frame) {
        this.cases = cases;
        this.arounds = arounds;
        this.queue = queue;
        this.views = views;
        this.claims = claims;
        this.review = review;
        this.drafts = drafts;
        this.types = types;
        this.files = files;
        this.acting = acting;
        this.clock = clock;
        this.page = frame.english();
    }

    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public TemplateInstance file(@PathParam("id") UUID id) {
        return file(id, drafts.of(id, acting.reviewer().id()));
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
        return act(id, RulingForm.EMPTY, () -> {
            if (leaning == null) {
                throw CommonProblem.invalid("/leaning", "is missing: choose what you think so far");
            }
            review.takeFirstView(id, leaning, Texts.orNull(note), acting.reviewer(), clock.instant());
        });
    }

    /// Keeps what was typed; nothing is decided.
    @POST
    @Path("{id}/draft")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response keep(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        drafts.save(found(id).id(), acting.reviewer().id(), RulingForm.of(sent), clock.instant());
        return see(id);
    }

    @POST
    @Path("{id}/ruling")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response rule(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        RulingForm form = RulingForm.of(sent);
        drafts.save(found(id).id(), acting.reviewer().id(), form, clock.instant());
        Response shown = act(
                id,
                form,
                () -> review.rule(
                        id,
                        '"' + form.get("etag") + '"',
                        form.fence(),
                        form.said(page.zone()),
                        acting.reviewer(),
                        clock.instant()));
        return form.is("next", "yes") && shown.getStatus() == 303 ? queue.next(Narrowing.NONE) : shown;
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

    /// Moves the deadline on.
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
                        typed.endOf("dueAt", page.zone()),
                        Texts.orNull(typed.get("reason")),
                        acting.reviewer(),
                        clock.instant()));
    }

    /// A file that the person sent, to save and never to show: its bytes are hostile.
    @GET
    @Path("{id}/evidence/{file}")
    @Operation(hidden = true)
    public Response evidence(@PathParam("id") UUID id, @PathParam("file") UUID file) {
        Evidence found = files.of(found(id).decisionId(), file);
        if (found.appealId() == null) {
            throw CommonProblem.notFound(); // a draft is the person's own
        }
        return DownloadPages.of(found, files);
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
            RulingForm form = drafts.of(id, acting.reviewer().id()).with(typed).refused(refusal);
            return Response.status(refusal.type().status())
                    .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                    .entity(file(id, form).render())
                    .build();
        }
    }

    private TemplateInstance file(UUID id, RulingForm form) {
        Actor.Reviewer me = acting.reviewer();
        CaseViews.Tagged tagged = views.of(id, me, clock.instant());
        Document document = Json.read(tagged.view().decision(), Document.class);
        List<RemedyType> offered = types.rulesFor(found(id).type()).remedies();
        return localized(new file(
                page,
                me.id(),
                tagged.view(),
                tagged.etag(),
                document,
                document.inputSnapshot() == null ? null : Json.pretty(document.inputSnapshot()),
                Trace.of(document),
                form,
                arounds.of(me, clock.instant()),
                Option.of(Cause.values()),
                Option.of(offered.isEmpty() ? RemedyType.values() : offered.toArray(RemedyType[]::new)),
                List.of(Verdict.values())));
    }

    private Case found(UUID id) {
        return cases.byId(id).orElseThrow(CommonProblem::notFound);
    }

    static Response see(UUID id) {
        return Response.seeOther(URI.create("/desk/cases/" + id)).build();
    }

    private TemplateInstance localized(TemplateInstance template) {
        return template.setLocale(page.locale());
    }
}
