package dev.redress.review;

import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.review.ruling.RecordRequest;
import dev.redress.review.ruling.RecordRequests;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Whoever runs the agent sees here which records reviewers wait for, and shows them.
@Path("/api/v1/record-requests")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.AGENT, Role.OPERATOR})
@RunOnVirtualThread
@Tag(name = "Review")
public class RecordRequestsResource {

    public record Asked(List<RecordRequest> items) {}

    /// @param text the record itself, or where it is
    public record Shown(String text) {}

    private final RecordRequests requests;
    private final RecordsAsked records;
    private final Acting acting;
    private final Clock clock;

    RecordRequestsResource(RecordRequests requests, RecordsAsked records, Acting acting, Clock clock) {
        this.requests = requests;
        this.records = records;
        this.acting = acting;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "List the records that reviewers wait for", operationId = "listRecordRequests")
    public Asked open() {
        return new Asked(requests.open(agent(), clock.instant()));
    }

    @POST
    @Path("{id}/answer")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Show a record that a reviewer asked for", operationId = "answerRecordRequest")
    public RecordRequest answer(@PathParam("id") UUID id, @NotNull @Valid Shown shown) {
        Actor by = acting.is(Role.AGENT) ? acting.agent() : acting.operator();
        return records.answer(id, shown.text(), agent(), by, clock.instant());
    }

    /// Null for an operator, who sees all.
    private String agent() {
        return acting.is(Role.AGENT) ? acting.name() : null;
    }
}
