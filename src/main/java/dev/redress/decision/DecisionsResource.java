package dev.redress.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Json;
import dev.redress.platform.Listing;
import dev.redress.platform.Problem;
import dev.redress.platform.Refusal;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
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
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Agents record decisions here and read back their own.
@Path("/api/v1/decisions")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Decisions")
public class DecisionsResource {

    /// The most bytes of a batch.
    static final int BATCH_LIMIT = 32 << 20;

    /// How the person is told, in the agent's own channel.
    public record NoticeText(String url, String text) {}

    /// What an agent gets for a decision, after the commit.
    ///
    /// @param traceRequested whether the spans of the run are wanted whole; they can still be sent
    /// @param warnings       where the words for the person are hard to read; left out when there is nothing to say
    public record Receipt(
            UUID id,
            String externalId,
            Instant receivedAt,
            String contentDigest,
            boolean appealable,
            String appealUrl,
            Instant appealClosesAt,
            NoticeText notice,
            boolean traceRequested,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<HardToRead> warnings) {}

    public record BatchItem(
            int index,
            int status,
            UUID id,
            String appealUrl,
            @JsonInclude(JsonInclude.Include.NON_NULL) Boolean traceRequested,
            Problem problem,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<HardToRead> warnings) {}

    public record BatchResult(List<BatchItem> results) {}

    public record Link(String appealUrl, Instant expiresAt) {}

    private final Intake intake;
    private final Decisions decisions;
    private final Links links;
    private final NoticeTexts notices;
    private final TraceWanted traces;
    private final Acting acting;
    private final Clock clock;
    private final String publicUrl;

    DecisionsResource(
            Intake intake,
            Decisions decisions,
            Links links,
            NoticeTexts notices,
            TraceWanted traces,
            Acting acting,
            Clock clock,
            @ConfigProperty(name = "redress.public-url") String publicUrl) {
        this.intake = intake;
        this.decisions = decisions;
        this.links = links;
        this.notices = notices;
        this.traces = traces;
        this.acting = acting;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.AGENT)
    @Operation(summary = "Record a decision", operationId = "recordDecision")
    @APIResponseSchema(value = Receipt.class, responseCode = "201", responseDescription = "On record")
    @APIResponse(
            responseCode = "200",
            description = "The very same decision was on record",
            content = @Content(schema = @Schema(implementation = Receipt.class)))
    public Response record(byte[] body) {
        Intake.Pending pending = intake.submit(body, 0, body.length, acting.recording(), clock.instant());
        List<HardToRead> warnings = pending.warnings(); // while the disk is busy
        Recorder.Recorded recorded = intake.await(pending);
        Response.ResponseBuilder response = recorded.isNew()
                ? Response.created(URI.create("/api/v1/decisions/" + recorded.id()))
                : Response.ok().header("Idempotent-Replayed", "true");
        // As bytes: an object would be written through a blocking stream, at twice the cost of making it.
        return response.entity(Json.write(receipt(pending, recorded, warnings)))
                .type(MediaType.APPLICATION_JSON)
                .build();
    }

    @POST
    @Path("batch")
    @Consumes({MediaType.APPLICATION_JSON, "application/x-ndjson"})
    @RolesAllowed(Role.AGENT)
    @Operation(summary = "Record up to 1,000 decisions", operationId = "recordDecisions")
    public BatchResult recordAll(byte[] body, @jakarta.ws.rs.HeaderParam("Content-Type") MediaType type) {
        if (body.length > BATCH_LIMIT) {
            throw new Refusal(CommonProblem.TOO_LARGE, "A batch has at most 32 MiB.");
        }
        List<Batch.Slice> slices =
                MediaType.APPLICATION_JSON_TYPE.isCompatible(type) ? Batch.ofJson(body) : Batch.ofLines(body);
        Actor.Agent agent = acting.recording();
        Instant now = clock.instant();
        List<Intake.Submitted> submitted = slices.stream()
                .map(slice -> intake.submitOne(body, slice.from(), slice.length(), agent, now))
                .toList(); // all of them before the first is waited for
        List<BatchItem> results = new ArrayList<>(slices.size());
        for (int i = 0; i < submitted.size(); i++) {
            results.add(result(i, submitted.get(i)));
        }
        return new BatchResult(results);
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Role.AGENT, Role.OPERATOR, Role.AUDITOR})
    @Operation(summary = "Read a decision as it was sent, with what was made of it", operationId = "readDecision")
    public ObjectNode read(@PathParam("id") UUID id) {
        return shown(visible(id));
    }

    @GET
    @RolesAllowed({Role.AGENT, Role.OPERATOR, Role.AUDITOR})
    @Operation(summary = "List decisions, newest first", operationId = "listDecisions")
    public Listing<ObjectNode> list(
            @QueryParam("externalId") String externalId,
            @QueryParam("subject") String subject,
            @QueryParam("type") String type,
            @QueryParam("from") String from,
            @QueryParam("to") String to,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        var filter = new Decisions.Filter(
                acting.is(Role.AGENT) ? acting.name() : null,
                externalId,
                subject,
                type,
                Shape.Time.asked("from", from),
                Shape.Time.asked("to", to));
        return decisions.list(filter, cursor, Listing.limit(limit, 50, 200), this::shown);
    }

    @POST
    @Path("{id}/link")
    @RolesAllowed({Role.AGENT, Role.OPERATOR})
    @Operation(summary = "Issue a fresh link and end the older ones", operationId = "issueLink")
    @APIResponseSchema(value = Link.class, responseCode = "201", responseDescription = "Issued")
    public Response issueLink(@PathParam("id") UUID id) {
        Decision decision = visible(id);
        Links.Issued issued = links.issue(decision, by(), clock.instant());
        return Response.status(201)
                .entity(new Link(issued.url(), issued.expiresAt()))
                .build();
    }

    @DELETE
    @Path("{id}/link")
    @RolesAllowed({Role.AGENT, Role.OPERATOR})
    @Operation(summary = "End every link of a decision", operationId = "revokeLink")
    public void revokeLink(@PathParam("id") UUID id) {
        links.revoke(visible(id), by(), clock.instant());
    }

    private Decision visible(UUID id) {
        String agent = acting.is(Role.AGENT) ? acting.name() : null;
        return (agent == null ? decisions.findByIdOptional(id) : decisions.ofAgent(id, agent))
                .orElseThrow(() -> decisions.missing(id, agent));
    }

    private Actor by() {
        return acting.is(Role.AGENT) ? acting.agent() : acting.operator();
    }

    private BatchItem result(int index, Intake.Submitted submitted) {
        return switch (submitted) {
            case Intake.TurnedAway(Refusal why) -> refused(index, why);
            case Intake.Pending pending -> result(index, pending);
        };
    }

    private BatchItem result(int index, Intake.Pending pending) {
        try {
            List<HardToRead> warnings = pending.warnings();
            Recorder.Recorded recorded = intake.await(pending);
            Receipt receipt = receipt(pending, recorded, warnings);
            return new BatchItem(
                    index,
                    recorded.isNew() ? 201 : 200,
                    receipt.id(),
                    receipt.appealUrl(),
                    receipt.traceRequested(),
                    null,
                    receipt.warnings());
        } catch (RuntimeException e) {
            return refused(index, Refusal.of(e, "a decision of a batch"));
        }
    }

    private BatchItem refused(int index, Refusal why) {
        return new BatchItem(index, why.type().status(), null, null, null, Problem.of(publicUrl, why), List.of());
    }

    private Receipt receipt(Intake.Pending pending, Recorder.Recorded recorded, List<HardToRead> warnings) {
        String url = recorded.isNew()
                ? links.firstUrl(recorded.id(), recorded.linkExpiresAt())
                : links.currentUrl(decisions.findById(recorded.id()));
        return new Receipt(
                recorded.id(),
                recorded.externalId(),
                recorded.receivedAt(),
                "sha256:" + java.util.HexFormat.of().formatHex(recorded.digest()),
                recorded.appealable(),
                url,
                recorded.closesAt(),
                url == null ? null : new NoticeText(url, notices.text(url, recorded, pending.sent())),
                traces.of(pending.asked(recorded.appealable())),
                warnings);
    }

    /// The document as sent, and beside its members those that only the record knows.
    private ObjectNode shown(Decision decision) {
        JsonNode sent = decision.tree();
        ObjectNode shown = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.objectNode();
        shown.put("id", decision.id().toString());
        shown.put("receivedAt", decision.receivedAt().toString());
        shown.put("contentDigest", decision.contentDigest());
        shown.put("classified", decision.classified());
        shown.put("appealable", decision.appealable());
        shown.put("appealClosesAt", decision.closesAt().toString());
        if (acting.is(Role.AGENT)) {
            shown.put("appealUrl", links.currentUrl(decision));
        }
        sent.properties().forEach(member -> shown.set(member.getKey(), member.getValue()));
        return shown;
    }
}
