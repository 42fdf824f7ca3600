package dev.redress.remedy.webhook;

import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Json;
import dev.redress.platform.Listing;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// What `case.ruled` tells, to ask for: an agent reads the rulings on its own decisions.
@Path("/api/v1/outcomes")
@RolesAllowed({Role.AGENT, Role.OPERATOR})
@RunOnVirtualThread
@Tag(name = "Outcomes")
public class OutcomesResource {

    private static final String NDJSON = "application/x-ndjson";
    private static final int CHUNK = 200;

    /// `next` is the position to go on after; null at the end for now.
    public record Ruled(List<Map<String, ?>> items, Long next) {}

    private final Outcomes outcomes;
    private final Acting acting;

    OutcomesResource(Outcomes outcomes, Acting acting) {
        this.outcomes = outcomes;
        this.acting = acting;
    }

    @GET
    @Produces({NDJSON, MediaType.APPLICATION_JSON})
    @Operation(summary = "Read rulings after a position, as NDJSON or JSON", operationId = "readOutcomes")
    public Response read(
            @QueryParam("after") Long after, @QueryParam("limit") Integer limit, @Context HttpHeaders headers) {
        long from = after == null ? 0 : after;
        if (from < 0) {
            throw CommonProblem.malformed("after is a position, 0 or more.");
        }
        String agent = acting.is(Role.AGENT) ? acting.name() : null;
        MediaType lines = MediaType.valueOf(NDJSON);
        boolean json = headers.getAcceptableMediaTypes().stream()
                .filter(type -> type.isCompatible(lines) || type.isCompatible(MediaType.APPLICATION_JSON_TYPE))
                .findFirst() // the one that is wanted most
                .filter(type -> !type.isCompatible(lines))
                .isPresent();
        if (json) {
            return Response.ok(items(agent, from, Listing.limit(limit, 100, 1_000)), MediaType.APPLICATION_JSON)
                    .build();
        }
        return Response.ok(stream(agent, from, Listing.limit(limit, Integer.MAX_VALUE, Integer.MAX_VALUE)), NDJSON)
                .build();
    }

    private Ruled items(String agent, long from, int limit) {
        List<Outcomes.Line> lines = outcomes.after(agent, from, limit + 1);
        boolean more = lines.size() > limit;
        List<Outcomes.Line> kept = more ? lines.subList(0, limit) : lines;
        return new Ruled(
                kept.stream().<Map<String, ?>>map(Outcomes.Line::data).toList(),
                more ? kept.getLast().position() : null);
    }

    /// A statement for each chunk, so that a slow reader holds no snapshot.
    private StreamingOutput stream(String agent, long from, int most) {
        return out -> {
            long position = from;
            int left = most;
            List<Outcomes.Line> lines;
            do {
                lines = outcomes.after(agent, position, Math.min(CHUNK, left));
                for (Outcomes.Line line : lines) {
                    out.write(Json.write(line.data()));
                    out.write('\n');
                    position = line.position();
                }
                left -= lines.size();
            } while (lines.size() == CHUNK && left > 0);
        };
    }
}
