package dev.redress.telemetry;

import dev.redress.access.Role;
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

/// What Redress understands of spans, and what came that it does not.
@Path("/api/v1/telemetry")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Traces")
public class TelemetryResource {

    private final UnmappedNames unmapped;

    TelemetryResource(UnmappedNames unmapped) {
        this.unmapped = unmapped;
    }

    @GET
    @Path("contract")
    @RolesAllowed({Role.AGENT, Role.OPERATOR, Role.AUDITOR, Role.ANALYST, Role.REVIEWER, Role.LEAD})
    @Operation(summary = "Read the span contract: names, attributes and renames", operationId = "readSpanContract")
    public Contract contract() {
        return SpanContract.CONTRACT;
    }

    @GET
    @Path("unmapped")
    @RolesAllowed({Role.OPERATOR, Role.AUDITOR})
    @Operation(
            summary = "List names that came and that the contract does not know, those first seen last first",
            operationId = "listUnmappedNames")
    public Listing<UnmappedNames.Unmapped> unmapped(
            @QueryParam("producer") String producer,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        return unmapped.list(producer, cursor, Listing.limit(limit, 50, 200));
    }
}
