package dev.redress.access;

import dev.redress.platform.Overload;
import io.quarkus.security.identity.SecurityIdentity;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;

/// Lets only so many requests of agents work at once, so that connections to the database are always left for people.
/// The others wait in the order they came, and are told to come again ({@link Overload}) when their turn does not come
/// within {@value #PATIENCE_SECONDS} seconds. A turn begins when the whole request is there: agents that send theirs
/// byte by byte would keep all others waiting. It ends with the work, not with the connection: whoever hangs
/// up leaves a query behind that still holds its own.
@ApplicationScoped // not a singleton: filters are made before the configuration can be read
class AgentTurns {

    private static final int PATIENCE_SECONDS = 10;

    /// No endpoint outside the doors takes more bytes.
    private static final int MOST = 32 << 20;

    private final SecurityIdentity identity;
    private final Places places;
    private final Semaphore turns;

    AgentTurns(SecurityIdentity identity, Places places, @ConfigProperty(name = "redress.agents-at-once") int most) {
        this.identity = identity;
        this.places = places;
        this.turns = new Semaphore(most, true);
    }

    /// Waits where the endpoint runs: on its virtual thread.
    @ServerRequestFilter
    public void await(ContainerRequestContext request, RoutingContext context) throws IOException {
        Places.Place place = Places.of(context);
        if (place != null) {
            begin(place);
        }
        if (Admission.isAtDoor(context) || identity.isAnonymous() || !identity.hasRole(Role.AGENT)) {
            return;
        }
        if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) { // theirs nobody reads
            if (place == null) {
                place = places.late(Admission.whose(Acting.name(identity)), context);
                begin(place);
            }
            request.setEntityStream(new ByteArrayInputStream(
                    place.counted(request.getEntityStream()).readNBytes(MOST + 1)));
        }
        try {
            if (!turns.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw Overload.refusal();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Overload.refusal();
        }
        atEnd(turns::release);
        if (context.response().closed()) {
            throw Overload.refusal(); // the caller hung up: nobody waits for the work
        }
    }

    private static void begin(Places.Place place) {
        place.workBegins();
        atEnd(place::leave);
    }

    /// When the work ends, which may be long after the caller hung up. The framework may tell of it twice.
    private static void atEnd(Runnable then) {
        AtomicBoolean ended = new AtomicBoolean();
        CurrentRequestManager.get().registerCompletionCallback(_ -> {
            if (ended.compareAndSet(false, true)) {
                then.run();
            }
        });
    }

    int waiting() {
        return turns.getQueueLength();
    }
}
