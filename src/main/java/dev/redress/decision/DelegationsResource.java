package dev.redress.decision;

import dev.redress.access.Role;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Listing;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Answers which agents acted for a person, and when.
@Path("/api/v1/delegations")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Decisions")
public class DelegationsResource {

    private final Delegations delegations;

    DelegationsResource(Delegations delegations) {
        this.delegations = delegations;
    }

    @GET
    @RolesAllowed({Role.OPERATOR, Role.AUDITOR})
    @Operation(
            summary = "List the decisions that agents made in a person's name, newest first",
            operationId = "listDelegations")
    public Listing<Delegations.Made> list(
            @QueryParam("subject") String subject,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("actor") String actor,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        if (subject == null || subject.isBlank()) {
            throw CommonProblem.malformed(
                    "subject says for whom the agents acted, as the sub of their tokens names them.");
        }
        if (subject.indexOf(0) >= 0 || (actor != null && actor.indexOf(0) >= 0)) {
            throw CommonProblem.malformed("A parameter is not of the form it must have.");
        }
        return delegations.list(
                subject,
                Shape.Time.asked("from", from),
                Shape.Time.asked("to", to),
                actor,
                cursor,
                Listing.limit(limit, 50, 200));
    }
}
