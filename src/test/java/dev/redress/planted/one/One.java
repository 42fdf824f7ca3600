package dev.redress.planted.one;

import dev.redress.planted.two.Two;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Wrong on purpose: knows a package that knows it, knows HTTP by another name, hides an endpoint, does not tell a
/// code.
public class One {

    public Two two;

    @GET
    String hidden() {
        return "never served";
    }

    @POST
    @Operation(operationId = "planted")
    public void untold() {}
}
