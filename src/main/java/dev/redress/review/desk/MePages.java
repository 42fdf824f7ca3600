package dev.redress.review.desk;

import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Frame;
import dev.redress.platform.Page;
import dev.redress.review.quality.Hints;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// What is for the reviewer alone: hints, and how they want the desk to be.
@Path("/desk")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Role.REVIEWER, Role.LEAD})
@RunOnVirtualThread
public class MePages {

    record me(Page page, String me, boolean lead, Settings settings, Hints.Own own) implements TemplateInstance {}

    record settings(Page page, String me, Settings settings) implements TemplateInstance {}

    private final DeskSettings store;
    private final Hints hints;
    private final Acting acting;
    private final Clock clock;
    private final Page page;

    MePages(DeskSettings store, Hints hints, Acting acting, Clock clock, Frame frame) {
        this.store = store;
        this.hints = hints;
        this.acting = acting;
        this.clock = clock;
        this.page = frame.english();
    }

    @GET
    @Path("me")
    @Operation(hidden = true)
    public TemplateInstance me() {
        Actor.Reviewer me = acting.reviewer();
        return new me(page, me.id(), me.lead(), store.of(me.id()), hints.of(me.id(), clock.instant()))
                .setLocale(page.locale());
    }

    @GET
    @Path("settings")
    @Operation(hidden = true)
    public TemplateInstance settings() {
        Actor.Reviewer me = acting.reviewer();
        return new settings(page, me.id(), store.of(me.id())).setLocale(page.locale());
    }

    @POST
    @Path("settings")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response save(
            @FormParam("hints") String wanted,
            @FormParam("keys") Settings.Keys keys,
            @FormParam("evidence") Settings.Evidence evidence) {
        if (keys == null || evidence == null) {
            throw CommonProblem.malformed("The form is not whole: choose the keys and how evidence is shown.");
        }
        store.save(acting.reviewer().id(), new Settings("yes".equals(wanted), keys, evidence), clock.instant());
        return Response.seeOther(URI.create("/desk/me")).build();
    }
}
