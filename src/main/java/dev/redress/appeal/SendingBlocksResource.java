package dev.redress.appeal;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.platform.Listing;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Operators see here whom a limit stopped from sending and who objects, and let them send again.
@Path("/api/v1/sending-blocks")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATOR)
@RunOnVirtualThread
@Tag(name = "Limits")
public class SendingBlocksResource {

    /// @param text null when the person wrote none
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Objection(Instant at, String text) {}

    /// `quota` things in `windowSeconds` were sent, and a warning came first at `warnedAt`.
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Shown(
            UUID id,
            UUID decisionId,
            SendingBlock.Reason reason,
            long quota,
            long windowSeconds,
            Instant warnedAt,
            Instant startedAt,
            Instant until,
            Objection objection,
            Instant liftedAt,
            String liftedBy) {
        static Shown of(SendingBlock block) {
            return new Shown(
                    block.id(),
                    block.decisionId(),
                    block.reason(),
                    block.quota(),
                    block.windowSeconds(),
                    block.warnedAt(),
                    block.startedAt(),
                    block.until(),
                    block.objectedAt() == null ? null : new Objection(block.objectedAt(), block.objection()),
                    block.liftedAt(),
                    block.liftedBy());
        }
    }

    private final SendingBlocks blocks;
    private final Acting acting;
    private final Clock clock;

    SendingBlocksResource(SendingBlocks blocks, Acting acting, Clock clock) {
        this.blocks = blocks;
        this.acting = acting;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "List the times in which a link could send nothing", operationId = "listSendingBlocks")
    public Listing<Shown> list(
            @QueryParam("state") SendingBlocks.State state,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        return blocks.list(state, cursor, Listing.limit(limit, 50, 200), clock.instant(), Shown::of);
    }

    @DELETE
    @Path("{id}")
    @Operation(summary = "Let the person send again at once", operationId = "liftSendingBlock")
    public void lift(@PathParam("id") UUID id) {
        blocks.lift(id, acting.operator(), clock.instant());
    }
}
