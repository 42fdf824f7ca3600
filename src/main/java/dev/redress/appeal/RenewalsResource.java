package dev.redress.appeal;

import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// A new link for somebody whose link is too old or asks what they cannot answer. It goes to the contact on record.
@Path("/api/v1/notices/{token}/renewal")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@RunOnVirtualThread
@Tag(name = "Notices")
public class RenewalsResource {

    private final Renewals renewals;
    private final Clock clock;

    RenewalsResource(Renewals renewals, Clock clock) {
        this.renewals = renewals;
        this.clock = clock;
    }

    @POST
    @Operation(
            summary = "Ask for a new link, sent to the contact on record; works for an expired link too",
            operationId = "askForLink")
    @APIResponse(responseCode = "202", description = "Heard; whether anything is sent is not told here")
    public Response ask(@PathParam("token") String token) {
        renewals.wish(token, clock.instant());
        return Response.accepted().build();
    }
}
