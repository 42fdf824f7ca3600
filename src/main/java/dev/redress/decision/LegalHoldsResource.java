package dev.redress.decision;

import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Listing;
import dev.redress.platform.Texts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Lets operators keep the spans of a decision beyond their time, and let go of them again.
@Path("/api/v1/decisions/{id}/legal-holds")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Decisions")
public class LegalHoldsResource {

    /// @param reason 1 to 1,000 characters
    /// @param until  ahead, within 30 years; left out for no end
    public record NewHold(String reason, Instant until) {}

    private static final int REASON = 1_000;
    private static final Period LONGEST = Period.ofYears(30);

    private final LegalHolds holds;
    private final Decisions decisions;
    private final Acting acting;
    private final Clock clock;

    LegalHoldsResource(LegalHolds holds, Decisions decisions, Acting acting, Clock clock) {
        this.holds = holds;
        this.decisions = decisions;
        this.acting = acting;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Role.OPERATOR, Role.AUDITOR})
    @Operation(
            summary = "List who had the spans of a decision kept, why, and until when",
            operationId = "listLegalHolds")
    public Listing<LegalHolds.Hold> list(@PathParam("id") UUID decision) {
        return new Listing<>(holds.of(known(decision)), null);
    }

    @PUT
    @Path("{hold}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OPERATOR)
    @Operation(
            summary = "Keep the spans of a decision, under an id of your own; again to change why or until when",
            operationId = "putLegalHold")
    @APIResponse(
            responseCode = "201",
            description = "Kept from now on",
            content = @Content(schema = @Schema(implementation = LegalHolds.Hold.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed, or as it was",
            content = @Content(schema = @Schema(implementation = LegalHolds.Hold.class)))
    public Response put(@PathParam("id") UUID decision, @PathParam("hold") UUID hold, @NotNull NewHold wanted) {
        Instant now = clock.instant();
        String reason = Texts.orNull(wanted.reason());
        if (reason == null || reason.codePointCount(0, reason.length()) > REASON) {
            throw CommonProblem.invalid("/reason", "must have 1 to " + REASON + " characters");
        }
        if (!Texts.isClean(reason)) {
            throw CommonProblem.invalid("/reason", Texts.UNCLEAN);
        }
        Instant until = wanted.until() == null ? null : wanted.until().truncatedTo(ChronoUnit.MICROS); // as it is kept
        if (until != null
                && (!until.isAfter(now)
                        || until.isAfter(
                                now.atZone(ZoneOffset.UTC).plus(LONGEST).toInstant()))) {
            throw CommonProblem.invalid("/until", "must be ahead, and within 30 years");
        }
        boolean isNew = holds.keep(known(decision), hold, reason, until, acting.operator(), now);
        return Response.status(isNew ? 201 : 200)
                .entity(holds.of(decision).stream()
                        .filter(one -> one.id().equals(hold))
                        .findFirst()
                        .orElseThrow())
                .build();
    }

    @DELETE
    @Path("{hold}")
    @RolesAllowed(Role.OPERATOR)
    @Operation(summary = "End a hold that an operator set", operationId = "endLegalHold")
    public void end(@PathParam("id") UUID decision, @PathParam("hold") UUID hold) {
        holds.release(known(decision), hold, acting.operator(), clock.instant());
    }

    private UUID known(UUID decision) {
        return decisions.findByIdOptional(decision).map(Decision::id).orElseThrow(CommonProblem::notFound);
    }
}
