package dev.redress.remedy;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.appeal.RemedyProgress.State;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Listing;
import io.quarkus.security.ForbiddenException;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The agent's platform reads here what to do, and says what became of it; operators see what is still owed.
@Path("/api/v1/remedies")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.AGENT, Role.OPERATOR, Role.LEAD})
@RunOnVirtualThread
@Tag(name = "Remedies")
public class RemediesResource {

    /// @param targetEtag what the target's entity tag was when you came to change it; when it is not the one of the
    ///                   decision, the remedy goes back to a reviewer
    public record Said(
            @NotNull Confirmation.Status status,
            @NotNull JsonNode evidence,
            @Size(max = 200) String targetEtag) {}

    /// @param awaits who entered it by hand, while a second person is needed
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Shown(
            UUID id,
            UUID decisionId,
            UUID rulingId,
            String type,
            String description,
            JsonNode target,
            State state,
            Instant orderedAt,
            Instant dueAt,
            Instant stateAt,
            boolean overdue,
            String awaits) {}

    /// `overdue` is the number that counts: remedies past their time and not confirmed.
    public record Owed(long overdue, Map<State, Long> counts, List<Shown> items, String next) {}

    private final Remedies remedies;
    private final Standings standings;
    private final Acting acting;
    private final Clock clock;

    RemediesResource(Remedies remedies, Standings standings, Acting acting, Clock clock) {
        this.remedies = remedies;
        this.standings = standings;
        this.acting = acting;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "List what is owed, longest due first, with counts", operationId = "listRemedies")
    public Owed list(
            @QueryParam("state") State state,
            @Parameter(schema = @Schema(type = SchemaType.BOOLEAN)) @QueryParam("overdue") String overdue,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        Instant now = clock.instant();
        Listing<Standing> page = standings.list(
                new Standings.Filter(agent(), state, Listing.on("overdue", overdue)),
                cursor,
                Listing.limit(limit, 20, 100),
                now);
        Map<UUID, Remedy> about = remedies.of(page.items());
        Standings.Counts counts = standings.counts(agent(), now);
        return new Owed(
                counts.overdue(),
                counts.states(),
                page.items().stream()
                        .map(one -> shown(about.get(one.remedyId()), one, now))
                        .toList(),
                page.next());
    }

    @GET
    @Path("figures")
    @Operation(
            summary = "How long remedies take from the ruling to being shown as done, and how many come back",
            operationId = "readRemedyFigures")
    public Figures figures() {
        return standings.figures(agent(), clock.instant());
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
    @RolesAllowed({Role.AGENT, Role.OPERATOR})
    @Operation(summary = "Say what became of a remedy, with evidence", operationId = "confirmRemedy")
    @APIResponseSchema(value = Shown.class, responseCode = "201", responseDescription = "On record")
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

    @POST
    @Path("{id}/approval")
    @RolesAllowed({Role.OPERATOR, Role.LEAD})
    @Operation(summary = "Say as a second person that the evidence shows it", operationId = "approveRemedy")
    @APIResponseSchema(value = Shown.class, responseCode = "201", responseDescription = "Confirmed")
    public Response approve(@PathParam("id") UUID id) {
        Actor by = secondPerson(acting);
        Remedy remedy = visible(id);
        remedies.approve(id, by, clock.instant());
        return Response.created(URI.create("/api/v1/remedies/" + id))
                .entity(shown(remedy))
                .build();
    }

    /// A program is nobody's second person, whatever roles its credential carries besides.
    static Actor secondPerson(Acting acting) {
        if (acting.is(Role.AGENT)) {
            throw new ForbiddenException();
        }
        return acting.is(Role.OPERATOR) ? acting.operator() : acting.reviewer();
    }

    private Remedy visible(UUID id) {
        return remedies.visible(id, agent()).orElseThrow(CommonProblem::notFound);
    }

    private String agent() {
        return acting.is(Role.AGENT) ? acting.name() : null;
    }

    private Shown shown(Remedy remedy) {
        return shown(remedy, standings.findById(remedy.id()), clock.instant());
    }

    private Shown shown(Remedy remedy, Standing standing, Instant now) {
        return new Shown(
                remedy.id(),
                remedy.decisionId(),
                remedy.rulingId(),
                remedy.type().name(),
                remedy.description(),
                remedy.target(),
                standing.state(),
                remedy.orderedAt(),
                remedy.dueAt(),
                standing.since(),
                standing.overdue(now),
                remedies.awaitingApproval(standing).map(Confirmation::byId).orElse(null));
    }
}
