package dev.redress.appeal;

import dev.redress.appeal.evidence.DownloadPages;
import dev.redress.appeal.evidence.Evidence;
import dev.redress.appeal.evidence.EvidenceFiles;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Json;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// What a person takes away: everything on record as a page to print and as JSON, and the files they sent.
@Path("/a/{token}")
@PermitAll
@RunOnVirtualThread
public class FilePages {

    record file(
            Here here, dev.redress.decision.Decision decision, dev.redress.decision.Document document, CaseFile file)
            implements TemplateInstance {}

    private final CaseFiles caseFiles;
    private final EvidenceFiles files;
    private final DoorPages door;
    private final Clock clock;

    @Context
    UriInfo uri;

    @Context
    HttpHeaders headers;

    FilePages(CaseFiles caseFiles, EvidenceFiles files, DoorPages door, Clock clock) {
        this.caseFiles = caseFiles;
        this.files = files;
        this.door = door;
        this.clock = clock;
    }

    @GET
    @Path("file")
    @Produces(MediaType.TEXT_HTML)
    @Operation(hidden = true)
    public Response show(@PathParam("token") String token) {
        return door.at(
                token,
                uri,
                headers,
                (visit, here) -> Pages.ok(
                        here,
                        new file(
                                here,
                                visit.decision(),
                                visit.decision().document(),
                                caseFiles.of(visit.decision(), clock.instant()))));
    }

    @GET
    @Path("file.json")
    @Operation(hidden = true)
    public Response download(@PathParam("token") String token) {
        return door.at(token, uri, headers, (visit, here) -> {
            CaseFile all = caseFiles.of(visit.decision(), clock.instant());
            return Response.ok(Json.write(all), MediaType.APPLICATION_JSON)
                    .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"redress.json\"")
                    .build();
        });
    }

    /// A file that the person sent themselves.
    @GET
    @Path("evidence/{id}")
    @Operation(hidden = true)
    public Response evidence(@PathParam("token") String token, @PathParam("id") String id) {
        return door.at(token, uri, headers, (visit, here) -> {
            UUID wanted = Pages.id(id).orElseThrow(CommonProblem::notFound);
            Evidence found = files.of(visit.decision().id(), wanted);
            return DownloadPages.of(found, files);
        });
    }
}
