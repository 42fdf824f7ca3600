package dev.redress.appeal;

import dev.redress.decision.Decision;
import dev.redress.decision.Document;
import dev.redress.platform.Refusal;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// How far the appeal is: at the same link from the receipt to the last remedy.
@Path("/a/{token}")
@Produces(MediaType.TEXT_HTML)
@PermitAll
@RunOnVirtualThread
public class StatusPages {

    record status(Here here, Decision decision, Document document, StatusView view, List<Elsewhere.Place> elsewhere)
            implements TemplateInstance {}

    record withdraw(Here here, StatusView view) implements TemplateInstance {}

    private final Visits visits;
    private final Statuses statuses;
    private final Filing filing;
    private final Elsewhere elsewhere;
    private final Frames frames;
    private final Clock clock;

    @Context
    UriInfo uri;

    @Context
    HttpHeaders headers;

    StatusPages(Visits visits, Statuses statuses, Filing filing, Elsewhere elsewhere, Frames frames, Clock clock) {
        this.visits = visits;
        this.statuses = statuses;
        this.filing = filing;
        this.elsewhere = elsewhere;
        this.frames = frames;
        this.clock = clock;
    }

    @GET
    @Path("status")
    @Operation(hidden = true)
    public Response status(@PathParam("token") String token) {
        return at(token, (visit, here) -> {
            Instant now = clock.instant();
            Decision decision = visit.decision();
            StatusView view = statuses.of(decision, now);
            if (view.state() == StatusView.State.NOT_APPEALED) {
                return Pages.goTo(here.to("/notice"));
            }
            List<Elsewhere.Place> places = elsewhere.of(decision, here.page().locale(), now);
            return Pages.ok(here, new status(here, decision, decision.document(), view, places));
        });
    }

    @GET
    @Path("withdraw")
    @Operation(hidden = true)
    public Response ask(@PathParam("token") String token) {
        return at(
                token,
                (visit, here) -> Pages.ok(here, new withdraw(here, statuses.of(visit.decision(), clock.instant()))));
    }

    @POST
    @Path("withdraw")
    @Operation(hidden = true)
    public Response withdraw(@PathParam("token") String token) {
        return at(token, (visit, here) -> {
            Instant now = clock.instant();
            try {
                filing.withdraw(visit.decision(), visit.by(), now);
            } catch (Refusal refusal) {
                return Pages.goTo(here.to("/status")); // decided or withdrawn meanwhile: the status says so
            }
            return Pages.goTo(here.to("/status"));
        });
    }

    private Response at(String token, BiFunction<Visit, Here, Response> work) {
        Visit visit;
        try {
            visit = visits.open(token, clock.instant());
        } catch (Refusal refusal) {
            return Pages.goTo("/a/" + token);
        }
        Here here = frames.at(token, visit.decision().locale(), Pages.asked(uri, headers));
        return visit.open() ? work.apply(visit, here) : Pages.goTo(here.to("/notice"));
    }
}
