package dev.redress.remedy;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.decision.RemedyType;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Outgoing;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Operators say here how to see in their systems of record whether a remedy was done.
@Path("/api/v1/probes")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.OPERATOR)
@RunOnVirtualThread
@Tag(name = "Probes")
public class ProbesResource {

    /// @param url        the address to read, with JSON Pointers in braces: `https://refunds.example/{/remedy/id}`
    /// @param credential goes out as `Authorization`; left out, the one that is there is kept, unless scheme, host
    ///                   or port change
    public record Wanted(
            @Size(min = 1, max = 200) String decisionType,
            RemedyType remedyType,
            @NotBlank @Size(max = 2_000) String url,
            @NotEmpty @Size(max = 20) List<Probe.@NotNull @Valid Expectation> expect,

            @Size(max = 4_000) @Pattern(regexp = "[\\x20-\\x7e]+", message = "must be one line of ASCII")
            String credential) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Shown(
            String name,
            String decisionType,
            RemedyType remedyType,
            String url,
            List<Probe.Expectation> expect,
            boolean authorized,
            Instant changedAt) {
        static Shown of(Probe probe) {
            return new Shown(
                    probe.name(),
                    probe.decisionType(),
                    probe.remedyType(),
                    probe.url(),
                    probe.expect(),
                    probe.authorized(),
                    probe.changedAt());
        }
    }

    public record All(List<Shown> items) {}

    private final Probes probes;
    private final Outgoing outgoing;
    private final Acting acting;
    private final Clock clock;

    ProbesResource(Probes probes, Outgoing outgoing, Acting acting, Clock clock) {
        this.probes = probes;
        this.outgoing = outgoing;
        this.acting = acting;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "List the probes, without their credentials", operationId = "listProbes")
    public All list() {
        return new All(probes.find("ORDER BY name").stream().map(Shown::of).toList());
    }

    @GET
    @Path("{name}")
    @Operation(summary = "Read a probe", operationId = "readProbe")
    public Shown read(@PathParam("name") String name) {
        return probes.findByIdOptional(name).map(Shown::of).orElseThrow(CommonProblem::notFound);
    }

    @PUT
    @Path("{name}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Make or replace a probe", operationId = "putProbe")
    public Shown put(@PathParam("name") String name, @NotNull @Valid Wanted wanted) {
        if (name.isBlank() || name.length() > 200) {
            throw CommonProblem.malformed("The name of a probe has 1 to 200 characters.");
        }
        checkAddress(wanted.url());
        for (int i = 0; i < wanted.expect().size(); i++) {
            check("/expect/" + i, wanted.expect().get(i));
        }
        return Shown.of(probes.put(
                name,
                new Probes.Wanted(
                        wanted.decisionType(), wanted.remedyType(), wanted.url(), wanted.expect(), wanted.credential()),
                acting.operator(),
                clock.instant()));
    }

    @DELETE
    @Path("{name}")
    @Operation(summary = "Remove a probe", operationId = "removeProbe")
    public void remove(@PathParam("name") String name) {
        if (!probes.remove(name, acting.operator(), clock.instant())) {
            throw CommonProblem.notFound();
        }
    }

    private void checkAddress(String template) {
        if (!Template.hasFixedHost(template)) {
            throw CommonProblem.invalid("/url", "has JSON Pointers in braces after the host only");
        }
        URI sample;
        try {
            sample = URI.create(template.replaceAll("\\{[^{}]*}", "x"));
        } catch (IllegalArgumentException e) {
            throw CommonProblem.invalid("/url", "is not an address");
        }
        outgoing.refusal(sample).ifPresent(why -> {
            throw CommonProblem.invalid("/url", why);
        });
    }

    private static void check(String at, Probe.Expectation expectation) {
        if (!expectation.pointer().startsWith("/")) {
            throw CommonProblem.invalid(at + "/pointer", "is not a JSON Pointer (RFC 6901)");
        }
        boolean absent = Boolean.TRUE.equals(expectation.absent());
        boolean valued = expectation.value() != null && !expectation.value().isNull();
        if (absent == valued) {
            throw CommonProblem.invalid(at, "has either a value or absent");
        }
    }
}
