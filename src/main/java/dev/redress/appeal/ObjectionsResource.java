package dev.redress.appeal;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Texts;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The person's objection to a stop of sending. Never counted as something sent.
@Path("/api/v1/notices/{token}/objection")
@Produces(MediaType.APPLICATION_JSON)
@PermitAll
@RunOnVirtualThread
@Tag(name = "Notices")
public class ObjectionsResource {

    /// `text` may be missing: that somebody objects is enough.
    public record NewObjection(String text) {}

    /// @param objectedAt of the one objection on record, which a second does not replace
    /// @param until when sending works again if nobody lifts the stop before
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Objection(Instant objectedAt, Instant until) {}

    private final Visits visits;
    private final SendingBlocks blocks;
    private final Clock clock;

    ObjectionsResource(Visits visits, SendingBlocks blocks, Clock clock) {
        this.visits = visits;
        this.blocks = blocks;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Ask a person to let you send again", operationId = "objectToBlock")
    @APIResponseSchema(value = Objection.class, responseCode = "202", responseDescription = "A person will look at it")
    public Response object(@PathParam("token") String token, @NotNull NewObjection said) {
        Instant now = clock.instant();
        Visit visit = visits.enter(token, now);
        String text = Texts.orNull(said.text());
        if (text != null && text.codePointCount(0, text.length()) > SendingBlock.LONGEST) {
            throw CommonProblem.invalid("/text", "must have at most " + SendingBlock.LONGEST + " characters");
        }
        SendingBlock block = blocks.object(visit, text, now);
        return Response.accepted(new Objection(block.objectedAt(), block.until()))
                .build();
    }
}
