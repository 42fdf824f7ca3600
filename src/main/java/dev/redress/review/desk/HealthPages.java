package dev.redress.review.desk;

import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.platform.Frame;
import dev.redress.platform.Page;
import dev.redress.review.quality.Health;
import dev.redress.review.quality.QueueHealth;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// How the queue does, for those who answer for it. No reviewer is named or ranked.
@Path("/desk/health")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Role.LEAD, Role.OPERATOR})
@RunOnVirtualThread
public class HealthPages {

    record health(
            Page page,
            String me,
            boolean lead,
            Health health,
            List<QueueHealth.Near> near,
            List<QueueHealth.Marked> marked)
            implements TemplateInstance {}

    private final QueueHealth health;
    private final Acting acting;
    private final Clock clock;
    private final Page page;

    HealthPages(QueueHealth health, Acting acting, Clock clock, Frame frame) {
        this.health = health;
        this.acting = acting;
        this.clock = clock;
        this.page = frame.english();
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance health() {
        QueueHealth.Look look = health.at(clock.instant());
        return new health(page, acting.name(), acting.is(Role.LEAD), look.health(), look.near(), look.marked())
                .setLocale(page.locale());
    }
}
