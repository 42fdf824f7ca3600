package dev.redress.platform;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import jakarta.enterprise.event.Observes;

/// Collects small JSON bodies on the event loop, as they come in. Otherwise a thread is given to the request first
/// and then waits for every piece of the body, two hops for each.
///
/// What is larger, or does not say its size, is still read only once the caller is known. So is what comes by HTTP/2,
/// where a body that was read can no longer be paused: RESTEasy would answer every request with 500.
class SmallBodies {

    private static final int SMALL = 64 * 1024;

    private final BodyHandler collector = BodyHandler.create(false).setBodyLimit(SMALL);

    void install(@Observes Filters filters) {
        filters.register(this::collect, 400); // after the Guard
    }

    private void collect(RoutingContext context) {
        if (context.request().path().startsWith("/api/") && isSmallJson(context.request())) {
            collector.handle(context);
        } else {
            context.next();
        }
    }

    private static boolean isSmallJson(HttpServerRequest request) {
        String type = request.getHeader(HttpHeaders.CONTENT_TYPE);
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.version() != HttpVersion.HTTP_2
                && type != null
                && type.startsWith("application/json")
                && length != null
                && length.length() <= 5
                && Integer.parseInt(length) <= SMALL;
    }
}
