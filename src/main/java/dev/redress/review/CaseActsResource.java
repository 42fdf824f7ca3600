package dev.redress.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.appeal.Inadmissible;
import dev.redress.appeal.Ruling;
import dev.redress.appeal.Rulings;
import dev.redress.appeal.Verdict;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Refusal;
import dev.redress.platform.Texts;
import dev.redress.review.ruling.RecordRequest;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What comes before a ruling is made: looking again, admitting a late appeal, asking for a record, and the second
/// person's word.
@Path("/api/v1/cases")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.REVIEWER, Role.LEAD})
@RunOnVirtualThread
@Tag(name = "Review")
public class CaseActsResource {

    /// @param reasons what is wrong with it; needed when it is not approved
    /// @param proposedAt when the ruling that is approved was sent, as the case says; left out for whichever waits
    public record NewApproval(@NotNull Boolean approve, String reasons, Instant proposedAt) {}

    /// @param rulingId null when it was not approved
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Approved(UUID caseId, Cases.State state, UUID rulingId) {}

    /// @param reasons why it is taken, or what the person reads when it is not
    public record NewAdmission(@NotNull Boolean admitted, String reasons) {}

    /// @param rulingId the INADMISSIBLE ruling; null when the appeal was admitted, or the ruling needs an approval
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Admitted(UUID caseId, boolean admitted, Cases.State state, UUID rulingId) {}

    /// @param dueAt left out for the time that the decision type gives
    public record NewRecordRequest(String what, Instant dueAt) {}

    // Examples of answers that differ by their code; `openapi/examples.json` knows one for all codes of an operation.
    private static final String ADMITTED = """
            {
              "caseId": "019ab1c2-7f00-7b1c-9d2e-3f4051627384",
              "admitted": true,
              "state": "CLAIMED",
              "rulingId": null
            }""";

    private static final String REFUSED = """
            {
              "caseId": "019ab1c2-7f00-7b1c-9d2e-3f4051627384",
              "admitted": false,
              "state": "AWAITING_APPROVAL",
              "rulingId": null
            }""";

    private final Review review;
    private final Sending sending;
    private final Approving approving;
    private final Admitting admitting;
    private final RecordsAsked records;
    private final Acting acting;
    private final Clock clock;

    CaseActsResource(
            Review review,
            Sending sending,
            Approving approving,
            Admitting admitting,
            RecordsAsked records,
            Acting acting,
            Clock clock) {
        this.review = review;
        this.sending = sending;
        this.approving = approving;
        this.admitting = admitting;
        this.records = records;
        this.acting = acting;
        this.clock = clock;
    }

    @PUT
    @Path("{id}/seen")
    @Operation(summary = "Say that you have looked at what is new; If-Match names it", operationId = "seeCase")
    public void see(@PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch) {
        if (ifMatch == null) {
            throw new Refusal(CommonProblem.PRECONDITION_REQUIRED, "Send the ETag that you have looked at.");
        }
        review.see(id, ifMatch, acting.reviewer(), clock.instant());
    }

    @PUT
    @Path("{id}/approval")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Approve the ruling that a colleague sent, or send it back with reasons",
            operationId = "putApproval")
    public Approved approve(@PathParam("id") UUID id, @NotNull @Valid NewApproval said) {
        Actor.Reviewer by = acting.reviewer();
        if (!said.approve()) {
            approving.refuse(id, said.reasons(), by, clock.instant());
            return new Approved(id, Cases.State.CLAIMED, null);
        }
        Ruling made = approving.approve(id, said.proposedAt(), Texts.orNull(said.reasons()), by, clock.instant());
        return new Approved(id, Cases.State.RULED, made.id());
    }

    @DELETE
    @Path("{id}/approval")
    @Operation(summary = "Take back a ruling of your own that waits", operationId = "takeBackRuling")
    public void takeBack(@PathParam("id") UUID id) {
        sending.undo(id, acting.reviewer(), clock.instant());
    }

    @PUT
    @Path("{id}/admission")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Say whether a late appeal is taken; one that is not is ruled INADMISSIBLE",
            operationId = "putAdmission")
    @APIResponse(
            responseCode = "200",
            description = "Said",
            content = @Content(schema = @Schema(implementation = Admitted.class), example = ADMITTED))
    @APIResponse(
            responseCode = "202",
            description = "Sent; it waits for a second approval, or until it cannot be undone",
            content = @Content(schema = @Schema(implementation = Admitted.class), example = REFUSED))
    public Response admit(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, @NotNull @Valid NewAdmission said) {
        Actor.Reviewer by = acting.reviewer();
        Instant now = clock.instant();
        if (said.admitted()) {
            admitting.admit(id, said.reasons(), by, now);
            return Response.ok(new Admitted(id, true, Cases.State.CLAIMED, null))
                    .build();
        }
        admitting.requireOpen(id);
        Sending.Sent sent = sending.rule(id, ifMatch == null ? "*" : ifMatch, null, notTaken(said.reasons()), by, now);
        boolean made = sent.ruling() != null;
        return Response.status(made ? Response.Status.OK : Response.Status.ACCEPTED)
                .entity(new Admitted(
                        id, false, sent.state(), made ? sent.ruling().id() : null))
                .build();
    }

    private static Rulings.Said notTaken(String reasons) {
        return new Rulings.Said(
                Verdict.INADMISSIBLE,
                null,
                Inadmissible.LATE,
                null,
                reasons,
                List.of(),
                null,
                null,
                List.of(),
                null,
                null);
    }

    @POST
    @Path("{id}/record-requests")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Ask the operator for a record; no clock stops", operationId = "askForRecord")
    @APIResponseSchema(value = RecordRequest.class, responseCode = "201", responseDescription = "Asked")
    public Response ask(@PathParam("id") UUID id, @NotNull @Valid NewRecordRequest asked) {
        RecordRequest made = records.ask(id, asked.what(), asked.dueAt(), acting.reviewer(), clock.instant());
        return Response.created(URI.create("/api/v1/cases/" + id)).entity(made).build();
    }
}
