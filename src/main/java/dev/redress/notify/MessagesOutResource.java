package dev.redress.notify;

import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Listing;
import dev.redress.platform.Texts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What went out to people, for whoever runs the service: whether it arrives, never what it says.
@Path("/api/v1/messages-out")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATOR)
@RunOnVirtualThread
@Tag(name = "Messages out")
public class MessagesOutResource {

    /// @param to masked, such as `m…@example.com`; null when there is no address
    public record Shown(
            UUID id,
            UUID decisionId,
            UUID appealId,
            Kind kind,
            OutgoingMessage.State state,
            String to,
            String language,
            Instant createdAt,
            int tries,
            Instant nextTryAt,
            Instant sentAt,
            Instant endedAt,
            String lastError) {

        static Shown of(OutgoingMessage message) {
            return new Shown(
                    message.id,
                    message.decisionId,
                    message.appealId,
                    message.kind,
                    message.state,
                    message.toAddress == null ? null : Address.masked(message.toAddress),
                    message.language,
                    message.createdAt,
                    message.tries,
                    message.state == OutgoingMessage.State.WAITING ? message.nextTryAt : null,
                    message.sentAt,
                    message.endedAt,
                    message.lastError);
        }
    }

    /// @param reason in the mail system's words; addresses in it are masked
    public record Bounce(@NotBlank @Size(max = 500) String reason) {}

    private final OutgoingMessages messages;
    private final Bounces bounces;
    private final Acting acting;
    private final Clock clock;

    MessagesOutResource(OutgoingMessages messages, Bounces bounces, Acting acting, Clock clock) {
        this.messages = messages;
        this.bounces = bounces;
        this.acting = acting;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "List messages to people, newest first", operationId = "listMessagesOut")
    public Listing<Shown> list(
            @QueryParam("state") OutgoingMessage.State state,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        return messages.list(state, cursor, Listing.limit(limit, 50, 200), Shown::of);
    }

    @POST
    @Path("{id}/bounce")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Report that a message came back", operationId = "reportBounce")
    public Shown bounce(@PathParam("id") UUID id, @NotNull @Valid Bounce bounce) {
        if (!Texts.isClean(bounce.reason())) {
            throw CommonProblem.invalid("/reason", Texts.UNCLEAN);
        }
        return Shown.of(bounces.report(id, bounce.reason(), acting.operator(), clock.instant()));
    }

    @POST
    @Path("{id}/retry")
    @Operation(summary = "Send a message that came back or was given up once more", operationId = "retryMessageOut")
    public Shown retry(@PathParam("id") UUID id) {
        return Shown.of(bounces.retry(id, acting.operator(), clock.instant()));
    }
}
