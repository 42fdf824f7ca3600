package dev.redress.review.desk;

import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.appeal.CaseClock;
import dev.redress.appeal.Regimes;
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

    record health(Page page, String me, boolean lead, Health health, List<Near> near, List<QueueHealth.Marked> marked)
            implements TemplateInstance {}

    /// @param regime as people call it
    record Near(QueueHealth.Near clock, String regime) {}

    private final QueueHealth health;
    private final Regimes regimes;
    private final Acting acting;
    private final Clock clock;
    private final Page page;

    HealthPages(QueueHealth health, Regimes regimes, Acting acting, Clock clock, Frame frame) {
        this.health = health;
        this.regimes = regimes;
        this.acting = acting;
        this.clock = clock;
        this.page = frame.english();
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance health() {
        QueueHealth.Look look = health.at(clock.instant());
        List<Near> near = look.near().stream()
                .map(one -> new Near(
                        one, one.regime().equals(CaseClock.PROMISE) ? "Our own promise" : regimes.title(one.regime())))
                .toList();
        return new health(page, acting.name(), acting.is(Role.LEAD), look.health(), near, look.marked())
                .setLocale(page.locale());
    }
}
