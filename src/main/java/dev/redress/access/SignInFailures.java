package dev.redress.access;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Saves a twentieth of what a decision costs. The framework's REST layer replaces what answers a failed sign-in by one
/// of its own, and whenever it does so with metrics on, it makes a table of all paths anew to look up the template of
/// the request's. Its own is always the same and keeps nothing, so the one of the first request is put in place for all
/// others before it looks. The metrics do not need that lookup: whoever answers a request or a failure notes the
/// template too.
@Singleton
class SignInFailures {

    /// Sign-in has 200 and sets its own, first among equals; the REST layer looks at 199.
    private static final int BEFORE = 200;

    private static final int AFTER = 198;

    private static final String REST = "io.quarkus.resteasy.reactive.server.";

    private volatile Object ofRest;

    void install(@Observes Filters filters) {
        filters.register(this::replace, BEFORE);
        filters.register(this::remember, AFTER);
    }

    private void replace(RoutingContext request) {
        if (ofRest != null) {
            request.put(QuarkusHttpUser.AUTH_FAILURE_HANDLER, ofRest);
        }
        request.next();
    }

    private void remember(RoutingContext request) {
        if (ofRest == null) {
            Object found = request.get(QuarkusHttpUser.AUTH_FAILURE_HANDLER);
            ofRest = found != null && found.getClass().getName().startsWith(REST) ? found : null;
        }
        request.next();
    }
}
