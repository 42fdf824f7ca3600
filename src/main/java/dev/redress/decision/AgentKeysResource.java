package dev.redress.decision;

import dev.redress.access.Acting;
import dev.redress.access.AgentKey;
import dev.redress.access.AgentKeys;
import dev.redress.access.Role;
import dev.redress.journal.Act;
import dev.redress.journal.Journal;
import dev.redress.platform.CommonProblem;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Operators make and end the keys of agents here.
@Path("/api/v1/agent-keys")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATOR)
@RunOnVirtualThread
@Tag(name = "Agent keys")
public class AgentKeysResource {

    public record NewKey(
            @NotBlank @Size(max = 200) String agentId,
            @Size(max = 200) String name) {}

    /// `key` is shown once, when the key is made; only its hash is kept.
    @com.fasterxml.jackson.annotation.JsonInclude(com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL)
    public record Shown(
            UUID id, String agentId, String name, String createdBy, Instant createdAt, Instant revokedAt, String key) {
        static Shown of(AgentKey key, String secret) {
            return new Shown(
                    key.id(), key.agentId(), key.name(), key.createdBy(), key.createdAt(), key.revokedAt(), secret);
        }
    }

    public record Keys(List<Shown> items) {}

    private final AgentKeys keys;
    private final Journal journal;
    private final Acting acting;
    private final Clock clock;

    AgentKeysResource(AgentKeys keys, Journal journal, Acting acting, Clock clock) {
        this.keys = keys;
        this.journal = journal;
        this.acting = acting;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "List the keys of agents, without the keys", operationId = "listAgentKeys")
    public Keys list() {
        return new Keys(
                keys.newestFirst().stream().map(key -> Shown.of(key, null)).toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(summary = "Make a key; its text is shown this once", operationId = "createAgentKey")
    @APIResponseSchema(value = Shown.class, responseCode = "201", responseDescription = "Made")
    public Response create(@NotNull @Valid NewKey wanted) {
        Instant now = clock.instant();
        String name = wanted.name() == null ? "" : wanted.name();
        AgentKeys.Issued issued = keys.issue(wanted.agentId(), name, acting.operator(), now);
        journal.write(
                Act.AGENT_KEY_ISSUED,
                null,
                acting.operator(),
                now,
                Map.of("key", issued.key().id(), "agent", wanted.agentId()));
        return Response.created(URI.create("/api/v1/agent-keys/" + issued.key().id()))
                .entity(Shown.of(issued.key(), issued.secret()))
                .build();
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "End a key", operationId = "revokeAgentKey")
    public void revoke(@PathParam("id") UUID id) {
        QuarkusTransaction.requiringNew().run(() -> {
            Instant now = clock.instant();
            AgentKey key = keys.findByIdOptional(id).orElseThrow(CommonProblem::notFound);
            if (key.revoke(now)) {
                journal.write(Act.AGENT_KEY_REVOKED, null, acting.operator(), now, Map.of("key", id));
            }
        });
        keys.forget(); // after the commit, so that nothing old is read again
    }
}
