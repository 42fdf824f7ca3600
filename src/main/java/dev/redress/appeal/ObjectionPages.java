package dev.redress.appeal;

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
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Where a person who cannot send for a while sees until when and why, and asks a person to lift it.
@Path("/a/{token}/objection")
@Produces(MediaType.TEXT_HTML)
@PermitAll
@RunOnVirtualThread
public class ObjectionPages {

    record free(Here here) implements TemplateInstance {}

    private interface Work {
        Response on(Visit visit, Here here, Instant now);
    }

    private final Visits visits;
    private final Sending sending;
    private final SendingBlocks blocks;
    private final Frames frames;
    private final Clock clock;

    @Context
    UriInfo uri;

    @Context
    HttpHeaders headers;

    ObjectionPages(Visits visits, Sending sending, SendingBlocks blocks, Frames frames, Clock clock) {
        this.visits = visits;
        this.sending = sending;
        this.blocks = blocks;
        this.frames = frames;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public Response show(@PathParam("token") String token) {
        return at(token, (visit, here, now) -> page(visit, here, null, List.of(), now));
    }

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response object(@PathParam("token") String token, @FormParam("text") String sent) {
        return at(token, (visit, here, now) -> {
            String text = Texts.orNull(sent);
            PersonWords words = Wording.in(here.page().locale());
            if (text != null && text.codePointCount(0, text.length()) > SendingBlock.LONGEST) {
                return page(visit, here, text, FieldError.of("text", words.tooLong(SendingBlock.LONGEST)), now);
            }
            if (text != null && !Texts.isClean(text)) {
                return page(visit, here, text, FieldError.of("text", words.unclean()), now);
            }
            try {
                blocks.object(visit, text, now);
            } catch (Refusal refusal) {
                return Pages.goTo(here.to("/objection")); // over or lifted meanwhile: the page says so
            }
            return Pages.goTo(here.to("/objection"));
        });
    }

    private Response page(Visit visit, Here here, String text, List<FieldError> errors, Instant now) {
        if (!(sending.look(visit.decision().id(), now) instanceof Standing.Blocked blocked)) {
            return Pages.ok(here, new free(here));
        }
        LimitPages.blocked page = new LimitPages.blocked(here, blocked.block(), false, text, errors);
        return errors.isEmpty() ? Pages.ok(here, page) : Pages.invalid(here, page);
    }

    private Response at(String token, Work work) {
        Instant now = clock.instant();
        Visit visit;
        try {
            visit = visits.open(token, now);
        } catch (Refusal refusal) {
            return Pages.goToLink(token, null);
        }
        Here here = frames.at(token, visit.decision(), Pages.asked(uri, headers));
        return visit.open() ? work.on(visit, here, now) : Pages.goTo(here.to("/notice"));
    }
}
