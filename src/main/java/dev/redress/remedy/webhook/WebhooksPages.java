package dev.redress.remedy.webhook;

import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Frame;
import dev.redress.platform.Json;
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
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Where news goes and what became of it, with a way to send it once more.
@Path("/webhooks")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.OPERATOR)
@RunOnVirtualThread
public class WebhooksPages {

    record all(Page page, String me, List<Hook> hooks) implements TemplateInstance {}

    record log(Page page, String me, Hook hook, List<Told> deliveries, String nextPage) implements TemplateInstance {}

    @TemplateData
    public record Hook(UUID id, String url, String types, String agent, boolean live, String ended) {
        static Hook of(Webhook webhook) {
            return new Hook(
                    webhook.id(),
                    webhook.url().toString(),
                    String.join(
                            ", ", webhook.types().stream().map(NewsType::code).toList()),
                    webhook.agentId(),
                    webhook.isLive(),
                    webhook.isLive()
                            ? null
                            : switch (webhook.endedAs()) {
                                case REMOVED -> "Removed";
                                case GONE -> "The receiver is gone";
                            });
        }
    }

    @TemplateData
    public record Told(
            UUID id,
            String type,
            String state,
            String kind,
            boolean repeatable,
            Instant createdAt,
            Instant nextAt,
            String payload,
            List<Attempt> attempts) {
        static Told of(Deliveries.Row row) {
            Delivery delivery = row.delivery();
            return new Told(
                    delivery.id(),
                    row.news().type().code(),
                    switch (delivery.state()) {
                        case WAITING -> "Waiting";
                        case UNDER_WAY -> "Under way";
                        case DELIVERED -> "Delivered";
                        case GIVEN_UP -> "Given up";
                        case CALLED_OFF -> "Called off";
                    },
                    switch (delivery.state()) {
                        case DELIVERED -> "good";
                        case GIVEN_UP -> "bad";
                        case WAITING, UNDER_WAY, CALLED_OFF -> "info";
                    },
                    switch (delivery.state()) {
                        case WAITING, DELIVERED, GIVEN_UP -> true;
                        case UNDER_WAY, CALLED_OFF -> false;
                    },
                    delivery.createdAt(),
                    delivery.nextAt(),
                    Json.pretty(Json.tree(row.news().body().getBytes(StandardCharsets.UTF_8))),
                    row.attempts());
        }
    }

    private static final int ROWS = 20;
    private static final int HOOKS = 200;

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final Acting acting;
    private final Clock clock;
    private final Page page;

    WebhooksPages(Webhooks webhooks, Deliveries deliveries, Acting acting, Clock clock, Frame frame) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.acting = acting;
        this.clock = clock;
        this.page = frame.english();
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance all() {
        List<Hook> hooks = webhooks.liveFirst(HOOKS).stream().map(Hook::of).toList();
        return new all(page, acting.name(), hooks).setLocale(page.locale());
    }

    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public TemplateInstance log(@PathParam("id") UUID id, @QueryParam("cursor") String cursor) {
        Webhook webhook = webhooks.findByIdOptional(id).orElseThrow(CommonProblem::notFound);
        Listing<Told> told = deliveries.list(id, null, cursor, ROWS, Told::of);
        String next = told.next() == null ? null : "/webhooks/" + id + "?cursor=" + told.next();
        return new log(page, acting.name(), Hook.of(webhook), told.items(), next).setLocale(page.locale());
    }

    @POST
    @Path("deliveries/{delivery}/replay")
    @Operation(hidden = true)
    public Response replay(@PathParam("delivery") UUID delivery) {
        Delivery told = deliveries.replay(delivery, acting.operator(), clock.instant());
        return Response.seeOther(URI.create("/webhooks/" + told.webhookId())).build();
    }
}
