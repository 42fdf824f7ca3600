package dev.redress.review.desk;

import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Frame;
import dev.redress.platform.Page;
import dev.redress.platform.Refusal;
import dev.redress.platform.Texts;
import dev.redress.review.Handing;
import dev.redress.review.Hardship;
import dev.redress.review.Narrowing;
import dev.redress.review.Opinions;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The forms of the case page by which a case changes hands. Their fields are named by form and member:
/// `hold-until`.
@Path("/desk/cases")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@RolesAllowed({Role.REVIEWER, Role.LEAD})
@RunOnVirtualThread
public class ClaimPages {

    private final Handing handing;
    private final Opinions opinions;
    private final CasePages pages;
    private final QueuePages queue;
    private final Acting acting;
    private final Clock clock;
    private final Page page;

    ClaimPages(
            Handing handing,
            Opinions opinions,
            CasePages pages,
            QueuePages queue,
            Acting acting,
            Clock clock,
            Frame frame) {
        this.handing = handing;
        this.opinions = opinions;
        this.pages = pages;
        this.queue = queue;
        this.acting = acting;
        this.clock = clock;
        this.page = frame.english();
    }

    /// Goes on with the next case.
    @POST
    @Path("{id}/skip")
    @Operation(hidden = true)
    public Response skip(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        Response shown = act(
                id,
                "skip",
                sent,
                form -> handing.skip(id, form.get("skip-reason"), acting.reviewer(), clock.instant()));
        return shown.getStatus() == 303 ? queue.next(Narrowing.NONE) : shown;
    }

    @POST
    @Path("{id}/hold")
    @Operation(hidden = true)
    public Response hold(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        return act(
                id,
                "hold",
                sent,
                form -> handing.hold(
                        id,
                        form.startOf("hold-until", page.zone()),
                        form.get("hold-reason"),
                        acting.reviewer(),
                        clock.instant()));
    }

    @POST
    @Path("{id}/handover")
    @Operation(hidden = true)
    public Response handOver(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        return act(
                id,
                "handover",
                sent,
                form -> handing.handOver(
                        id,
                        Texts.orNull(form.get("handover-reviewer")),
                        Texts.orNull(form.get("handover-team")),
                        form.get("handover-reason"),
                        acting.reviewer(),
                        clock.instant()));
    }

    @POST
    @Path("{id}/take-back")
    @RolesAllowed(Role.LEAD)
    @Operation(hidden = true)
    public Response takeBack(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        return act(
                id,
                "take-back",
                sent,
                form -> handing.takeBack(id, form.get("take-back-reason"), acting.reviewer(), clock.instant()));
    }

    @POST
    @Path("{id}/recusal")
    @Operation(hidden = true)
    public Response recuse(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        Response shown = act(
                id,
                "recusal",
                sent,
                form -> handing.recuse(id, form.get("recusal-reason"), acting.reviewer(), clock.instant()));
        return shown.getStatus() == 303 ? Response.seeOther(URI.create("/desk")).build() : shown;
    }

    @POST
    @Path("{id}/hardship")
    @Operation(hidden = true)
    public Response mark(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        return act(id, "hardship", sent, form -> {
            Hardship marked = form.value(Hardship.class, "hardship-code");
            if (marked == null && !form.is("hardship-code", "")) {
                throw CommonProblem.invalid("/code", "must be one of the list");
            }
            handing.mark(id, marked, form.get("hardship-note"), acting.reviewer(), clock.instant());
        });
    }

    @POST
    @Path("{id}/second-opinion")
    @Operation(hidden = true)
    public Response ask(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        return act(
                id,
                "opinion",
                sent,
                form -> opinions.ask(
                        id,
                        Texts.orNull(form.get("opinion-reviewer")),
                        form.get("opinion-question"),
                        acting.reviewer(),
                        clock.instant()));
    }

    @POST
    @Path("{id}/opinion")
    @Operation(hidden = true)
    public Response give(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        return act(
                id,
                "answer",
                sent,
                form -> opinions.give(id, form.get("answer-opinion"), acting.reviewer(), clock.instant()));
    }

    /// Its faults point at the fields of this form, since the page has several.
    private Response act(UUID id, String form, MultivaluedMap<String, String> sent, Consumer<RulingForm> work) {
        RulingForm typed = RulingForm.of(sent);
        return pages.act(id, typed, () -> {
            try {
                work.accept(typed);
            } catch (Refusal refusal) {
                if (refusal.type() != CommonProblem.INVALID) {
                    throw refusal;
                }
                Refusal moved = new Refusal(refusal.type(), refusal.getMessage());
                refusal.faults().forEach(fault -> moved.at("/" + form + fault.pointer(), fault.detail()));
                throw moved;
            }
        });
    }
}
