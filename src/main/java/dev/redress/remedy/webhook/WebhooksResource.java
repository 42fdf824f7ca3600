package dev.redress.remedy.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Json;
import dev.redress.platform.Listing;
import dev.redress.platform.Outgoing;
import dev.redress.platform.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Operators say here where news is sent, and see what became of it.
@Path("/api/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATOR)
@RunOnVirtualThread
@Tag(name = "Webhooks")
public class WebhooksResource {

    /// @param agentId to be told of this agent's decisions only
    public record Wanted(
            @NotBlank @Size(max = 2_000) String url,
            @NotEmpty @Size(max = 20) List<@NotNull NewsType> types,
            @Size(min = 1, max = 200) String agentId) {}

    /// `secret` is shown once, when it is made.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Shown(
            UUID id,
            String url,
            List<NewsType> types,
            String agentId,
            String createdBy,
            Instant createdAt,
            Instant endedAt,
            Webhook.End endedAs,
            String secret) {
        static Shown of(Webhook webhook, String secret) {
            return new Shown(
                    webhook.id(),
                    webhook.url().toString(),
                    webhook.types(),
                    webhook.agentId(),
                    webhook.createdBy(),
                    webhook.createdAt(),
                    webhook.endedAt(),
                    webhook.endedAs(),
                    secret);
        }
    }

    public record All(List<Shown> items) {}

    /// `newsId` is what the receiver sees as `webhook-id`; `payload` is what was sent, `attempts` what came back.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Told(
            UUID id,
            UUID newsId,
            NewsType type,
            Delivery.State state,
            Instant createdAt,
            Instant nextAt,
            Instant endedAt,
            JsonNode payload,
            List<Tried> attempts) {
        static Told of(Deliveries.Row row) {
            return new Told(
                    row.delivery().id(),
                    row.news().id(),
                    row.news().type(),
                    row.delivery().state(),
                    row.delivery().createdAt(),
                    row.delivery().nextAt(),
                    row.delivery().endedAt(),
                    Json.tree(row.news().body().getBytes(StandardCharsets.UTF_8)),
                    row.attempts().stream().map(Tried::of).toList());
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Tried(Attempt.Outcome outcome, Integer status, String response, Instant at, Instant endedAt) {
        static Tried of(Attempt attempt) {
            return new Tried(attempt.outcome(), attempt.status(), attempt.response(), attempt.at(), attempt.endedAt());
        }
    }

    private static final int MOST = 100;

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final Outgoing outgoing;
    private final Acting acting;
    private final Clock clock;

    WebhooksResource(Webhooks webhooks, Deliveries deliveries, Outgoing outgoing, Acting acting, Clock clock) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.outgoing = outgoing;
        this.acting = acting;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "List the webhooks, without their secrets", operationId = "listWebhooks")
    public All list() {
        return new All(webhooks.liveFirst(2 * MOST).stream()
                .map(webhook -> Shown.of(webhook, null))
                .toList());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Be told of what happens; the secret is shown this once", operationId = "createWebhook")
    @APIResponseSchema(value = Shown.class, responseCode = "201", responseDescription = "Made")
    public Response create(@NotNull @Valid Wanted wanted) {
        URI url = address(wanted.url());
        if (webhooks.count("endedAt IS NULL") >= MOST) {
            throw new Refusal(WebhookProblem.TOO_MANY_WEBHOOKS, "There are " + MOST + " webhooks already.");
        }
        Webhooks.Made made = webhooks.make(url, wanted.types(), wanted.agentId(), acting.operator(), clock.instant());
        return created(made);
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a webhook", operationId = "readWebhook")
    public Shown read(@PathParam("id") UUID id) {
        return Shown.of(found(id), null);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Be told no more; the log stays", operationId = "removeWebhook")
    public void remove(@PathParam("id") UUID id) {
        if (!webhooks.remove(id, acting.operator(), clock.instant())) {
            throw CommonProblem.notFound();
        }
    }

    @POST
    @Path("{id}/secret")
    @Operation(
            summary = "Make a new secret, shown this once; the one before signs along for a day",
            operationId = "exchangeWebhookSecret")
    @APIResponseSchema(value = Shown.class, responseCode = "201", responseDescription = "Made")
    public Response exchange(@PathParam("id") UUID id) {
        return created(
                webhooks.exchangeKey(id, acting.operator(), clock.instant()).orElseThrow(CommonProblem::notFound));
    }

    @GET
    @Path("{id}/deliveries")
    @Operation(summary = "Read what was told, newest first", operationId = "listDeliveries")
    public Listing<Told> deliveries(
            @PathParam("id") UUID id,
            @QueryParam("state") Delivery.State state,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        return deliveries.list(found(id).id(), state, cursor, Listing.limit(limit, 20, 100), Told::of);
    }

    @GET
    @Path("deliveries/{delivery}")
    @Operation(summary = "Read one delivery with every try", operationId = "readDelivery")
    public Told delivery(@PathParam("delivery") UUID delivery) {
        return Told.of(deliveries.read(delivery));
    }

    @POST
    @Path("deliveries/{delivery}/replay")
    @Operation(summary = "Tell it once more, under the same id", operationId = "replayDelivery")
    @APIResponseSchema(value = Told.class, responseCode = "202", responseDescription = "It will be sent within seconds")
    public Response replay(@PathParam("delivery") UUID delivery) {
        deliveries.replay(delivery, acting.operator(), clock.instant());
        return Response.accepted(Told.of(deliveries.read(delivery))).build();
    }

    private URI address(String text) {
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw CommonProblem.invalid("/url", "is not an address");
        }
        outgoing.refusal(url).ifPresent(why -> {
            throw CommonProblem.invalid("/url", why);
        });
        return url;
    }

    private Webhook found(UUID id) {
        return webhooks.findByIdOptional(id).orElseThrow(CommonProblem::notFound);
    }

    private static Response created(Webhooks.Made made) {
        return Response.created(URI.create("/api/v1/webhooks/" + made.webhook().id()))
                .entity(Shown.of(made.webhook(), made.secret()))
                .build();
    }
}
