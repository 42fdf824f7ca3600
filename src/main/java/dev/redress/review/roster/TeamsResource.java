package dev.redress.review.roster;

import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.platform.CommonProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Leads and operators say here who works in which team and who may take what.
@Path("/api/v1")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.LEAD, Role.OPERATOR})
@RunOnVirtualThread
@Tag(name = "Roster")
public class TeamsResource {

    public record Teams(List<Team> items) {}

    private final Roster roster;
    private final Acting acting;
    private final Clock clock;

    TeamsResource(Roster roster, Acting acting, Clock clock) {
        this.roster = roster;
        this.acting = acting;
        this.clock = clock;
    }

    @GET
    @Path("teams")
    @RolesAllowed({Role.LEAD, Role.OPERATOR, Role.REVIEWER, Role.AUDITOR})
    @Operation(summary = "List the teams of reviewers", operationId = "listTeams")
    public Teams list() {
        return new Teams(roster.teams());
    }

    @PUT
    @Path("teams/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Make or replace a team", operationId = "putTeam")
    public Team put(@PathParam("id") String id, @NotNull @Valid Team team) {
        if (!id.matches("[a-z0-9-]{1,50}")) {
            throw CommonProblem.malformed("The id of a team has 1 to 50 lower-case letters, digits and dashes.");
        }
        if (team.id() != null && !team.id().equals(id)) {
            throw CommonProblem.invalid("/id", "must be the id in the address, or left out");
        }
        return roster.put(team.called(id), by(acting), clock.instant());
    }

    @DELETE
    @Path("teams/{id}")
    @Operation(summary = "End a team; its cases are offered to everybody", operationId = "endTeam")
    public void end(@PathParam("id") String id) {
        roster.end(id, by(acting), clock.instant());
    }

    @GET
    @Path("reviewers/{id}/qualification")
    @Operation(summary = "Read what a reviewer may take; 404 when nothing bounds it", operationId = "readQualification")
    public Qualification qualification(@PathParam("id") String reviewer) {
        return roster.qualification(reviewer).orElseThrow(CommonProblem::notFound);
    }

    @PUT
    @Path("reviewers/{id}/qualification")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Say what a reviewer may take", operationId = "putQualification")
    public Qualification qualify(@PathParam("id") String reviewer, @NotNull @Valid Qualification as) {
        roster.qualify(reviewer, as, by(acting), clock.instant());
        return as;
    }

    @DELETE
    @Path("reviewers/{id}/qualification")
    @Operation(
            summary = "Take the bounds away; types that ask for a qualification are closed then",
            operationId = "deleteQualification")
    public void unqualify(@PathParam("id") String reviewer) {
        roster.unqualify(reviewer, by(acting), clock.instant());
    }

    static Actor by(Acting acting) {
        return acting.is(Role.LEAD) ? acting.reviewer() : acting.operator();
    }
}
