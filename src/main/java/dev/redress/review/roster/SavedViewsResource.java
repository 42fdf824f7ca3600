package dev.redress.review.roster;

import dev.redress.access.Acting;
import dev.redress.access.Role;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
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
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// A reviewer's own views of the queue.
@Path("/api/v1/views")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed({Role.REVIEWER, Role.LEAD})
@RunOnVirtualThread
@Tag(name = "Review")
public class SavedViewsResource {

    public record Views(List<SavedViews.SavedView> items) {}

    private final SavedViews views;
    private final Acting acting;
    private final Clock clock;

    SavedViewsResource(SavedViews views, Acting acting, Clock clock) {
        this.views = views;
        this.acting = acting;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "List your saved views of the queue", operationId = "listViews")
    public Views list() {
        return new Views(views.of(acting.reviewer().id()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Save filters under a name", operationId = "saveView")
    @APIResponseSchema(value = SavedViews.SavedView.class, responseCode = "201", responseDescription = "Saved")
    public Response save(@NotNull @Valid SavedViews.SavedView view) {
        views.save(acting.reviewer().id(), view, clock.instant());
        return Response.created(URI.create("/api/v1/views")).entity(view).build();
    }

    @DELETE
    @Path("{name}")
    @Operation(summary = "Delete a saved view", operationId = "deleteView")
    public void delete(@PathParam("name") String name) {
        views.delete(acting.reviewer().id(), name);
    }
}
