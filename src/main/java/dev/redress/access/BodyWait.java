package dev.redress.access;

import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;

/// While a request waits for its body it is not at work: senders that take their time must not keep others out.
@Provider
@Priority(1) // before whoever reads
public class BodyWait implements ReaderInterceptor {

    private final RoutingContext request;

    BodyWait(RoutingContext request) {
        this.request = request;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        Places.Place place = Places.of(request);
        if (place == null || !Admission.isAtDoor(request)) { // elsewhere it was read for its turn
            return context.proceed();
        }
        context.setInputStream(place.counted(context.getInputStream()));
        place.rest();
        try {
            return context.proceed();
        } finally {
            place.work();
        }
    }
}
