package dev.redress.decision.commitment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.decision.Decision;
import dev.redress.decision.Decisions;
import dev.redress.decision.Evidence;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Json;
import dev.redress.platform.Listing;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What agents promised: the numbers, the list, and the way to show later that a promise was kept.
@Path("/api/v1/commitments")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.AGENT, Role.OPERATOR, Role.ANALYST, Role.AUDITOR})
@RunOnVirtualThread
@Tag(name = "Commitments")
public class CommitmentsResource {

    /// An action in the form that actions of a decision have. Evidence follows from what is in it: `status` OK alone is
    /// SELF_REPORTED, with the tool's `result` TOOL_RESPONSE, with `readBack` READ_BACK, with `countersignature`
    /// COUNTERSIGNED.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Done(
            @NotBlank @Size(max = 200) String id,
            @Size(max = 200) String tool,
            JsonNode arguments,
            JsonNode result,
            @Size(max = 200) String system,
            @Size(max = 200) String resourceId,
            @NotBlank @Size(max = 200) String status,
            Instant at,
            @Size(max = 200) String etag,
            JsonNode readBack,
            @Size(min = 1, max = 4_000) String countersignature) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Shown(
            UUID decisionId,
            String id,
            String type,
            String agentId,
            String agentVersion,
            Evidence evidence,
            Evidence needed,
            Commitment.State state,
            Instant stateAt,
            Instant dueAt) {
        static Shown of(Commitment one) {
            return new Shown(
                    one.decisionId(),
                    one.name(),
                    one.type(),
                    one.agentId(),
                    one.agentVersion(),
                    one.evidence(),
                    one.needed(),
                    one.state(),
                    one.since(),
                    one.dueAt());
        }
    }

    public record Rates(List<UnbackedRate> items) {}

    private final Commitments commitments;
    private final Decisions decisions;
    private final Acting acting;
    private final Clock clock;

    CommitmentsResource(Commitments commitments, Decisions decisions, Acting acting, Clock clock) {
        this.commitments = commitments;
        this.decisions = decisions;
        this.acting = acting;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "List what was promised, newest first", operationId = "listCommitments")
    public Listing<Shown> list(
            @QueryParam("state") Commitment.State state,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        Listing<Commitment> page = commitments.list(agent(), state, cursor, Listing.limit(limit, 20, 100));
        return new Listing<>(page.items().stream().map(Shown::of).toList(), page.next());
    }

    @GET
    @Path("rates")
    @Operation(
            summary = "Share of commitments that nothing backed, by version of the agent",
            operationId = "unbackedRates")
    public Rates rates() {
        return new Rates(commitments.rates(agent()));
    }

    @POST
    @Path("{decision}/{commitment}/actions")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.AGENT)
    @Operation(
            summary = "Show that a commitment was kept after the decision, up to 50 times; 200 when it was on record",
            operationId = "backCommitment")
    @APIResponse(
            responseCode = "201",
            description = "On record",
            content = @Content(schema = @Schema(implementation = Shown.class)))
    @APIResponse(
            responseCode = "200",
            description = "The very same action was on record",
            content = @Content(schema = @Schema(implementation = Shown.class)))
    public Response back(
            @PathParam("decision") UUID id, @PathParam("commitment") String commitment, @NotNull @Valid Done done) {
        Decision decision = decisions.ofAgent(id, acting.name()).orElseThrow(CommonProblem::notFound);
        JsonNode action = Json.tree(Json.write(done));
        Commitments.Backing backed = commitments.back(decision, commitment, action, acting.agent(), clock.instant());
        return (backed.isNew() ? Response.created(URI.create("/api/v1/commitments")) : Response.ok())
                .entity(Shown.of(backed.commitment()))
                .build();
    }

    private String agent() {
        return acting.is(Role.AGENT) ? acting.name() : null;
    }
}
