package dev.redress.appeal;

import dev.redress.appeal.evidence.EvidenceFiles;
import dev.redress.appeal.evidence.Upload;
import dev.redress.platform.Refusal;
import dev.redress.platform.Texts;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
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
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/// Where a person writes to whoever reviews, answers a question, and adds files until the ruling.
@Path("/a/{token}/message")
@Produces(MediaType.TEXT_HTML)
@PermitAll
@RunOnVirtualThread
public class ThreadPages {

    record message(
            Here here,
            StatusView view,
            int room,
            String text,
            String accepted,
            List<FieldError> errors,
            String textError,
            String fileError)
            implements TemplateInstance {}

    private final Statuses statuses;
    private final Appeals appeals;
    private final Conversation conversation;
    private final EvidenceBox box;
    private final EvidenceFiles files;
    private final DoorPages door;
    private final Clock clock;

    @Context
    UriInfo uri;

    @Context
    HttpHeaders headers;

    ThreadPages(
            Statuses statuses,
            Appeals appeals,
            Conversation conversation,
            EvidenceBox box,
            EvidenceFiles files,
            DoorPages door,
            Clock clock) {
        this.statuses = statuses;
        this.appeals = appeals;
        this.conversation = conversation;
        this.box = box;
        this.files = files;
        this.door = door;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public Response ask(@PathParam("token") String token) {
        return door.at(token, uri, headers, (visit, here) -> {
            StatusView view = statuses.of(visit.decision(), clock.instant());
            return view.waiting()
                    ? Pages.ok(here, page(visit, here, view, null, List.of()))
                    : Pages.goTo(here.to("/status"));
        });
    }

    /// Files first: when one cannot be taken, the text stays on the page and nothing is sent twice.
    @POST
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Response send(@PathParam("token") String token, MultipartFormDataInput sent) {
        return door.at(token, uri, headers, (visit, here) -> {
            Instant now = clock.instant();
            StatusView view = statuses.of(visit.decision(), now);
            if (!view.waiting()) {
                return Pages.goTo(here.to("/status"));
            }
            String text = Texts.orNull(
                    Pages.texts(sent).getOrDefault("text", List.of("")).getFirst());
            List<Upload> uploads = Pages.uploads(sent);
            List<FieldError> errors = new ArrayList<>();
            PersonWords words = Wording.in(here.page().locale());
            if (text != null || uploads.isEmpty() || view.question() != null) {
                String missing = view.question() == null ? words.messageMissing() : words.answerMissing();
                errors.addAll(Questions.textErrors("text", text, missing, words));
            }
            try {
                if (!uploads.isEmpty()) {
                    box.add(visit.decision(), null, uploads, visit.by(), now)
                            .refused()
                            .forEach(one -> errors.add(new FieldError(
                                    "file", Wording.text(one, here.page().locale()))));
                }
                if (errors.isEmpty() && text != null) {
                    conversation.say(visit.decision().id(), text, visit.by(), now);
                }
            } catch (Refusal refusal) {
                return Pages.goTo(here.to("/status")); // decided or withdrawn meanwhile: the status says so
            }
            return errors.isEmpty()
                    ? Pages.goTo(here.to("/status"))
                    : Pages.invalid(here, page(visit, here, statuses.of(visit.decision(), now), text, errors));
        });
    }

    private message page(Visit visit, Here here, StatusView view, String text, List<FieldError> errors) {
        int room = appeals.live(visit.decision().id())
                .map(appeal -> (int) box.room(appeal.id())
                        - files.standing(visit.decision().id(), appeal.id()).size())
                .orElse(0);
        return new message(
                here,
                view,
                Math.max(0, room),
                text,
                EvidenceFiles.ACCEPTED,
                errors,
                FieldError.beside(errors, "text"),
                FieldError.beside(errors, "file"));
    }
}
