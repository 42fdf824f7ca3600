package dev.redress;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// A page and an API for reviewers that exist only in the tests: they prove sign-in and the browser harness.
@Path("/harness")
@RolesAllowed("reviewer")
public class GuardedResource {

    @GET
    @Path("/api")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Map<String, String> api(@Context SecurityContext security) {
        return Map.of("name", security.getUserPrincipal().getName());
    }

    @GET
    @Path("/page")
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response page(@Context SecurityContext security) {
        String html = """
                <!doctype html>
                <html lang="en">
                <head><title>Desk</title><link rel="icon" href="data:,"></head>
                <body><main><h1>Hello %s</h1></main></body>
                </html>
                """.formatted(security.getUserPrincipal().getName());
        return Response.ok(html)
                .header("Content-Security-Policy", "default-src 'self'; img-src data:")
                .build();
    }
}
