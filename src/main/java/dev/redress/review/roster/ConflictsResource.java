package dev.redress.review.roster;

import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.platform.CommonProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Leads and operators record here why somebody may not rule on something.
@Path("/api/v1/conflicts")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.LEAD, Role.OPERATOR})
@RunOnVirtualThread
@Tag(name = "Roster")
public class ConflictsResource {

    public record Recorded(List<Conflicts.Conflict> items) {}

    private final Conflicts conflicts;
    private final Acting acting;
    private final Clock clock;

    ConflictsResource(Conflicts conflicts, Acting acting, Clock clock) {
        this.conflicts = conflicts;
        this.acting = acting;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Role.LEAD, Role.OPERATOR, Role.AUDITOR})
    @Operation(summary = "List recorded conflicts, newest first", operationId = "listConflicts")
    public Recorded list(@QueryParam("reviewer") String reviewer) {
        return new Recorded(conflicts.of(reviewer));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Record a conflict, or who operates an agent, or who wrote or approved a policy",
            operationId = "recordConflict")
    @APIResponseSchema(value = Conflicts.Conflict.class, responseCode = "201", responseDescription = "On record")
    public Response record(@NotNull @Valid Conflicts.Tie tie) {
        return Response.created(URI.create("/api/v1/conflicts"))
                .entity(conflicts.record(tie.unrecorded(), TeamsResource.by(acting), clock.instant()))
                .build();
    }

    @DELETE
    @Operation(summary = "Lift a conflict", operationId = "liftConflict")
    public void lift(
            @QueryParam("reviewer") String reviewer,
            @QueryParam("kind") Conflicts.Kind kind,
            @QueryParam("ref") String ref,
            @QueryParam("version") String version) {
        if (reviewer == null || kind == null || ref == null) {
            throw CommonProblem.malformed("Name the conflict: reviewer, kind, ref, and version where it has one.");
        }
        conflicts.lift(reviewer, kind, ref, version, TeamsResource.by(acting), clock.instant());
    }
}
