package dev.redress.review;

import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
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
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
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

    /// Optional filters; absent ones do not narrow.
    public record Wanted(
            @Size(max = 200) String type,
            @Size(max = 200) String policy,
            @Size(max = 200) String policyVersion,
            @Size(max = 200) String model,
            @Size(max = 200) String jurisdiction,
            @Size(max = 200) String language,
            Origin origin) {

        Narrowing narrowing() {
            return new Narrowing(
                    type, policy, policyVersion, model, jurisdiction, language, origin == null ? null : origin.name());
        }
    }

    public record Claimed(UUID caseId, Instant leaseUntil, long fence) {
        static Claimed of(Claim claim) {
            return new Claimed(claim.caseId(), claim.leaseUntil(), claim.fence());
        }
    }

    private final Claims claims;
    private final Acting acting;
    private final Clock clock;

    ClaimsResource(Claims claims, Acting acting, Clock clock) {
        this.claims = claims;
        this.acting = acting;
        this.clock = clock;
    }

    @POST
    @Consumes({MediaType.APPLICATION_JSON, MediaType.WILDCARD})
    @Operation(summary = "Claim the next case", operationId = "claimNext")
    public Response claimNext(@Valid Wanted wanted) {
        Actor.Reviewer by = acting.reviewer();
        Instant now = clock.instant();
        Optional<Claim> next = claims.claimNext(
                wanted == null ? Narrowing.NONE : wanted.narrowing().seenBy(by), by, now);
        if (next.isPresent()) {
            return Response.created(URI.create("/api/v1/cases/" + next.get().caseId()))
                    .entity(Claimed.of(next.get()))
                    .build();
        }
        Claims.Held held = claims.heldByOthers(by, now);
        return Response.noContent()
                .header(HELD, held.cases())
                .header(HELD_UNTIL, held.until())
                .build();
    }
}
