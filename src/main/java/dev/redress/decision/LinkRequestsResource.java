package dev.redress.decision;

import dev.redress.access.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// People who asked for a new link and were not sent one: no contact is on record, mail is switched off, or it did not
/// arrive. Whoever knows their contact issues it and sends it. Who asks again within an hour after a link was sent, in
/// which no second one is, was answered.
@Path("/api/v1/link-requests")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATOR)
@RunOnVirtualThread
@Tag(name = "Decisions")
public class LinkRequestsResource {

    public record Request(UUID decisionId, String agentId, String externalId, Instant requestedAt) {}

    public record Requests(List<Request> items) {}

    private static final int MOST = 500;

    private final EntityManager entities;

    LinkRequestsResource(EntityManager entities) {
        this.entities = entities;
    }

    @GET
    @Transactional
    @Operation(
            summary = "List the wishes for a new link that no link has answered yet",
            operationId = "listLinkRequests")
    public Requests open() {
        @SuppressWarnings("unchecked")
        List<Object[]> rows =
                entities.createNativeQuery("""
                        SELECT d.id, d.agent_id, d.external_id, max(j.at)
                        FROM journal j JOIN decision d ON d.id = j.decision_id
                        WHERE j.act = 'LINK_REQUESTED' AND NOT EXISTS (
                            SELECT 1 FROM link l WHERE l.decision_id = j.decision_id AND l.changed_at > j.at)
                            AND NOT EXISTS (
                            SELECT 1 FROM journal s WHERE s.act = 'LINK_SENT' AND s.decision_id = j.decision_id
                                AND (s.at >= j.at
                                    OR j.actor_kind = 'APPELLANT' AND s.at >= j.at - interval '1 hour'))
                        GROUP BY d.id, d.agent_id, d.external_id
                        ORDER BY max(j.at) LIMIT :most""").setParameter("most", MOST).getResultList();
        return new Requests(rows.stream()
                .map(row -> new Request((UUID) row[0], (String) row[1], (String) row[2], (Instant) row[3]))
                .toList());
    }
}
