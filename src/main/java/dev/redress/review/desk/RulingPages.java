package dev.redress.review.desk;

import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.appeal.Rulings;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Frame;
import dev.redress.platform.Page;
import dev.redress.platform.Refusal;
import dev.redress.review.Narrowing;
import dev.redress.review.Review;
import dev.redress.review.Sending;
import dev.redress.review.quality.Proofs;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Typing a ruling, reading it as the person will, sending it, and taking it back.
@Path("/desk/cases")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@RolesAllowed({Role.REVIEWER, Role.LEAD})
@RunOnVirtualThread
public class RulingPages {

    /// The line below the form that says whether what was typed is safe. `at` is null when it is not.
    record draftState(Page page, UUID caseId, Instant at) implements TemplateInstance {}

    private final CasePages pages;
    private final QueuePages queue;
    private final RulingPreview previews;
    private final Review review;
    private final Sending sending;
    private final Proofs proofs;
    private final RulingDrafts drafts;
    private final Acting acting;
    private final Clock clock;
    private final Page page;

    RulingPages(
            CasePages pages,
            QueuePages queue,
            RulingPreview previews,
            Review review,
            Sending sending,
            Proofs proofs,
            RulingDrafts drafts,
            Acting acting,
            Clock clock,
            Frame frame) {
        this.pages = pages;
        this.queue = queue;
        this.previews = previews;
        this.review = review;
        this.sending = sending;
        this.proofs = proofs;
        this.drafts = drafts;
        this.acting = acting;
        this.clock = clock;
        this.page = frame.english();
    }

    /// Keeps what was typed; nothing is decided. While typing, the page sends it by itself and gets one line back.
    @POST
    @Path("{id}/draft")
    @Operation(hidden = true)
    public Response keep(
            @PathParam("id") UUID id, @HeaderParam("HX-Request") String bySelf, MultivaluedMap<String, String> sent) {
        RulingForm form = RulingForm.of(sent);
        if (bySelf == null) {
            return kept(id, form).orElseGet(() -> CasePages.see(id));
        }
        Instant now = clock.instant();
        boolean saved = drafts.save(pages.found(id).id(), acting.reviewer().id(), form, now)
                .isEmpty();
        return Response.status(saved ? 200 : 412)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .entity(new draftState(page, id, saved ? now : null).render())
                .build();
    }

    @POST
    @Path("{id}/ruling")
    @Operation(hidden = true)
    public Response rule(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        RulingForm form = RulingForm.of(sent);
        Response shown = kept(id, form)
                .orElseGet(() -> pages.act(id, form, () -> {
                    String etag = '"' + form.get("etag") + '"';
                    Rulings.Said said = form.said(pages.zone(id));
                    // what is missing is said before it is asked whether all was read
                    sending.check(id, etag, form.fence(), said, acting.reviewer(), clock.instant());
                    proofs.requireRead(pages.found(id), form.is("readAll", "yes"), acting.reviewer(), clock.instant());
                    sending.send(id, etag, form.fence(), said, acting.reviewer(), clock.instant());
                }));
        return form.is("next", "yes") && shown.getStatus() == 303 ? queue.next(Narrowing.NONE) : shown;
    }

    /// Shows the answer as the person will read it.
    @POST
    @Path("{id}/preview")
    @Operation(hidden = true)
    public Response preview(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        RulingForm form = RulingForm.of(sent);
        return kept(id, form).orElseGet(() -> {
            try {
                String shown = previews.of(id, form.said(pages.zone(id)), acting.reviewer(), clock.instant());
                return Response.ok(shown, MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                        .build();
            } catch (Refusal refusal) {
                return pages.act(id, form, () -> {
                    throw refusal;
                });
            }
        });
    }

    /// Says that what is new was looked at; keeps what was typed.
    @POST
    @Path("{id}/seen")
    @Operation(hidden = true)
    public Response seen(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        RulingForm form = RulingForm.of(sent);
        Optional<Response> unsaved = form.isTyped() ? kept(id, form) : Optional.empty();
        return unsaved.orElseGet(() -> pages.act(
                id, form, () -> review.see(id, '"' + form.get("seen") + '"', acting.reviewer(), clock.instant())));
    }

    @POST
    @Path("{id}/undo")
    @Operation(hidden = true)
    public Response undo(@PathParam("id") UUID id) {
        return pages.act(id, RulingForm.EMPTY, () -> sending.undo(id, acting.reviewer(), clock.instant()));
    }

    @POST
    @Path("{id}/send-now")
    @Operation(hidden = true)
    public Response sendNow(@PathParam("id") UUID id) {
        return pages.act(id, RulingForm.EMPTY, () -> sending.sendNow(id, acting.reviewer(), clock.instant()));
    }

    /// Saves the draft; gives a page to put two drafts together when another window saved one meanwhile. Once the case
    /// is closed there is nothing to put together: the draft that was ruled stands in the ruling.
    private Optional<Response> kept(UUID id, RulingForm form) {
        Actor.Reviewer me = acting.reviewer();
        RulingForm sent = pages.found(id).isOpen() ? form : form.ofNoPage();
        return drafts.save(id, me.id(), sent, clock.instant()).map(other -> {
            Refusal changed =
                    new Refusal(CommonProblem.STALE, "You saved this draft in another window. Choose what to keep.");
            return pages.refused(id, form.refused(changed), other.form(), changed);
        });
    }
}
