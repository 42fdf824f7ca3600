package dev.redress.notify;

import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.platform.Frame;
import dev.redress.platform.Listing;
import dev.redress.platform.Page;
import io.quarkus.qute.TemplateData;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Whether messages to people arrive: how many are in each state, what did not arrive, and the rest.
@Path("/messages-out")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.OPERATOR)
@RunOnVirtualThread
public class MessagesOutPages {

    record messages(Page page, String me, List<Count> counts, List<Row> lost, List<Row> rows, String next)
            implements TemplateInstance {}

    @TemplateData
    public record Count(String state, long number) {}

    @TemplateData
    public record Row(
            UUID id, String kind, String state, String to, Instant createdAt, int tries, Instant at, String lastError) {

        static Row of(OutgoingMessage message) {
            return new Row(
                    message.id,
                    words(message.kind),
                    words(message.state),
                    message.toAddress == null ? "–" : Address.masked(message.toAddress),
                    message.createdAt,
                    message.tries,
                    message.endedAt == null ? message.nextTryAt : message.endedAt,
                    message.lastError == null ? "" : message.lastError);
        }
    }

    private static final int NEWEST = 50;

    private final OutgoingMessages messages;
    private final Bounces bounces;
    private final Acting acting;
    private final Clock clock;
    private final Page page;

    MessagesOutPages(OutgoingMessages messages, Bounces bounces, Acting acting, Clock clock, Frame frame) {
        this.messages = messages;
        this.bounces = bounces;
        this.acting = acting;
        this.clock = clock;
        this.page = frame.english();
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance newest(@QueryParam("cursor") String cursor) {
        Map<OutgoingMessage.State, Long> counted = messages.counts();
        List<Count> counts = Arrays.stream(OutgoingMessage.State.values())
                .map(state -> new Count(words(state), counted.getOrDefault(state, 0L)))
                .toList();
        List<Row> lost = Stream.of(OutgoingMessage.State.BOUNCED, OutgoingMessage.State.GIVEN_UP)
                .flatMap(state -> messages.list(state, null, NEWEST, Row::of).items().stream())
                .toList();
        Listing<Row> rows = messages.list(null, cursor, NEWEST, Row::of);
        String next = rows.next() == null ? null : "/messages-out?cursor=" + rows.next();
        return new messages(page, acting.name(), counts, lost, rows.items(), next).setLocale(page.locale());
    }

    @POST
    @Path("{id}/retry")
    @Operation(hidden = true)
    public Response retry(@PathParam("id") UUID id) {
        bounces.retry(id, acting.operator(), clock.instant());
        return Response.seeOther(URI.create("/messages-out")).build();
    }

    /// `GIVEN_UP` is "Given up".
    private static String words(Enum<?> value) {
        String name = value.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
