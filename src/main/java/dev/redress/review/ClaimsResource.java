package dev.redress.review;

import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.review.roster.Roster;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Claim the next case.
@Path("/api/v1/claims")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.REVIEWER, Role.LEAD})
@RunOnVirtualThread
@Tag(name = "Review")
public class ClaimsResource {

    /// How many open cases other reviewers hold, on an empty answer.
    static final String HELD = "Redress-Held-By-Others";
    /// When the first of those leases ends.
    static final String HELD_UNTIL = "Redress-Held-Until";
    /// What else waits and why this reviewer is not offered it: `NOT_QUALIFIED=2, SKIPPED=1`; absent when nothing
    /// does.
    static final String NOT_OFFERED = "Redress-Not-Offered";

    /// Optional filters; absent ones do not narrow.
    public record Wanted(
            @Size(max = 200) String type,
            @Size(max = 200) String policy,
            @Size(max = 200) String policyVersion,
            @Size(max = 200) String model,
            @Size(max = 200) String agent,
            @Size(max = 200) String jurisdiction,
            @Size(max = 200) String language,
            Origin origin,
            @Size(max = 200) String team) {

        Narrowing narrowing() {
            return new Narrowing(
                    type,
                    policy,
                    policyVersion,
                    model,
                    agent,
                    jurisdiction,
                    language,
                    origin == null ? null : origin.name(),
                    team);
        }
    }

    public record Claimed(UUID caseId, Instant leaseUntil, long fence) {
        static Claimed of(Claim claim) {
            return new Claimed(claim.caseId(), claim.leaseUntil(), claim.fence());
        }
    }

    // Here and not in `openapi/examples.json`, which would give it to the 204, too.
    private static final String CLAIMED = """
            {
              "caseId": "019ab1c2-7f00-7b1c-9d2e-3f4051627384",
              "leaseUntil": "2026-11-25T09:20:00Z",
              "fence": 1
            }""";

    private final Claims claims;
    private final Obstacles obstacles;
    private final Roster roster;
    private final Acting acting;
    private final Clock clock;

    ClaimsResource(Claims claims, Obstacles obstacles, Roster roster, Acting acting, Clock clock) {
        this.claims = claims;
        this.obstacles = obstacles;
        this.roster = roster;
        this.acting = acting;
        this.clock = clock;
    }

    @POST
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Operation(summary = "Claim the next case", operationId = "claimNext")
    @APIResponse(
            responseCode = "201",
            description = "Claimed",
            content = @Content(schema = @Schema(implementation = Claimed.class), example = CLAIMED))
    @APIResponse(responseCode = "204", description = "Nothing is offered; the header fields say what waits, and why")
    public Response claimNext(@Valid Wanted wanted) {
        Actor.Reviewer by = acting.reviewer();
        Instant now = clock.instant();
        Narrowing narrowing =
                wanted == null ? Narrowing.NONE : wanted.narrowing().seenBy(by);
        roster.meet(by, now);
        Optional<Claim> next = claims.claimNext(narrowing, by, now);
        if (next.isPresent()) {
            return Response.created(URI.create("/api/v1/cases/" + next.get().caseId()))
                    .entity(Claimed.of(next.get()))
                    .build();
        }
        Claims.Held held = claims.heldByOthers(by, now);
        return Response.noContent()
                .header(HELD, held.cases())
                .header(HELD_UNTIL, held.until())
                .header(NOT_OFFERED, notOffered(obstacles.of(narrowing, by, now)))
                .build();
    }

    private static String notOffered(Map<Obstacle, Integer> obstacles) {
        return obstacles.isEmpty()
                ? null
                : obstacles.entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining(", "));
    }
}
