package dev.redress.review.quality;

import dev.redress.access.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Leads and operators ask how the queue does.
@Path("/api/v1/queue-health")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.LEAD, Role.OPERATOR})
@RunOnVirtualThread
@Tag(name = "Review")
public class QueueHealthResource {

    private final QueueHealth health;
    private final Clock clock;

    QueueHealthResource(QueueHealth health, Clock clock) {
        this.health = health;
        this.clock = clock;
    }

    @GET
    @Operation(
            summary = "Read how the queue does: arrivals, completions, ages, deadlines, forecast",
            operationId = "readQueueHealth")
    public Health read() {
        return health.at(clock.instant()).health();
    }
}
