package dev.redress.feedback.gate;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.feedback.dataset.Dataset;
import dev.redress.feedback.dataset.Datasets;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Listing;
import dev.redress.platform.Refusal;
import dev.redress.platform.Texts;
import dev.redress.platform.Utf8;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Pipelines ask here whether a candidate may go out. Agents may, of datasets with their own labels only. A gate that
/// fails is an answer like any other: 201.
@Path("/api/v1/gates")
@RunOnVirtualThread
@Tag(name = "Gates")
public class GatesResource {

    /// @param split           only this part of the dataset; all when left out
    /// @param candidate       what is tried, in your words: model, policy, commit
    /// @param sliceThresholds by the name of a slice such as `type=refund.request`
    public record Wanted(
            UUID dataset,
            String split,
            Map<String, String> candidate,
            List<Outcome> outcomes,
            Thresholds thresholds,
            Map<String, Thresholds> sliceThresholds) {}

    private static final int LIMIT = 32 << 20;
    private static final int OUTCOMES = 300_000;

    /// An outcome has eight: braces, names and values. Without an end, 32 MiB of braces would become eleven million of
    /// them before anybody counts.
    private static final long TOKENS = 10L * OUTCOMES;
    private static final int TEXT = 200;
    private static final int FEW = 100;

    private final Gates gates;
    private final Datasets datasets;
    private final ObjectMapper json;
    private final JsonFactory counted;
    private final Acting acting;
    private final Clock clock;

    GatesResource(Gates gates, Datasets datasets, ObjectMapper json, Acting acting, Clock clock) {
        this.gates = gates;
        this.datasets = datasets;
        this.json = json;
        this.counted = json.getFactory().copy();
        counted.setStreamReadConstraints(
                counted.streamReadConstraints().rebuild().maxTokenCount(TOKENS).build());
        this.acting = acting;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces({MediaType.APPLICATION_JSON, MediaType.APPLICATION_XML, MediaType.TEXT_PLAIN})
    @RolesAllowed({Role.ANALYST, Role.AGENT})
    @Operation(
            summary = "Check a candidate's outcomes against a dataset; JSON, JUnit XML or text by Accept or format",
            operationId = "runGate")
    @APIResponse(
            responseCode = "201",
            description = "Checked",
            content = {
                @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Report.class)),
                @Content(mediaType = MediaType.APPLICATION_XML),
                @Content(mediaType = MediaType.TEXT_PLAIN)
            })
    @RequestBody(content = @Content(schema = @Schema(implementation = Wanted.class)))
    public Response run(byte[] body, @QueryParam("format") String format, @Context HttpHeaders headers)
            throws JsonMappingException {
        MediaType answer = type(format, headers);
        Wanted wanted = read(body);
        Dataset dataset = visible(wanted.dataset());
        if (wanted.split() != null && !dataset.splits().containsKey(wanted.split())) {
            throw CommonProblem.invalid(
                    "/split", "is one of " + String.join(", ", dataset.splits().keySet()));
        }
        long cases = wanted.split() == null
                ? dataset.items()
                : dataset.counts().splits().getOrDefault(wanted.split(), 0L);
        if (cases > OUTCOMES) { // one without an outcome fails, and no more outcomes are taken
            throw CommonProblem.invalid("/split", "names a part of at most 300,000 cases; this has more");
        }
        Actor by = acting.is(Role.AGENT) ? acting.agent() : acting.operator();
        Report report = gates.run(dataset, dataset.filter().agent(), candidate(wanted), by, clock.instant());
        return shown(Response.created(URI.create("/api/v1/gates/" + report.id())), report, answer);
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @RolesAllowed({Role.ANALYST, Role.AUDITOR, Role.AGENT})
    @Operation(summary = "List gates, newest first", operationId = "listGates")
    public Listing<Gates.Row> list(
            @QueryParam("dataset") UUID dataset,
            @QueryParam("cursor") String cursor,
            @QueryParam("limit") Integer limit) {
        return gates.list(agent(), dataset, cursor, Listing.limit(limit, 50, 200));
    }

    @GET
    @Path("{id}")
    @Produces({MediaType.APPLICATION_JSON, MediaType.APPLICATION_XML, MediaType.TEXT_PLAIN})
    @RolesAllowed({Role.ANALYST, Role.AUDITOR, Role.AGENT})
    @Operation(summary = "Read a gate's report; JSON, JUnit XML or text by Accept or format", operationId = "readGate")
    public Response read(@PathParam("id") UUID id, @QueryParam("format") String format, @Context HttpHeaders headers) {
        MediaType answer = type(format, headers);
        return shown(Response.ok(), gates.visible(id, agent()).orElseThrow(CommonProblem::notFound), answer);
    }

    private static Response shown(Response.ResponseBuilder response, Report report, MediaType type) {
        Object entity = type.equals(MediaType.APPLICATION_XML_TYPE)
                ? JUnit.of(report)
                : type.equals(MediaType.TEXT_PLAIN_TYPE) ? Summary.of(report) : report;
        return response.entity(entity)
                .type(entity == report ? type : type.withCharset("utf-8"))
                .build();
    }

    private static MediaType type(String format, HttpHeaders headers) {
        if (format == null) {
            return headers.getAcceptableMediaTypes().stream()
                    .flatMap(accepted -> List.of(
                                    MediaType.APPLICATION_JSON_TYPE,
                                    MediaType.APPLICATION_XML_TYPE,
                                    MediaType.TEXT_PLAIN_TYPE)
                            .stream()
                            .filter(accepted::isCompatible))
                    .findFirst()
                    .orElse(MediaType.APPLICATION_JSON_TYPE);
        }
        return switch (format) {
            case "json" -> MediaType.APPLICATION_JSON_TYPE;
            case "junit" -> MediaType.APPLICATION_XML_TYPE;
            case "text" -> MediaType.TEXT_PLAIN_TYPE;
            default -> throw CommonProblem.malformed("format is json, junit or text.");
        };
    }

    private static Refusal tooMany() {
        return CommonProblem.invalid("/outcomes", "has 1 to " + OUTCOMES + " entries");
    }

    private Wanted read(byte[] body) throws JsonMappingException {
        if (body.length > LIMIT) {
            throw new Refusal(CommonProblem.TOO_LARGE, "The outcomes have at most 32 MiB.");
        }
        switch (Utf8.of(body, 0, body.length)) {
            case GOOD -> {
                // read on
            }
            case NOT_UTF8 -> throw CommonProblem.malformed("The body is not JSON in UTF-8.");
            case UNCLEAN_ESCAPE -> throw CommonProblem.invalid("", Texts.UNCLEAN);
        }
        try (JsonParser parser = counted.createParser(body)) {
            Wanted wanted = json.readValue(parser, Wanted.class);
            if (wanted == null) {
                throw CommonProblem.invalid("", "is missing");
            }
            return wanted;
        } catch (JsonMappingException e) {
            if (e.getCause() instanceof StreamConstraintsException end
                    && end.getOriginalMessage().contains("oken count")) {
                throw tooMany();
            }
            throw e; // the members are not what they must be: told by JSON Pointer
        } catch (JsonParseException | StreamConstraintsException e) {
            throw CommonProblem.malformed("The body is not JSON in UTF-8.");
        } catch (IOException e) {
            throw CommonProblem.malformed("The body cannot be read.");
        }
    }

    private static Gates.Candidate candidate(Wanted wanted) {
        if (wanted.outcomes() == null
                || wanted.outcomes().isEmpty()
                || wanted.outcomes().size() > OUTCOMES) {
            throw tooMany();
        }
        Map<UUID, Outcome> outcomes = HashMap.newHashMap(wanted.outcomes().size());
        for (int i = 0; i < wanted.outcomes().size(); i++) {
            Outcome outcome = wanted.outcomes().get(i);
            String at = "/outcomes/" + i;
            if (outcome == null || outcome.label() == null) {
                throw CommonProblem.invalid(at + "/label", "is missing");
            }
            if (outcome.outcome() == null && outcome.correct() == null) {
                throw CommonProblem.invalid(at, "says neither outcome nor correct");
            }
            if (outcome.outcome() != null && outcome.outcome().length() > TEXT) {
                throw CommonProblem.invalid(at + "/outcome", "is longer than " + TEXT + " characters");
            }
            if (outcomes.put(outcome.label(), outcome) != null) {
                throw CommonProblem.invalid(at + "/label", "is there a second time");
            }
        }
        Map<String, String> described = wanted.candidate() == null ? Map.of() : wanted.candidate();
        if (described.size() > FEW
                || described.entrySet().stream()
                        .anyMatch(one -> one.getValue() == null
                                || one.getValue().length() > TEXT
                                || one.getKey().length() > TEXT)) {
            throw CommonProblem.invalid("/candidate", "has at most 100 texts of at most 200 characters");
        }
        Thresholds thresholds = wanted.thresholds() == null ? Thresholds.USUAL : wanted.thresholds();
        Map<String, Thresholds> slices = wanted.sliceThresholds() == null ? Map.of() : wanted.sliceThresholds();
        if (!thresholds.isUsable()) {
            throw CommonProblem.invalid("/thresholds", "are numbers from 0 up, and a share from 0 to 1");
        }
        if (slices.size() > FEW || slices.values().stream().anyMatch(one -> one == null || !one.isUsable())) {
            throw CommonProblem.invalid("/sliceThresholds", "are numbers from 0 up, and a share from 0 to 1");
        }
        return new Gates.Candidate(wanted.split(), described, outcomes, thresholds, slices);
    }

    private Dataset visible(UUID id) {
        if (id == null) {
            throw CommonProblem.invalid("/dataset", "is missing");
        }
        return datasets.visible(id, agent()).orElseThrow(CommonProblem::notFound);
    }

    private String agent() {
        return acting.is(Role.AGENT) ? acting.name() : null;
    }
}
