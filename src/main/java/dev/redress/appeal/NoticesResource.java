package dev.redress.appeal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.appeal.evidence.EvidenceProblem;
import dev.redress.appeal.evidence.EvidenceView;
import dev.redress.decision.Links;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Problem;
import dev.redress.platform.Refusal;
import dev.redress.platform.Texts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.PartType;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;

/// The person's path for embedding: notice, appeal and status by link, as JSON. The token is the credential.
@Path("/api/v1/notices/{token}")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@RunOnVirtualThread
@Tag(name = "Notices")
public class NoticesResource {

    public record Contact(String email, @Size(max = 35) String locale) {}

    /// `representative` is a name, or an object with `name` and `relation`.
    public record NewAppeal(
            @NotNull @Size(min = 1, max = 6) List<@NotNull Ground> grounds,
            String statement,
            @Size(max = 500) List<@NotNull DisputedFact> disputedFacts,
            @Valid Contact contact,
            JsonNode representative,
            Boolean pauseRequested) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Received(
            String reference, String statusUrl, Instant receivedAt, boolean late, List<StatusView.Deadline> clocks) {}

    public record Answer(@NotNull @Size(max = 4_000) String answer) {}

    public record Opened(String token, String url) {}

    public record Said(String text) {}

    /// @param evidence what was kept
    /// @param refused what was not, and why
    public record Taken(List<EvidenceView> evidence, List<NotTaken> refused) {}

    public record NotTaken(String name, Problem problem) {}

    private final Visits visits;
    private final Filing filing;
    private final Notices notices;
    private final Statuses statuses;
    private final Links links;
    private final Conversation conversation;
    private final EvidenceBox box;
    private final CaseFiles caseFiles;
    private final Acting acting;
    private final Clock clock;
    private final String publicUrl;

    @Context
    HttpHeaders headers;

    NoticesResource(
            Visits visits,
            Filing filing,
            Notices notices,
            Statuses statuses,
            Links links,
            Conversation conversation,
            EvidenceBox box,
            CaseFiles caseFiles,
            Acting acting,
            Clock clock,
            @ConfigProperty(name = "redress.public-url") String publicUrl) {
        this.visits = visits;
        this.filing = filing;
        this.notices = notices;
        this.statuses = statuses;
        this.links = links;
        this.conversation = conversation;
        this.box = box;
        this.caseFiles = caseFiles;
        this.acting = acting;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    @GET
    @Operation(summary = "Read what was decided and why", operationId = "readNotice")
    public NoticeView notice(@PathParam("token") String token) {
        Instant now = clock.instant();
        return notices.of(visits.enter(token, now).decision(), now);
    }

    @POST
    @Path("verification")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Answer the question that guards the details", operationId = "answerVerification")
    public Opened verify(@PathParam("token") String token, @NotNull @Valid Answer answer) {
        Visit visit = visits.open(token, clock.instant());
        String opened = visit.open() ? token : visits.answer(visit, answer.answer(), clock.instant());
        return new Opened(opened, links.url(opened));
    }

    @POST
    @Path("appeal")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "File an appeal; a second call finds the first", operationId = "fileAppeal")
    @APIResponseSchema(value = Received.class, responseCode = "201", responseDescription = "Filed")
    @APIResponse(
            responseCode = "200",
            description = "It was filed before",
            content = @Content(schema = @Schema(implementation = Received.class)))
    public Response file(@PathParam("token") String token, @NotNull @Valid NewAppeal said) {
        Instant now = clock.instant();
        Visit visit = visits.enter(token, now);
        String locale =
                said.contact() == null ? null : Texts.orNull(said.contact().locale());
        String language = locale != null ? locale : visit.decision().locale();
        Statement statement = new Statement(
                said.grounds(),
                Texts.orNull(said.statement()),
                said.disputedFacts() == null ? List.of() : said.disputedFacts(),
                said.contact() == null ? null : Texts.orNull(said.contact().email()),
                language == null ? "en" : language,
                representative(said.representative()),
                Boolean.TRUE.equals(said.pauseRequested()));
        return received(token, filing.file(visit.decision(), statement, by(visit), now), now);
    }

    private Response received(String token, Filing.Filed filed, Instant now) {
        String status = links.url(token) + "/status";
        Response.ResponseBuilder response = filed.isNew()
                ? Response.created(URI.create("/api/v1/notices/" + token + "/status"))
                : Response.ok().header("Idempotent-Replayed", "true");
        return response.entity(new Received(
                        filed.appeal().reference(),
                        status,
                        filed.appeal().filedAt(),
                        filed.appeal().late(),
                        filed.clocks().stream()
                                .map(one -> statuses.deadline(one, now))
                                .toList()))
                .build();
    }

    @DELETE
    @Path("appeal")
    @Operation(summary = "Withdraw the appeal", operationId = "withdrawAppeal")
    public void withdraw(@PathParam("token") String token) {
        Visit visit = visits.enter(token, clock.instant());
        Actor by = by(visit);
        if (by instanceof Actor.Agent agent
                && agent.chain().contains(visit.decision().agentId())) {
            throw new Refusal(
                    CommonProblem.NOT_ALLOWED,
                    "The agent that decided does not take back an appeal against its decision.");
        }
        filing.withdraw(visit.decision(), by, clock.instant());
    }

    @GET
    @Path("status")
    @Operation(summary = "Read how far the appeal is", operationId = "readStatus")
    public StatusView status(@PathParam("token") String token) {
        Instant now = clock.instant();
        return statuses.of(visits.enter(token, now).decision(), now);
    }

    @POST
    @Path("second-appeal")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Object to the first ruling, where decisions of this type have a second level",
            operationId = "fileSecondAppeal")
    @APIResponseSchema(value = Received.class, responseCode = "201", responseDescription = "Filed")
    @APIResponse(
            responseCode = "200",
            description = "It was filed before",
            content = @Content(schema = @Schema(implementation = Received.class)))
    public Response fileAgain(@PathParam("token") String token, @NotNull @Valid Said said) {
        Instant now = clock.instant();
        Visit visit = visits.enter(token, now);
        return received(token, filing.fileAgain(visit.decision(), Texts.orNull(said.text()), by(visit), now), now);
    }

    @POST
    @Path("messages")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Say something to whoever reviews; answers an open question", operationId = "sayToReviewer")
    @APIResponseSchema(value = MessageView.class, responseCode = "201", responseDescription = "Sent")
    public Response say(@PathParam("token") String token, @NotNull @Valid Said said) {
        Instant now = clock.instant();
        Visit visit = visits.enter(token, now);
        Message message = conversation.say(visit.decision().id(), said.text(), by(visit), now);
        return Response.created(URI.create("/api/v1/notices/" + token + "/status"))
                .entity(MessageView.of(message))
                .build();
    }

    @POST
    @Path("evidence")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(
            summary = "Add up to five files of 10 MB, before or after filing, until the ruling",
            operationId = "addEvidence")
    @APIResponseSchema(value = Taken.class, responseCode = "201", responseDescription = "Taken, at least in part")
    public Response addEvidence(
            @PathParam("token") String token,
            @RestForm("file") List<FileUpload> files,
            @RestForm("factId") @PartType(MediaType.TEXT_PLAIN) String factId) {
        Instant now = clock.instant();
        Visit visit = visits.enter(token, now);
        if (files == null || files.isEmpty()) {
            throw new Refusal(EvidenceProblem.NO_FILE, "The part named file is missing.");
        }
        EvidenceBox.Added added = box.add(visit.decision(), Texts.orNull(factId), Pages.uploads(files), by(visit), now);
        if (added.kept().isEmpty()) {
            throw added.refused().getFirst().why();
        }
        return Response.created(URI.create("/api/v1/notices/" + token + "/status"))
                .entity(new Taken(
                        added.kept().stream().map(EvidenceView::of).toList(),
                        added.refused().stream()
                                .map(one -> new NotTaken(one.name(), Problem.of(publicUrl, one.why())))
                                .toList()))
                .build();
    }

    @GET
    @Path("file")
    @Operation(summary = "Read everything on record about this matter", operationId = "readFile")
    public CaseFile file(@PathParam("token") String token) {
        Instant now = clock.instant();
        return caseFiles.of(visits.enter(token, now).decision(), now);
    }

    /// A person by their link, or an agent that also shows its credential: one speaks for a person only where that
    /// person says so.
    private Actor by(Visit visit) {
        if (headers.getHeaderString(HttpHeaders.AUTHORIZATION) == null || !acting.is(Role.AGENT)) {
            return visit.by();
        }
        Actor.Agent agent = acting.agent();
        if (!agent.isDelegated()) {
            throw new Refusal(AppealProblem.DELEGATION_NEEDED, "This credential says for no person.");
        }
        return agent;
    }

    private static Representative representative(JsonNode sent) {
        if (sent == null || sent.isNull()) {
            return null;
        }
        if (sent.isTextual()) {
            return new Representative(sent.textValue(), null);
        }
        if (!sent.isObject()) {
            throw CommonProblem.invalid("/representative", "must be a name, or an object with a name");
        }
        sent.properties().forEach(member -> {
            String pointer =
                    "/representative/" + member.getKey().replace("~", "~0").replace("/", "~1");
            if (!member.getKey().equals("name") && !member.getKey().equals("relation")) {
                throw CommonProblem.invalid(pointer, "is not a member of this body");
            }
            if (!member.getValue().isTextual() && !member.getValue().isNull()) {
                throw CommonProblem.invalid(pointer, "is not of the type that belongs here");
            }
        });
        return new Representative(
                sent.path("name").textValue(), sent.path("relation").textValue());
    }
}
