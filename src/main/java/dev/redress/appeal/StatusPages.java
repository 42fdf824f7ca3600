package dev.redress.appeal;

import dev.redress.decision.Decision;
import dev.redress.decision.Document;
import dev.redress.platform.Refusal;
import dev.redress.platform.Texts;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
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

    record again(Here here, String statement, List<FieldError> errors) implements TemplateInstance {}

    record withdraw(Here here, StatusView view) implements TemplateInstance {}

    private final Statuses statuses;
    private final Filing filing;
    private final Elsewhere elsewhere;
    private final DoorPages door;
    private final Clock clock;

    @Context
    UriInfo uri;

    @Context
    HttpHeaders headers;

    StatusPages(Statuses statuses, Filing filing, Elsewhere elsewhere, DoorPages door, Clock clock) {
        this.statuses = statuses;
        this.filing = filing;
        this.elsewhere = elsewhere;
        this.door = door;
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
        return at(token, (visit, here) -> {
            StatusView view = statuses.of(visit.decision(), clock.instant());
            return view.waiting() || view.state() == StatusView.State.RULED
                    ? Pages.ok(here, new withdraw(here, view))
                    : Pages.goTo(here.to("/status"));
        });
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

    /// Why the person does not agree with the first ruling.
    @GET
    @Path("again")
    @Operation(hidden = true)
    public Response askAgain(@PathParam("token") String token) {
        return at(token, (visit, here) -> {
            StatusView view = statuses.of(visit.decision(), clock.instant());
            return view.secondLevel()
                    ? Pages.ok(here, new again(here, null, List.of()))
                    : Pages.goTo(here.to("/status"));
        });
    }

    @POST
    @Path("again")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response fileAgain(@PathParam("token") String token, @FormParam("statement") String statement) {
        return at(token, (visit, here) -> {
            PersonWords words = Wording.in(here.page().locale());
            List<FieldError> errors = Questions.textErrors("statement", statement, words.againMissing(), words);
            if (!errors.isEmpty()) {
                return Pages.invalid(here, new again(here, statement, errors));
            }
            try {
                filing.fileAgain(visit.decision(), Texts.orNull(statement), visit.by(), clock.instant());
            } catch (Refusal refusal) {
                return Pages.goTo(here.to("/status")); // there is no second level, or none any more: the status says so
            }
            return Pages.goTo(here.to("/status"));
        });
    }

    private Response at(String token, BiFunction<Visit, Here, Response> work) {
        return door.at(token, uri, headers, work);
    }
}
