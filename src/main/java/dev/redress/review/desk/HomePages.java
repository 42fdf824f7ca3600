package dev.redress.review.desk;

import dev.redress.access.Acting;
import dev.redress.access.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Whoever opens the bare address works here, and starts where their role does: people with a decision come by their
/// link.
@Path("/")
@PermitAll
@RunOnVirtualThread
public class HomePages {

    private final Acting acting;

    HomePages(Acting acting) {
        this.acting = acting;
    }

    @GET
    @Operation(hidden = true)
    public Response home() {
        return Response.seeOther(URI.create(start())).build();
    }

    private String start() {
        if (acting.is(Role.REVIEWER) || acting.is(Role.LEAD)) {
            return "/desk";
        }
        if (acting.is(Role.OPERATOR)) {
            return "/remedies";
        }
        return acting.is(Role.ANALYST) || acting.is(Role.AUDITOR) ? "/labels" : "/desk";
    }
}
