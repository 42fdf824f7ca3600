package dev.redress.review.desk;

import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.decision.DecisionTypes;
import dev.redress.platform.Frame;
import dev.redress.platform.Listing;
import dev.redress.platform.Page;
import dev.redress.review.Cases;
import dev.redress.review.Claims;
import dev.redress.review.Narrowing;
import dev.redress.review.Origin;
import dev.redress.review.Sending;
import io.quarkus.qute.TemplateData;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The queue: what waits, what is held and by whom, and the next case.
@Path("/desk")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Role.REVIEWER, Role.LEAD})
@RunOnVirtualThread
public class QueuePages {

    record queue(
            Page page,
            String me,
            Actor.Reviewer reader,
            Listing<Cases.Row> rows,
            Narrowing narrowing,
            String state,
            List<Chosen> chosen,
            List<Option> types,
            List<Option> origins,
            List<Option> states,
            String nextPage,
            int open,
            Claims.Held held,
            Instant now)
            implements TemplateInstance {}

    /// A filter that is on, and the address without it.
    @TemplateData
    public record Chosen(String name, String value, String without) {}

    private static final int ROWS = 50;
    private static final int COUNTED = 10_000;

    private final Cases cases;
    private final Claims claims;
    private final Sending sending;
    private final DecisionTypes types;
    private final Acting acting;
    private final Clock clock;
    private final Page page;

    @Context
    UriInfo uri;

    QueuePages(
            Cases cases, Claims claims, Sending sending, DecisionTypes types, Acting acting, Clock clock, Frame frame) {
        this.cases = cases;
        this.claims = claims;
        this.sending = sending;
        this.types = types;
        this.acting = acting;
        this.clock = clock;
        this.page = frame.english();
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance queue(
            @QueryParam("state") Cases.State state,
            @QueryParam("type") String type,
            @QueryParam("policy") String policy,
            @QueryParam("policyVersion") String policyVersion,
            @QueryParam("model") String model,
            @QueryParam("jurisdiction") String jurisdiction,
            @QueryParam("language") String language,
            @QueryParam("origin") String origin,
            @QueryParam("mine") boolean mine,
            @QueryParam("cursor") String cursor) {
        Actor.Reviewer me = acting.reviewer();
        Instant now = clock.instant();
        var narrowing = new Narrowing(type, policy, policyVersion, model, jurisdiction, language, origin);
        Listing<Cases.Row> rows = cases.list(narrowing.seenBy(me), state, mine ? me.id() : null, cursor, ROWS, now);
        String next = rows.next() == null
                ? null
                : uri.getRequestUriBuilder()
                        .replaceQueryParam("cursor", rows.next())
                        .build()
                        .getRawQuery();
        return localized(new queue(
                page,
                me.id(),
                me,
                rows,
                narrowing,
                state == null ? "" : state.name(),
                chosen(),
                types.all().values().stream()
                        .map(one -> new Option(one.type().code(), one.type().name()))
                        .sorted(java.util.Comparator.comparing(Option::text))
                        .toList(),
                Option.of(Origin.values()),
                Option.of(Cases.State.values()),
                next == null ? null : "/desk?" + next,
                cases.open(COUNTED),
                claims.heldByOthers(me, now),
                now));
    }

    /// Claims the next case that fits the filters and opens it.
    @POST
    @Path("claims")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response claimNext(
            @FormParam("type") String type,
            @FormParam("policy") String policy,
            @FormParam("policyVersion") String policyVersion,
            @FormParam("model") String model,
            @FormParam("jurisdiction") String jurisdiction,
            @FormParam("language") String language,
            @FormParam("origin") String origin) {
        var narrowing = new Narrowing(type, policy, policyVersion, model, jurisdiction, language, origin);
        Actor.Reviewer me = acting.reviewer();
        sending.moveOn(me, clock.instant());
        return claims.claimNext(narrowing.seenBy(me), me, clock.instant())
                .map(claim -> CasePages.see(claim.caseId()))
                .orElseGet(() -> Response.seeOther(URI.create("/desk")).build());
    }

    private List<Chosen> chosen() {
        List<Chosen> chosen = new ArrayList<>();
        uri.getQueryParameters().forEach((name, values) -> {
            if (!name.equals("cursor") && !values.getFirst().isBlank()) {
                UriBuilder without =
                        uri.getRequestUriBuilder().replaceQueryParam(name).replaceQueryParam("cursor");
                String query = without.build().getRawQuery();
                chosen.add(new Chosen(name, values.getFirst(), query == null ? "/desk" : "/desk?" + query));
            }
        });
        return chosen;
    }

    private TemplateInstance localized(TemplateInstance template) {
        return template.setLocale(page.locale());
    }
}
