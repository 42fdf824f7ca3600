package dev.redress.feedback;

import com.fasterxml.jackson.databind.JsonNode;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The change feed of labels, for eval tools.
@Path("/api/v1/labels")
@RunOnVirtualThread
@Tag(name = "Labels")
public class LabelsResource {

    static final String NDJSON = "application/x-ndjson";
    private static final int CHUNK = 500;

    /// `next` is the position to go on after; null at the end for now.
    public record Labelled(List<JsonNode> items, Long next) {}

    private final Labels labels;

    LabelsResource(Labels labels) {
        this.labels = labels;
    }

    @GET
    @RolesAllowed({Role.ANALYST, Role.AUDITOR})
    @Produces({NDJSON, MediaType.APPLICATION_JSON})
    @Operation(summary = "Read labels after a position, as NDJSON or JSON", operationId = "readLabels")
    public Response read(
            @QueryParam("after") Long after, @QueryParam("limit") Integer limit, @Context HttpHeaders headers) {
        long from = after == null ? 0 : after;
        if (from < 0) {
            throw CommonProblem.malformed("after is a position, 0 or more.");
        }
        boolean json = headers.getAcceptableMediaTypes().stream()
                .filter(type -> type.isCompatible(MediaType.APPLICATION_JSON_TYPE)
                        || type.isCompatible(MediaType.valueOf(NDJSON)))
                .findFirst()
                .filter(type -> !type.isCompatible(MediaType.valueOf(NDJSON)))
                .isPresent();
        if (json) {
            return Response.ok(items(from, Listing.limit(limit, 100, 1_000)), MediaType.APPLICATION_JSON)
                    .build();
        }
        int most = Listing.limit(limit, Integer.MAX_VALUE, Integer.MAX_VALUE);
        return Response.ok(stream(from, most), NDJSON).build();
    }

    private Labelled items(long after, int limit) {
        List<Labels.Line> lines = labels.after(after, limit);
        boolean more =
                !lines.isEmpty() && !labels.after(lines.getLast().position(), 1).isEmpty();
        return new Labelled(
                lines.stream().map(line -> Json.tree(line.json())).toList(),
                more ? lines.getLast().position() : null);
    }

    /// In chunks, each read by a statement of its own: no snapshot is held while a slow reader reads.
    StreamingOutput stream(long after, int most) {
        return out -> {
            long position = after;
            for (int left = most; left > 0; ) {
                List<Labels.Line> lines = labels.after(position, Math.min(CHUNK, left));
                for (Labels.Line line : lines) {
                    out.write(line.json());
                    out.write('\n');
                    position = line.position();
                }
                if (lines.isEmpty()) {
                    return;
                }
                left -= lines.size();
            }
        };
    }
}
