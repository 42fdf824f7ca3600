package dev.redress.planted.one;

import dev.redress.planted.two.Two;
import jakarta.ws.rs.GET;

/// Wrong on purpose: knows a package that knows it, knows HTTP by another name, hides an endpoint.
public class One {

    public Two two;

    @GET
    String hidden() {
        return "never served";
    }
}
