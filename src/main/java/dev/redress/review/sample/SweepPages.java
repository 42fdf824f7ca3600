package dev.redress.review.sample;

import dev.redress.access.Acting;
import dev.redress.access.Role;
import dev.redress.appeal.Ruling;
import dev.redress.platform.Frame;
import dev.redress.platform.Page;
import io.quarkus.qute.TemplateData;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Where a lead looks for the decisions that share the cause of a ruling: the counts first, then one act.
@Path("/desk/sweeps")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.LEAD)
@RunOnVirtualThread
public class SweepPages {

    private static final int NEWEST = 50;

    record all(Page page, String me, List<Row> rows) implements TemplateInstance {}

    /// @param count null once there is a sweep
    record one(Page page, String me, UUID ruling, Sweeps.Count count, List<Part> parts, Sweep sweep)
            implements TemplateInstance {}

    /// @param sweep null when there was none
    @TemplateData
    public record Row(UUID ruling, String cause, String clause, Instant ruledAt, Sweep sweep) {}

    /// A part of the signature, in words.
    @TemplateData
    public record Part(String name, String value) {}

    private final Sweeps sweeps;
    private final Acting acting;
    private final Clock clock;
    private final Page page;

    SweepPages(Sweeps sweeps, Acting acting, Clock clock, Frame frame) {
        this.sweeps = sweeps;
        this.acting = acting;
        this.clock = clock;
        this.page = frame.english();
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance all() {
        List<Row> rows = sweeps.candidates(NEWEST).stream().map(this::row).toList();
        return new all(page, acting.reviewer().id(), rows).setLocale(page.locale());
    }

    @GET
    @Path("{ruling}")
    @Operation(hidden = true)
    public TemplateInstance one(@PathParam("ruling") UUID ruling) {
        Sweep sweep = sweeps.of(ruling).orElse(null);
        Sweeps.Count count = sweep == null ? sweeps.count(ruling) : null; // the sweep itself counts
        return new one(
                        page,
                        acting.reviewer().id(),
                        ruling,
                        count,
                        parts(count == null ? Sweeps.of(sweep) : count.signature()),
                        sweep)
                .setLocale(page.locale());
    }

    @POST
    @Path("{ruling}")
    @Operation(hidden = true)
    public Response begin(@PathParam("ruling") UUID ruling) {
        sweeps.sweep(ruling, acting.reviewer(), clock.instant());
        return Response.seeOther(URI.create("/desk/sweeps/" + ruling)).build();
    }

    private Row row(Ruling ruling) {
        return new Row(
                ruling.id(),
                ruling.cause().name(),
                ruling.clause(),
                ruling.ruledAt(),
                sweeps.of(ruling.id()).orElse(null));
    }

    private static List<Part> parts(Signature signature) {
        List<Part> parts = new ArrayList<>();
        add(parts, "Cause", signature.cause().name());
        add(parts, "Decision type", signature.type());
        add(parts, "Policy", signature.policy());
        add(parts, "Policy version", signature.policyVersion());
        add(parts, "Clause or reason, one of", String.join(", ", signature.grounds()));
        add(parts, "Model", signature.model());
        add(parts, "Run", signature.run());
        signature.facts().forEach(fact -> add(parts, "Fact", fact.name() + " from " + fact.source()));
        return parts;
    }

    private static void add(List<Part> parts, String name, String value) {
        if (value != null && !value.isEmpty()) {
            parts.add(new Part(name, value));
        }
    }
}
