package dev.redress.review.check;

import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.appeal.Verdict;
import dev.redress.platform.CommonProblem;
import dev.redress.review.Case;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
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
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Cases with a known answer, and rulings that a second reviewer repeated.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Checks of reviews")
public class ChecksResource {

    /// @param caseId   a case that was ruled on
    /// @param verdicts those that are right
    public record NewKnownAnswer(
            @NotNull UUID caseId,
            @NotNull @Size(min = 1, max = 5) List<@NotNull Verdict> verdicts) {}

    public record Seeded(UUID caseId) {}

    /// @param answers newest first
    /// @param reviewers for leads one each, in the order of their names; for others only themselves
    public record Results(List<Tally> reviewers, List<Answer> answers) {}

    public record Tally(String reviewer, long answered, long right) {}

    public record Answer(UUID caseId, String reviewer, Verdict verdict, boolean right, Instant answeredAt) {
        static Answer of(CheckAnswer one) {
            return new Answer(one.caseId(), one.reviewerId(), one.verdict(), one.agrees(), one.answeredAt());
        }
    }

    public record Disagreements(List<Disagreement> items) {}

    /// @param caseId     of the second review
    /// @param firstCase  the case that was ruled on
    /// @param lookedAgain whether a case was opened for the person
    public record Disagreement(
            UUID caseId, UUID firstCase, Verdict first, Verdict second, Instant answeredAt, boolean lookedAgain) {}

    private final KnownAnswers known;
    private final CheckResults results;
    private final Acting acting;
    private final Clock clock;

    ChecksResource(KnownAnswers known, CheckResults results, Acting acting, Clock clock) {
        this.known = known;
        this.results = results;
        this.acting = acting;
        this.clock = clock;
    }

    @POST
    @Path("known-answers")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.LEAD)
    @Operation(
            summary = "Put a closed case into the queue once more, to see how it is answered",
            operationId = "seedKnownAnswer")
    @APIResponseSchema(value = Seeded.class, responseCode = "201", responseDescription = "In the queue")
    public Response seed(@NotNull @Valid NewKnownAnswer wanted) {
        Case seeded = known.seed(wanted.caseId(), wanted.verdicts(), acting.reviewer(), clock.instant());
        return Response.created(URI.create("/api/v1/cases/" + seeded.id()))
                .entity(new Seeded(seeded.id()))
                .build();
    }

    @GET
    @Path("known-answers")
    @RolesAllowed({Role.REVIEWER, Role.LEAD})
    @Operation(
            summary = "Read how known answers were answered: a lead all, a reviewer their own",
            operationId = "listKnownAnswers")
    public Results results() {
        Actor.Reviewer me = acting.reviewer();
        return new Results(
                results.tallies(me), results.known(me).stream().map(Answer::of).toList());
    }

    @GET
    @Path("double-reviews")
    @RolesAllowed(Role.LEAD)
    @Operation(
            summary = "List the rulings on which a second reviewer came to another verdict",
            operationId = "listDisagreements")
    public Disagreements disagreements() {
        return new Disagreements(results.disagreements());
    }

    @POST
    @Path("double-reviews/{case}/cases")
    @RolesAllowed(Role.LEAD)
    @Operation(summary = "Open a case for the person, after two reviewers disagreed", operationId = "lookAgain")
    @APIResponseSchema(value = Disagreement.class, responseCode = "201", responseDescription = "Opened")
    public Response lookAgain(@PathParam("case") UUID caseId) {
        results.lookAgain(caseId, clock.instant());
        return Response.status(201)
                .entity(results.disagreement(caseId).orElseThrow(CommonProblem::notFound))
                .build();
    }
}
