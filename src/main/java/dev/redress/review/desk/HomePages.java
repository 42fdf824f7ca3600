package dev.redress.review.desk;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Whoever opens the bare address works here: people with a decision come by their link.
@Path("/")
@PermitAll
public class HomePages {

    @GET
    @Operation(hidden = true)
    public Response home() {
        return Response.seeOther(URI.create("/desk")).build();
    }
}
