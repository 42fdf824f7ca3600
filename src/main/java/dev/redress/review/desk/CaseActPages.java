package dev.redress.review.desk;

import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.appeal.Cause;
import dev.redress.appeal.Statuses;
import dev.redress.appeal.Verdict;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Frame;
import dev.redress.platform.Page;
import dev.redress.platform.Refusal;
import dev.redress.platform.Texts;
import dev.redress.review.Admitting;
import dev.redress.review.Approving;
import dev.redress.review.CaseView;
import dev.redress.review.CaseViews;
import dev.redress.review.RecordsAsked;
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
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// What comes before a ruling is made: a late appeal admitted, a record asked for, a colleague's ruling approved.
@Path("/desk/cases")
@Produces(MediaType.TEXT_HTML)
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@RolesAllowed({Role.REVIEWER, Role.LEAD})
@RunOnVirtualThread
public class CaseActPages {

    private final CasePages pages;
    private final CaseViews views;
    private final Admitting admitting;
    private final Approving approving;
    private final RecordsAsked records;
    private final RulingDrafts drafts;
    private final Acting acting;
    private final Clock clock;
    private final Page page;

    CaseActPages(
            CasePages pages,
            CaseViews views,
            Admitting admitting,
            Approving approving,
            RecordsAsked records,
            RulingDrafts drafts,
            Acting acting,
            Clock clock,
            Frame frame) {
        this.pages = pages;
        this.views = views;
        this.admitting = admitting;
        this.approving = approving;
        this.records = records;
        this.drafts = drafts;
        this.acting = acting;
        this.clock = clock;
        this.page = frame.english();
    }

    /// Takes a late appeal. One that is not taken is ruled on with the form, as inadmissible.
    @POST
    @Path("{id}/admission")
    @Operation(hidden = true)
    public Response admit(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        RulingForm typed = RulingForm.of(sent);
        return pages.act(
                id,
                typed,
                () -> named(
                        "admission",
                        () -> admitting.admit(
                                id, Texts.orNull(typed.get("admission-reasons")), acting.reviewer(), clock.instant())));
    }

    @POST
    @Path("{id}/approval")
    @Operation(hidden = true)
    public Response approve(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        RulingForm typed = RulingForm.of(sent);
        String reasons = Texts.orNull(typed.get("approval-reasons"));
        return pages.act(
                id,
                typed,
                () -> named("approval", () -> {
                    switch (typed.get("approve")) {
                        case "yes" -> approving.approve(id, read(typed), reasons, acting.reviewer(), clock.instant());
                        case "no" -> approving.refuse(id, reasons, acting.reviewer(), clock.instant());
                        default -> throw CommonProblem.invalid("/approve", "is missing: approve it or send it back");
                    }
                }));
    }

    /// When the ruling was sent that the page showed; null when the form does not say.
    private static Instant read(RulingForm typed) {
        String sent = typed.get("proposedAt");
        try {
            return sent.isBlank() ? null : Instant.parse(sent);
        } catch (DateTimeParseException e) {
            throw CommonProblem.invalid("/proposedAt", "is no time");
        }
    }

    @POST
    @Path("{id}/record-requests")
    @Operation(hidden = true)
    public Response ask(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        RulingForm typed = RulingForm.of(sent);
        return pages.act(
                id,
                typed,
                () -> placed(
                        pointer -> pointer.equals("/dueAt") ? "/recordDueAt" : pointer,
                        () -> records.ask(
                                id,
                                Texts.orNull(typed.get("what")),
                                typed.endOf("recordDueAt", page.zone()),
                                acting.reviewer(),
                                clock.instant())));
    }

    /// Begins the ruling by which the person wins because the record was not shown in time. What was typed of the rest
    /// stays.
    @POST
    @Path("{id}/default")
    @Operation(hidden = true)
    public Response byDefault(@PathParam("id") UUID id) {
        Instant now = clock.instant();
        String me = acting.reviewer().id();
        CaseView view = views.of(id, acting.reviewer(), now).view();
        if (view.mine() && view.course().recordLapsed()) {
            Map<String, String> fields = new HashMap<>(Map.of(
                    "verdict", Verdict.OVERTURNED.name(),
                    "cause", Cause.EVIDENCE_UNAVAILABLE.name(),
                    "reasons", Statuses.defaultReasons(view.locale())));
            drafts.save(id, me, drafts.of(id, me).form().with(new RulingForm(fields, java.util.List.of())), now);
        }
        return CasePages.see(id);
    }

    /// The pages have several fields called reasons; a fault belongs to the one of its form.
    private static void named(String form, Runnable work) {
        placed(pointer -> "/" + form + pointer, work);
    }

    /// @param field of the page for a member of what was called
    private static void placed(UnaryOperator<String> field, Runnable work) {
        try {
            work.run();
        } catch (Refusal refusal) {
            Refusal placed = new Refusal(refusal.type(), refusal.getMessage());
            refusal.faults().forEach(fault -> placed.at(field.apply(fault.pointer()), fault.detail()));
            throw placed;
        }
    }
}
