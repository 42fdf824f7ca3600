package dev.redress.telemetry;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.access.Room;
import dev.redress.decision.Intake;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Json;
import dev.redress.platform.Refusal;
import io.opentelemetry.proto.collector.trace.v1.ExportTracePartialSuccess;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// The OTLP/HTTP receiver for traces: protobuf or JSON, plain or gzip, answered in the same type and after the commit
/// (opentelemetry-proto, docs/specification.md). Errors are `google.rpc.Status`, as exporters expect.
@Path("/v1/traces")
@RunOnVirtualThread
public class TracesResource {

    static final String PROTOBUF = "application/x-protobuf";

    private static final String NOT_RECORDED = "a decision was not recorded: ";

    private final SpanStore spans;
    private final Intake intake;
    private final Acting acting;
    private final Clock clock;
    private final Room room;

    TracesResource(SpanStore spans, Intake intake, Acting acting, Clock clock, Room room) {
        this.spans = spans;
        this.intake = intake;
        this.acting = acting;
        this.clock = clock;
        this.room = room;
    }

    @POST
    @Consumes({PROTOBUF, MediaType.APPLICATION_JSON})
    @RolesAllowed(Role.AGENT)
    @Operation(hidden = true)
    public Response take(
            byte[] body,
            @HeaderParam("Content-Type") MediaType type,
            @HeaderParam("Content-Encoding") String encoding) {
        boolean json = MediaType.APPLICATION_JSON_TYPE.isCompatible(type);
        try {
            byte[] plain = Body.unpacked(body, encoding, room::forBytes);
            room.forObjects(json ? OtlpJson.weight(plain) : OtlpWeight.of(plain));
            return take(json ? OtlpJson.ofJson(plain) : OtlpJson.ofProtobuf(plain), json);
        } catch (InvalidProtocolBufferException e) {
            throw CommonProblem.malformed("The body is no ExportTraceServiceRequest.");
        }
    }

    @ServerExceptionMapper
    Response refused(Refusal refusal, HttpHeaders request) {
        boolean json = MediaType.APPLICATION_JSON_TYPE.isCompatible(request.getMediaType());
        Response.ResponseBuilder response = Response.status(refusal.type().status())
                .entity(RpcStatus.of(refusal, json))
                .type(json ? MediaType.APPLICATION_JSON : PROTOBUF);
        refusal.headers().forEach(response::header);
        return response.build();
    }

    private Response take(List<Received> sent, boolean json) {
        Actor.Agent agent = acting.recording();
        Instant now = clock.instant();
        List<String> complaints = new ArrayList<>();
        List<Packed> good = new ArrayList<>();
        for (Received span : sent) {
            String fault = span.fault(now);
            Packed packed = fault == null ? Packed.of(span) : null;
            if (packed == null) {
                complaints.add(fault == null ? Packed.TOO_LARGE : fault);
            } else {
                good.add(packed);
            }
        }
        int rejected = complaints.size();
        List<byte[]> told = good.stream()
                .flatMap(packed ->
                        SpokenDecision.in(
                                packed.span(), fault -> complaints.add(NOT_RECORDED + fault), room::forObjects)
                                .stream())
                .toList();
        spans.store(good, agent.id(), now);
        for (Intake.Result result : intake.recordAll(told, agent, now)) {
            if (result.refused() != null && result.refused().type().status() == 503) {
                throw result.refused(); // sent again, what is stored is found
            }
            if (result.refused() != null) {
                complaints.add(NOT_RECORDED + why(result.refused()));
            }
        }
        return taken(rejected, complaints, json);
    }

    private static String why(Refusal refusal) {
        return refusal.faults().isEmpty()
                ? refusal.getMessage()
                : refusal.faults().stream()
                        .map(fault -> fault.pointer() + " " + fault.detail())
                        .collect(Collectors.joining("; "));
    }

    /// With nothing to complain of, the answer is empty.
    private static Response taken(int rejected, List<String> complaints, boolean json) {
        String message = complaints.stream().limit(10).collect(Collectors.joining("\n"));
        if (json) {
            Map<String, Object> partial = new LinkedHashMap<>();
            if (!complaints.isEmpty()) {
                Map<String, Object> said = new LinkedHashMap<>();
                said.put("rejectedSpans", String.valueOf(rejected));
                said.put("errorMessage", message);
                partial.put("partialSuccess", said);
            }
            return Response.ok(Json.write(partial), MediaType.APPLICATION_JSON).build();
        }
        ExportTraceServiceResponse.Builder answer = ExportTraceServiceResponse.newBuilder();
        if (!complaints.isEmpty()) {
            answer.setPartialSuccess(ExportTracePartialSuccess.newBuilder()
                    .setRejectedSpans(rejected)
                    .setErrorMessage(message));
        }
        return Response.ok(answer.build().toByteArray(), PROTOBUF).build();
    }
}
