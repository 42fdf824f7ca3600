package dev.redress.access;

import dev.redress.platform.Refusal;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;

/// The room that the request of an agent takes beyond the body it announced, until it ends. Where no agent
/// asks, none is taken.
@Singleton
public class Room {

    private final RoutingContext request;

    Room(RoutingContext request) {
        this.request = request;
    }

    /// For bytes: those of a body that came packed, and those that are kept of it until they are stored.
    ///
    /// @throws Refusal 503 when others hold the room, 413 when there is never so much
    public void forBytes(long bytes) {
        Places.Place place = Places.of(request);
        if (place != null) {
            place.grow(bytes);
        }
    }

    /// For the objects that are about to be made of a body.
    ///
    /// @throws Refusal 503 when others hold the room, 413 when there is never so much
    public void forObjects(long bytes) {
        Places.Place place = Places.of(request);
        if (place != null) {
            place.make(bytes);
        }
    }
}
