package dev.redress.feedback.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.feedback.export.Example;
import dev.redress.feedback.export.Format;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Listing;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Analysts freeze datasets here; tools fetch them in their own formats. An agent sees those that hold its own labels
/// only.
@Path("/api/v1/datasets")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Datasets")
public class DatasetsResource {

    /// @param splits name to whole percent; 80 train, 10 validation, 10 test when left out
    public record Wanted(
            @NotNull @Pattern(regexp = "[a-z0-9][a-z0-9._-]{0,99}", message = "is 1 to 100 of a-z, 0-9, dot, - and _")
            String name,

            @Valid Filter filter,
            Map<String, Integer> splits) {}

    /// `next` is the place to go on after; null at the end.
    public record Items(List<JsonNode> items, Long next) {}

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final Datasets datasets;
    private final Freezing freezing;
    private final Acting acting;
    private final Clock clock;

    DatasetsResource(Datasets datasets, Freezing freezing, Acting acting, Clock clock) {
        this.datasets = datasets;
        this.freezing = freezing;
        this.acting = acting;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.ANALYST)
    @Operation(
            summary =
                    "Freeze the labels that fit a filter into an immutable version; 200 when the last one is the same",
            operationId = "freezeDataset")
    @APIResponseSchema(value = Dataset.class, responseCode = "201", responseDescription = "Frozen")
    @APIResponse(
            responseCode = "200",
            description = "The last version is the same",
            content = @Content(schema = @Schema(implementation = Dataset.class)))
    public Response freeze(@NotNull @Valid Wanted wanted) {
        Filter filter = wanted.filter() == null ? Filter.ALL : wanted.filter();
        requireUsual("/filter/from", filter.from());
        requireUsual("/filter/to", filter.to());
        Freezing.Frozen frozen =
                freezing.freeze(wanted.name(), filter, Splits.of(wanted.splits()), acting.operator(), clock.instant());
        URI location = URI.create("/api/v1/datasets/" + frozen.dataset().id());
        return (frozen.isNew() ? Response.created(location) : Response.ok().location(location))
                .entity(frozen.dataset())
                .build();
    }

    @GET
    @RolesAllowed({Role.ANALYST, Role.AUDITOR, Role.AGENT})
    @Operation(summary = "List datasets, newest first", operationId = "listDatasets")
    public Listing<Dataset> list(
            @QueryParam("name") String name, @QueryParam("cursor") String cursor, @QueryParam("limit") Integer limit) {
        return datasets.list(agent(), name, cursor, Listing.limit(limit, 50, 200));
    }

    @GET
    @Path("{id}")
    @RolesAllowed({Role.ANALYST, Role.AUDITOR, Role.AGENT})
    @Operation(summary = "Read what a dataset is, and what it is not", operationId = "readDataset")
    public Dataset read(@PathParam("id") UUID id) {
        return visible(id);
    }

    @GET
    @Path("{id}/items")
    @RolesAllowed({Role.ANALYST, Role.AUDITOR, Role.AGENT})
    @Operation(summary = "Read the records of a dataset after a place", operationId = "readDatasetItems")
    public Items items(
            @PathParam("id") UUID id,
            @QueryParam("split") String split,
            @QueryParam("after") Long after,
            @QueryParam("limit") Integer limit) {
        long from = after == null ? 0 : after;
        if (from < 0) {
            throw CommonProblem.malformed("after is a place, 0 or more.");
        }
        int most = Listing.limit(limit, 100, 1_000);
        String only = known(split, visible(id));
        List<Example> piece = datasets.piece(id, only, from, most);
        boolean more = !piece.isEmpty()
                && !datasets.piece(id, only, piece.getLast().place(), 1).isEmpty();
        return new Items(
                piece.stream().map(Example::tree).toList(),
                more ? piece.getLast().place() : null);
    }

    @GET
    @Path("{id}/export")
    @Produces(MediaType.WILDCARD)
    @RolesAllowed({Role.ANALYST, Role.AUDITOR, Role.AGENT})
    @Operation(
            summary = "Download a dataset in the format of a tool: jsonl, csv, parquet, promptfoo, openai-evals, "
                    + "openai-preference, trl-preference, trl-kto, inspect, mlflow, langfuse, langsmith, ragas or "
                    + "huggingface",
            operationId = "exportDataset")
    public Response export(
            @PathParam("id") UUID id, @QueryParam("format") String format, @QueryParam("split") String split) {
        Dataset dataset = visible(id);
        String only = known(split, dataset);
        Format wanted = Format.named(format == null ? Format.JSONL.code() : format)
                .orElseThrow(() -> CommonProblem.malformed("format is one of "
                        + Arrays.stream(Format.values()).map(Format::code).collect(Collectors.joining(", ")) + "."));
        StreamingOutput body = out -> wanted.write(datasets.source(dataset), only, out);
        String file = dataset.title() + (only == null ? "" : "-" + only) + "." + wanted.extension();
        return Response.ok(body, wanted.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"")
                .build();
    }

    private static void requireUsual(String pointer, Instant time) {
        if (time != null && (time.isBefore(Instant.EPOCH) || time.isAfter(LATEST))) {
            throw CommonProblem.invalid(pointer, "lies between the years 1970 and 9999");
        }
    }

    private Dataset visible(UUID id) {
        return datasets.visible(id, agent()).orElseThrow(CommonProblem::notFound);
    }

    private String agent() {
        return acting.is(Role.AGENT) ? acting.name() : null;
    }

    private static String known(String split, Dataset dataset) {
        if (split != null && !dataset.splits().containsKey(split)) {
            throw CommonProblem.malformed(
                    "split is one of " + String.join(", ", dataset.splits().keySet()) + ".");
        }
        return split;
    }
}
