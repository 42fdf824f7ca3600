package dev.redress.review;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.appeal.CaseClock;
import dev.redress.appeal.Cause;
import dev.redress.appeal.Ground;
import dev.redress.appeal.Inadmissible;
import dev.redress.appeal.Message;
import dev.redress.appeal.MessageView;
import dev.redress.appeal.Ruling;
import dev.redress.appeal.Rulings;
import dev.redress.appeal.Verdict;
import dev.redress.decision.RemedyType;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Listing;
import dev.redress.platform.Texts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Reviewers list and read cases, claim them and rule on them.
@Path("/api/v1/cases")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.REVIEWER, Role.LEAD})
@RunOnVirtualThread
@Tag(name = "Review")
public class CasesResource {

    /// A case in a list. What the agent decided is not in it.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Item(
            UUID id,
            String reference,
            Origin origin,
            String type,
            Cases.State state,
            Instant openedAt,
            Instant dueAt,
            Instant leaseUntil,
            Boolean mine,
            Instant holdUntil,
            Hardship hardship,
            String team,
            String policy,
            String policyVersion,
            String model,
            String agent,
            String jurisdiction,
            String language,
            Instant closedAt) {}

    public record Fence(Long fence) {}

    public record View(
            @NotNull FirstView.Leaning leaning,
            @Size(max = 4_000) String note) {}

    public record CorrectedOutcome(String code, String summary) {}

    public record Remedy(RemedyType type, String description, Instant dueAt, JsonNode target) {}

    public record NewRuling(
            @NotNull Long fence,
            Verdict verdict,
            Cause cause,
            Inadmissible inadmissible,
            String clause,
            String reasons,
            @Size(max = 6) List<@NotNull @Valid Answer> answers,
            CorrectedOutcome correctedOutcome,
            @Size(max = 500) List<@NotNull @Valid CorrectedFact> correctedFacts,
            Remedy remedy,
            String note) {

        Rulings.Said said() {
            return new Rulings.Said(
                    verdict,
                    cause,
                    inadmissible,
                    Texts.orNull(clause),
                    reasons,
                    answers == null
                            ? List.of()
                            : answers.stream()
                                    .map(one -> new Ruling.Answer(one.ground(), one.text()))
                                    .toList(),
                    correctedOutcome == null ? null : Texts.orNull(correctedOutcome.code()),
                    correctedOutcome == null ? null : Texts.orNull(correctedOutcome.summary()),
                    correctedFacts == null
                            ? List.of()
                            : correctedFacts.stream()
                                    .map(fact -> new Ruling.CorrectedFact(fact.id(), fact.value()))
                                    .toList(),
                    remedy == null
                            ? null
                            : new Rulings.RemedyOrder(
                                    remedy.type(), remedy.description(), remedy.dueAt(), remedy.target()),
                    note);
        }
    }

    /// What is said to one of the person's grounds.
    public record Answer(@NotNull Ground ground, @NotNull String text) {}

    /// @param question whether an answer is waited for
    public record NewMessage(String text, boolean question) {}

    public record NewExtension(@NotNull Instant dueAt, String reason) {}

    public record CorrectedFact(@NotNull String id, @NotNull JsonNode value) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record Ruled(UUID id, UUID caseId, Verdict verdict, Instant ruledAt, UUID labelId, UUID remedyId) {}

    /// A ruling that a second reviewer has to approve before anything of it leaves.
    public record Proposed(UUID caseId, Cases.State state, Instant proposedAt) {}

    // Examples of answers that differ by their code; `openapi/examples.json` knows one for all codes of an operation.
    private static final String RULED = """
            {
              "id": "019ab1c2-6e00-7a3b-8c4d-5e6f70819203",
              "caseId": "019ab1c2-7f00-7b1c-9d2e-3f4051627384",
              "verdict": "OVERTURNED",
              "ruledAt": "2026-11-25T09:15:00Z",
              "labelId": "019ab1c2-6e00-7a3b-8c4d-5e6f70819203",
              "remedyId": "019ab1c2-6e00-7a3b-8c4d-5e6f70819203"
            }""";

    private static final String PROPOSED = """
            {
              "caseId": "019ab1c2-7f00-7b1c-9d2e-3f4051627384",
              "state": "AWAITING_APPROVAL",
              "proposedAt": "2026-11-25T09:15:00Z"
            }""";

    private final Cases cases;
    private final CaseList caseList;
    private final CaseViews views;
    private final Claims claims;
    private final Review review;
    private final Sending sending;
    private final Acting acting;
    private final Clock clock;

    CasesResource(
            Cases cases,
            CaseList caseList,
            CaseViews views,
            Claims claims,
            Review review,
            Sending sending,
            Acting acting,
            Clock clock) {
        this.cases = cases;
        this.caseList = caseList;
        this.views = views;
        this.claims = claims;
        this.review = review;
        this.sending = sending;
        this.acting = acting;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "List cases: earliest clock first, then hardship, then age", operationId = "listCases")
    public CaseList.Piece<Item> list(
            @QueryParam("state") Cases.State state,
            @QueryParam("type") String type,
            @QueryParam("policy") String policy,
            @QueryParam("policyVersion") String policyVersion,
            @QueryParam("model") String model,
            @QueryParam("agent") String agent,
            @QueryParam("jurisdiction") String jurisdiction,
            @QueryParam("language") String language,
            @QueryParam("origin") Origin origin,
            @QueryParam("team") String team,
            @Parameter(schema = @Schema(type = SchemaType.BOOLEAN)) @QueryParam("mine") String mine,
            @Parameter(schema = @Schema(type = SchemaType.BOOLEAN)) @QueryParam("held") String held,
            @Parameter(schema = @Schema(type = SchemaType.BOOLEAN)) @QueryParam("claimable") String claimable,
            @QueryParam("search") String search,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        Actor.Reviewer me = acting.reviewer();
        Narrowing narrowing = new Narrowing(
                        type,
                        policy,
                        policyVersion,
                        model,
                        agent,
                        jurisdiction,
                        language,
                        origin == null ? null : origin.name(),
                        team)
                .seenBy(me);
        var wanted = new CaseList.Wanted(
                narrowing,
                Listing.on("held", held) ? Cases.State.ON_HOLD : state,
                Listing.on("mine", mine),
                Listing.on("claimable", claimable),
                search);
        CaseList.Piece<Cases.Row> rows =
                caseList.of(wanted, cursor, Listing.limit(limit, 50, 200), me, clock.instant());
        return new CaseList.Piece<>(
                rows.items().stream().map(row -> item(row, me)).toList(), rows.next(), rows.previous());
    }

    @GET
    @Path("{id}")
    @Operation(summary = "Read a case; its ETag goes with the ruling", operationId = "readCase")
    public Response read(@PathParam("id") UUID id) {
        CaseViews.Tagged tagged = views.of(id, acting.reviewer(), clock.instant());
        return Response.ok(tagged.view()).tag(tagged.etag()).build();
    }

    @PUT
    @Path("{id}/claim")
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Operation(summary = "Claim this case, or extend the claim", operationId = "claimCase")
    public ClaimsResource.Claimed claim(@PathParam("id") UUID id, Fence fence) {
        Case wanted = cases.byId(id).orElseThrow(CommonProblem::notFound);
        return ClaimsResource.Claimed.of(
                claims.claim(wanted, fence == null ? null : fence.fence(), acting.reviewer(), clock.instant()));
    }

    @DELETE
    @Path("{id}/claim")
    @Operation(summary = "Give the case back to the queue", operationId = "releaseCase")
    public void release(@PathParam("id") UUID id) {
        Case held = cases.byId(id).orElseThrow(CommonProblem::notFound);
        claims.release(held, acting.reviewer(), clock.instant());
    }

    @PUT
    @Path("{id}/first-view")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Record a first view; then the agent's outcome is shown", operationId = "putFirstView")
    public CaseView.View firstView(@PathParam("id") UUID id, @NotNull @Valid View view) {
        Actor.Reviewer by = acting.reviewer();
        return CaseView.View.of(review.takeFirstView(id, view.leaning(), view.note(), by, clock.instant()));
    }

    @POST
    @Path("{id}/ruling")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Rule on the case; 202 where the decision type needs a second approval first",
            operationId = "rule")
    @APIResponse(
            responseCode = "201",
            description = "Ruled",
            content = @Content(schema = @Schema(implementation = Ruled.class), example = RULED))
    @APIResponse(
            responseCode = "202",
            description = "Sent; it waits for a second approval, or until it cannot be undone",
            content = @Content(schema = @Schema(implementation = Proposed.class), example = PROPOSED))
    public Response rule(
            @PathParam("id") UUID id, @HeaderParam("If-Match") String ifMatch, @NotNull @Valid NewRuling ruling) {
        Sending.Sent sent =
                sending.rule(id, ifMatch, ruling.fence(), ruling.said(), acting.reviewer(), clock.instant());
        if (sent.ruling() == null) {
            return Response.accepted(new Proposed(id, sent.state(), sent.at())).build();
        }
        Ruling made = sent.ruling();
        boolean counts = cases.byId(id).orElseThrow().purpose() == Case.Purpose.REVIEW;
        return Response.created(URI.create("/api/v1/cases/" + id))
                .entity(new Ruled(
                        made.id(),
                        id,
                        made.verdict(),
                        made.ruledAt(),
                        counts ? made.labelId() : null,
                        counts && ruling.remedy() != null ? made.remedyId() : null))
                .build();
    }

    @POST
    @Path("{id}/messages")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Write to the person; a question pauses the clock and gives the case back until the answer",
            operationId = "writeToPerson")
    @APIResponseSchema(value = MessageView.class, responseCode = "201", responseDescription = "Sent")
    public Response tell(@PathParam("id") UUID id, @NotNull @Valid NewMessage message) {
        Message sent = review.tell(id, message.text(), message.question(), acting.reviewer(), clock.instant());
        return Response.created(URI.create("/api/v1/cases/" + id))
                .entity(MessageView.of(sent))
                .build();
    }

    @POST
    @Path("{id}/extensions")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Move the deadline on: once, before it has passed, with a reason the person reads",
            operationId = "extendClock")
    @APIResponseSchema(value = CaseView.Deadline.class, responseCode = "201", responseDescription = "Moved on")
    public Response extend(@PathParam("id") UUID id, @NotNull @Valid NewExtension extension) {
        CaseClock moved = review.extend(id, extension.dueAt(), extension.reason(), acting.reviewer(), clock.instant());
        return Response.created(URI.create("/api/v1/cases/" + id))
                .entity(views.of(moved))
                .build();
    }

    private static Item item(Cases.Row row, Actor.Reviewer me) {
        Case one = row.item();
        return new Item(
                one.id(),
                one.reference(),
                one.originFor(me),
                one.type(),
                row.state(),
                one.openedAt(),
                one.dueAt(),
                row.leaseUntil(),
                row.holder() == null ? null : row.holder().equals(me.id()),
                row.holdUntil(),
                one.hardship(),
                one.team(),
                one.policyId(),
                one.policyVersion(),
                one.model(),
                one.agentId(),
                one.jurisdiction(),
                one.language(),
                one.closedAt());
    }
}
