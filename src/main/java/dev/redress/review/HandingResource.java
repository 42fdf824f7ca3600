package dev.redress.review;

import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.platform.Listing;
import dev.redress.platform.Texts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What is done with a case other than ruling on it: it changes hands, or others are asked.
@Path("/api/v1/cases")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.REVIEWER, Role.LEAD})
@RunOnVirtualThread
@Tag(name = "Review")
public class HandingResource {

    public record Because(String reason) {}

    public record Aside(@NotNull Instant until, String reason) {}

    /// `reviewer` or `team`, not both.
    public record Handover(String reviewer, String team, String reason) {}

    public record Question(String reviewer, String question) {}

    public record Answer(String opinion) {}

    /// `hardship` left out takes the mark away.
    public record Mark(Hardship hardship, String note) {}

    private final Handing handing;
    private final Opinions opinions;
    private final Skips skips;
    private final Acting acting;
    private final Clock clock;

    HandingResource(Handing handing, Opinions opinions, Skips skips, Acting acting, Clock clock) {
        this.handing = handing;
        this.opinions = opinions;
        this.skips = skips;
        this.acting = acting;
        this.clock = clock;
    }

    @POST
    @Path("{id}/skip")
    @Operation(summary = "Skip the case you hold; it goes to others first", operationId = "skipCase")
    @APIResponse(responseCode = "204", description = "Skipped")
    public void skip(@PathParam("id") UUID id, @NotNull Because because) {
        handing.skip(id, because.reason(), acting.reviewer(), clock.instant());
    }

    @POST
    @Path("{id}/hold")
    @Operation(summary = "Put the case you hold aside until a date", operationId = "holdCase")
    @APIResponse(responseCode = "204", description = "Put aside")
    public void hold(@PathParam("id") UUID id, @NotNull @Valid Aside aside) {
        handing.hold(id, aside.until(), aside.reason(), acting.reviewer(), clock.instant());
    }

    @POST
    @Path("{id}/handover")
    @Operation(
            summary = "Hand the case to one colleague or one team; a lead also hands over one that waits",
            operationId = "handCaseOver")
    @APIResponse(responseCode = "204", description = "Handed over")
    public void handOver(@PathParam("id") UUID id, @NotNull Handover to) {
        handing.handOver(
                id,
                Texts.orNull(to.reviewer()),
                Texts.orNull(to.team()),
                to.reason(),
                acting.reviewer(),
                clock.instant());
    }

    @POST
    @Path("{id}/take-back")
    @RolesAllowed(Role.LEAD)
    @Operation(summary = "End a claim, a hold or a hand-over", operationId = "takeCaseBack")
    @APIResponse(responseCode = "204", description = "Taken back")
    public void takeBack(@PathParam("id") UUID id, @NotNull Because because) {
        handing.takeBack(id, because.reason(), acting.reviewer(), clock.instant());
    }

    @POST
    @Path("{id}/recusal")
    @Operation(summary = "Say that you are not free to decide this", operationId = "recuse")
    @APIResponse(responseCode = "204", description = "Recused")
    public void recuse(@PathParam("id") UUID id, @NotNull Because because) {
        handing.recuse(id, because.reason(), acting.reviewer(), clock.instant());
    }

    @PUT
    @Path("{id}/hardship")
    @Operation(summary = "Mark hardship: the case comes first among those of its day", operationId = "markHardship")
    public void mark(@PathParam("id") UUID id, @NotNull Mark mark) {
        handing.mark(id, mark.hardship(), mark.note(), acting.reviewer(), clock.instant());
    }

    @POST
    @Path("{id}/second-opinion")
    @Operation(summary = "Ask a colleague for an opinion on the case you hold", operationId = "askOpinion")
    @APIResponse(responseCode = "204", description = "Asked")
    public void ask(@PathParam("id") UUID id, @NotNull Question asked) {
        opinions.ask(id, Texts.orNull(asked.reviewer()), asked.question(), acting.reviewer(), clock.instant());
    }

    @PUT
    @Path("{id}/second-opinion")
    @Operation(summary = "Give the opinion you were asked for", operationId = "giveOpinion")
    public void give(@PathParam("id") UUID id, @NotNull Answer answer) {
        opinions.give(id, answer.opinion(), acting.reviewer(), clock.instant());
    }

    @GET
    @Path("skips")
    @RolesAllowed(Role.LEAD)
    @Operation(summary = "List what was skipped and why, newest first", operationId = "listSkips")
    public Listing<Skips.Skip> skips(@QueryParam("cursor") String cursor, @QueryParam("limit") Integer limit) {
        return skips.list(cursor, Listing.limit(limit, 50, 200));
    }
}
