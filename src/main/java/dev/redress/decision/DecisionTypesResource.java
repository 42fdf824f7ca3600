package dev.redress.decision;

import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.platform.CommonProblem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Operators say here which kinds of decision there are and what holds for each.
@Path("/api/v1/decision-types")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Decision types")
public class DecisionTypesResource {

    public record Types(List<DecisionType> items) {}

    private final DecisionTypes types;
    private final Acting acting;
    private final Clock clock;

    DecisionTypesResource(DecisionTypes types, Acting acting, Clock clock) {
        this.types = types;
        this.acting = acting;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Role.OPERATOR, Role.AUDITOR, Role.AGENT})
    @Operation(summary = "List the registered decision types", operationId = "listDecisionTypes")
    public Types list() {
        return new Types(types.all().values().stream()
                .map(DecisionTypes.Registered::type)
                .sorted(Comparator.comparing(DecisionType::code))
                .toList());
    }

    @GET
    @Path("{code}")
    @RolesAllowed({Role.OPERATOR, Role.AUDITOR, Role.AGENT})
    @Operation(summary = "Read a decision type", operationId = "readDecisionType")
    public Response read(@PathParam("code") String code) {
        return types.find(code).map(DecisionTypesResource::shown).orElseThrow(CommonProblem::notFound);
    }

    @PUT
    @Path("{code}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed(Role.OPERATOR)
    @Operation(summary = "Register or replace a decision type", operationId = "putDecisionType")
    @APIResponseSchema(value = DecisionType.class, responseCode = "200", responseDescription = "Registered")
    public Response put(@PathParam("code") String code, @NotNull @Valid DecisionType type) {
        if (code.isBlank() || code.length() > DecisionShape.ID) {
            throw CommonProblem.malformed("The code of a decision type has 1 to 200 characters.");
        }
        if (type.code() != null && !type.code().equals(code)) {
            throw CommonProblem.invalid("/code", "must be the code in the address, or left out");
        }
        if (!type.appealable()
                && (type.notAppealableBecause() == null
                        || type.notAppealableBecause().isBlank())) {
            throw CommonProblem.invalid("/notAppealableBecause", "is missing: people are owed the reason");
        }
        DecisionTypes.Registered registered = types.put(code, type, acting.operator(), clock.instant());
        types.forget(); // again, now that the change is committed
        return shown(registered);
    }

    private static Response shown(DecisionTypes.Registered registered) {
        return Response.ok(registered.type())
                .tag(String.valueOf(registered.version()))
                .build();
    }
}
