package dev.redress.remedy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.appeal.RemedyProgress;
import dev.redress.platform.CommonProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The agent's platform reads here what to do, and says when it is done.
@Path("/api/v1/remedies")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.AGENT, Role.OPERATOR})
@RunOnVirtualThread
@Tag(name = "Remedies")
public class RemediesResource {

    public record Said(
            @NotNull Confirmation.Status status,
            @NotNull JsonNode evidence,
            @Size(max = 200) String targetEtag) {}

    public record Shown(
            UUID id,
            UUID decisionId,
            UUID rulingId,
            String type,
            String description,
            JsonNode target,
            RemedyProgress.State state,
            Instant orderedAt,
            Instant dueAt,
            Instant stateAt) {}

    private final Remedies remedies;
    private final Acting acting;
    private final Clock clock;

    RemediesResource(Remedies remedies, Acting acting, Clock clock) {
        this.remedies = remedies;
        this.acting = acting;
        this.clock = clock;
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a remedy and how far it is", operationId = "readRemedy")
    public Shown read(@PathParam("id") UUID id) {
        return shown(visible(id));
    }

    @POST
    @Path("{id}/confirmation")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Say what became of a remedy, with evidence", operationId = "confirmRemedy")
    public Response confirm(@PathParam("id") UUID id, @NotNull @Valid Said said) {
        Remedy remedy = visible(id);
        if (said.evidence().isNull()
                || (said.evidence().isTextual() && said.evidence().textValue().isBlank())
                || (said.evidence().isContainerNode() && said.evidence().isEmpty())) {
            throw CommonProblem.invalid("/evidence", "is missing: say what shows it");
        }
        Actor by = acting.is(Role.AGENT) ? acting.agent() : acting.operator();
        remedies.confirm(id, said.status(), said.evidence(), said.targetEtag(), by, clock.instant());
        return Response.created(URI.create("/api/v1/remedies/" + id))
                .entity(shown(remedy))
                .build();
    }

    private Remedy visible(UUID id) {
        return remedies.visible(id, acting.is(Role.AGENT) ? acting.name() : null)
                .orElseThrow(CommonProblem::notFound);
    }

    private Shown shown(Remedy remedy) {
        RemedyProgress.Step step = remedies.of(remedy.decisionId()).stream()
                .filter(one -> one.id().equals(remedy.id()))
                .findFirst()
                .orElseThrow();
        return new Shown(
                remedy.id(),
                remedy.decisionId(),
                remedy.rulingId(),
                remedy.type().name(),
                remedy.description(),
                remedy.target(),
                step.state(),
                remedy.orderedAt(),
                remedy.dueAt(),
                step.at());
    }
}
