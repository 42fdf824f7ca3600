package dev.redress.appeal;

import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.decision.Decision;
import dev.redress.decision.Decisions;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Listing;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// People who ask that a decision waits; whoever carries it out says yes or no here, and why.
@Path("/api/v1/pause-requests")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.AGENT, Role.OPERATOR})
@RunOnVirtualThread
@Tag(name = "Appeals")
public class PauseRequestsResource {

    /// @param reason as the person reads it
    /// @param until the day to which it waits; left out for "until the ruling"
    public record Said(
            @NotNull Boolean granted,
            @NotBlank @Size(max = 4_000) String reason,
            Instant until) {}

    private static final int MOST = 500;

    private final Pauses pauses;
    private final Decisions decisions;
    private final Acting acting;
    private final Clock clock;

    PauseRequestsResource(Pauses pauses, Decisions decisions, Acting acting, Clock clock) {
        this.pauses = pauses;
        this.decisions = decisions;
        this.acting = acting;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "List the wishes to wait that nobody has answered", operationId = "listPauseRequests")
    public Listing<Pauses.Wish> open(@QueryParam("cursor") String cursor, @QueryParam("limit") Integer limit) {
        return pauses.open(acting.is(Role.AGENT) ? acting.name() : null, cursor, Listing.limit(limit, MOST, MOST));
    }

    @PUT
    @Path("{decisionId}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Say whether the decision waits, and why", operationId = "answerPauseRequest")
    public Pauses.Answer answer(@PathParam("decisionId") UUID id, @NotNull @Valid Said said) {
        if (!said.granted() && said.until() != null) {
            throw CommonProblem.invalid("/until", "belongs to a pause that is granted");
        }
        Instant now = clock.instant();
        Actor by = acting.is(Role.AGENT) ? acting.agent() : acting.operator();
        return pauses.answer(visible(id), new Pauses.Answer(said.granted(), said.reason(), said.until(), now), by, now);
    }

    private Decision visible(UUID id) {
        return acting.is(Role.AGENT)
                ? decisions.ofAgent(id, acting.name()).orElseThrow(CommonProblem::notFound)
                : decisions.findByIdOptional(id).orElseThrow(CommonProblem::notFound);
    }
}
