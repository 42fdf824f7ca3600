package dev.redress.review.sample;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.platform.CommonProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// A lead looks for the decisions that may be wrong for the cause a ruling found, and opens cases for them.
@Path("/api/v1/sweeps")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.LEAD)
@RunOnVirtualThread
@Tag(name = "Samples")
public class SweepsResource {

    public record NewSweep(@NotNull UUID rulingId) {}

    /// @param matched decisions with the signature so far
    /// @param opened  cases opened so far; the others had an appeal or a case
    /// @param doneAt  left out while there are decisions it has not looked at
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Swept(UUID id, UUID rulingId, Instant openedAt, long matched, long opened, Instant doneAt) {
        static Swept of(Sweep sweep) {
            return new Swept(
                    sweep.id(), sweep.rulingId(), sweep.openedAt(), sweep.matched(), sweep.opened(), sweep.doneAt());
        }
    }

    private final Sweeps sweeps;
    private final Acting acting;
    private final Clock clock;

    SweepsResource(Sweeps sweeps, Acting acting, Clock clock) {
        this.sweeps = sweeps;
        this.acting = acting;
        this.clock = clock;
    }

    @GET
    @Path("counts/{ruling}")
    @Operation(
            summary = "Count the decisions that a sweep would find, without opening anything",
            operationId = "countSweep")
    public Sweeps.Count count(@PathParam("ruling") UUID ruling) {
        return sweeps.count(ruling);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Open a case for every decision with the cause of a ruling that nobody looks at",
            operationId = "sweep")
    @APIResponseSchema(value = Swept.class, responseCode = "201", responseDescription = "Begun")
    @APIResponse(
            responseCode = "200",
            description = "It was begun before",
            content = @Content(schema = @Schema(implementation = Swept.class)))
    public Response begin(@NotNull @Valid NewSweep wanted) {
        boolean isNew = sweeps.of(wanted.rulingId()).isEmpty();
        Sweep sweep = sweeps.sweep(wanted.rulingId(), acting.reviewer(), clock.instant());
        return Response.status(isNew ? 201 : 200)
                .location(URI.create("/api/v1/sweeps/" + sweep.id()))
                .entity(Swept.of(sweep))
                .build();
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read how far a sweep is", operationId = "readSweep")
    public Swept read(@PathParam("id") UUID id) {
        return sweeps.byId(id).map(Swept::of).orElseThrow(CommonProblem::notFound);
    }
}
