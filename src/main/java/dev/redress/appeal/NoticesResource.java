package dev.redress.appeal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.Links;
import dev.redress.decision.commitment.Commitments;
import dev.redress.platform.CommonProblem;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

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

    private final Visits visits;
    private final Filing filing;
    private final Appeals appeals;
    private final Statuses statuses;
    private final DecisionTypes types;
    private final Commitments commitments;
    private final Links links;
    private final Clock clock;

    NoticesResource(
            Visits visits,
            Filing filing,
            Appeals appeals,
            Statuses statuses,
            DecisionTypes types,
            Commitments commitments,
            Links links,
            Clock clock) {
        this.visits = visits;
        this.filing = filing;
        this.appeals = appeals;
        this.statuses = statuses;
        this.types = types;
        this.commitments = commitments;
        this.links = links;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "Read what was decided and why", operationId = "readNotice")
    public NoticeView notice(@PathParam("token") String token) {
        Instant now = clock.instant();
        Visit visit = visits.enter(token, now);
        String because = types.rulesFor(visit.decision().type()).notAppealableBecause();
        Appeal standing = appeals.live(visit.decision().id()).orElse(null);
        return NoticeView.of(
                visit.decision(),
                commitments.of(visit.decision(), visit.decision().document()),
                because,
                standing,
                now);
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
        Filing.Filed filed = filing.file(visit.decision(), statement, visit.by(), now);
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
                                .map(one -> Statuses.deadline(one, now))
                                .toList()))
                .build();
    }

    @DELETE
    @Path("appeal")
    @Operation(summary = "Withdraw the appeal", operationId = "withdrawAppeal")
    public void withdraw(@PathParam("token") String token) {
        Visit visit = visits.enter(token, clock.instant());
        filing.withdraw(visit.decision(), visit.by(), clock.instant());
    }

    @GET
    @Path("status")
    @Operation(summary = "Read how far the appeal is", operationId = "readStatus")
    public StatusView status(@PathParam("token") String token) {
        Instant now = clock.instant();
        return statuses.of(visits.enter(token, now).decision(), now);
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
        return new Representative(
                sent.path("name").textValue(), sent.path("relation").textValue());
    }
}
