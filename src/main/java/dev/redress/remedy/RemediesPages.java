package dev.redress.remedy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.appeal.RemedyProgress.State;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Frame;
import dev.redress.platform.Json;
import dev.redress.platform.Listing;
import dev.redress.platform.Page;
import dev.redress.platform.Refusal;
import dev.redress.platform.Texts;
import io.quarkus.qute.TemplateData;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// What is still owed to people, the overdue first, and the two hands that a remedy done by hand needs.
@Path("/remedies")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Role.OPERATOR, Role.LEAD})
@RunOnVirtualThread
public class RemediesPages {

    /// @param open the filter that is on: a state, `overdue`, or `owed`
    record owed(
            Page page,
            String me,
            long overdue,
            Figures figures,
            String open,
            List<Count> counts,
            List<Row> rows,
            String nextPage)
            implements TemplateInstance {}

    record remedy(
            Page page,
            String me,
            Row row,
            String target,
            List<Said> said,
            List<ProbeResult> looks,
            boolean mayEnter,
            boolean mayApprove,
            String error)
            implements TemplateInstance {}

    @TemplateData
    public record Count(State state, String name, long remedies) {}

    @TemplateData
    public record Row(
            UUID id,
            UUID decisionId,
            String type,
            String description,
            String state,
            String kind,
            Instant orderedAt,
            Instant dueAt,
            Instant since,
            boolean overdue,
            String awaits) {}

    @TemplateData
    public record Said(String status, String by, Instant at, String evidence, String etag) {}

    private static final int ROWS = 50;
    private static final int MOST = 4_000;

    private final Remedies remedies;
    private final Standings standings;
    private final ProbeResults looks;
    private final Acting acting;
    private final Clock clock;
    private final Page page;

    RemediesPages(Remedies remedies, Standings standings, ProbeResults looks, Acting acting, Clock clock, Frame frame) {
        this.remedies = remedies;
        this.standings = standings;
        this.looks = looks;
        this.acting = acting;
        this.clock = clock;
        this.page = frame.english();
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance owed(
            @QueryParam("state") State state,
            @QueryParam("overdue") boolean overdue,
            @QueryParam("cursor") String cursor) {
        Instant now = clock.instant();
        Standings.Counts counts = standings.counts(null, now);
        Listing<Standing> list = standings.list(new Standings.Filter(null, state, overdue), cursor, ROWS, now);
        Map<UUID, Remedy> about = remedies.of(list.items());
        String next = list.next() == null
                ? null
                : "/remedies?cursor=" + list.next() + (state == null ? "" : "&state=" + state)
                        + (overdue ? "&overdue=true" : "");
        return new owed(
                        page,
                        acting.name(),
                        counts.overdue(),
                        standings.figures(null, now),
                        overdue ? "overdue" : state == null ? "owed" : state.name(),
                        Stream.of(State.values())
                                .map(one -> new Count(
                                        one, name(one), counts.states().get(one)))
                                .toList(),
                        list.items().stream()
                                .map(one -> row(about.get(one.remedyId()), one, now))
                                .toList(),
                        next)
                .setLocale(page.locale());
    }

    @GET
    @Path("{id}")
    @Operation(hidden = true)
    public TemplateInstance remedy(@PathParam("id") UUID id) {
        return remedy(id, null);
    }

    /// Enters that it was done by hand; a second person has to look.
    @POST
    @Path("{id}/confirmation")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.OPERATOR)
    @Operation(hidden = true)
    public Response enter(@PathParam("id") UUID id, @FormParam("evidence") String evidence) {
        return act(id, () -> {
            String text = Texts.orNull(evidence);
            if (text == null || text.length() > MOST || !Texts.isClean(text)) {
                throw CommonProblem.invalid("/evidence", "is missing");
            }
            remedies.confirm(
                    id,
                    Confirmation.Status.DONE,
                    JsonNodeFactory.instance.objectNode().put("document", text),
                    null,
                    acting.operator(),
                    clock.instant());
        });
    }

    @POST
    @Path("{id}/approval")
    @Operation(hidden = true)
    public Response approve(@PathParam("id") UUID id) {
        Actor by = RemediesResource.secondPerson(acting);
        return act(id, () -> remedies.approve(id, by, clock.instant()));
    }

    /// Does it and shows the remedy; when it is refused, shows why.
    private Response act(UUID id, Runnable work) {
        remedies.visible(id, null).orElseThrow(CommonProblem::notFound);
        try {
            work.run();
            return Response.seeOther(URI.create("/remedies/" + id)).build();
        } catch (Refusal refusal) {
            String why = refusal.faults().isEmpty()
                    ? refusal.getMessage()
                    : "Say what shows it: a document or a reference, with at most 4,000 characters.";
            return Response.status(refusal.type().status())
                    .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                    .entity(remedy(id, why).render())
                    .build();
        }
    }

    private TemplateInstance remedy(UUID id, String error) {
        Instant now = clock.instant();
        Remedy remedy = remedies.visible(id, null).orElseThrow(CommonProblem::notFound);
        Row row = row(remedy, standings.findById(id), now);
        boolean open = switch (standings.findById(id).state()) {
            case ORDERED, UNKNOWN, REPORTED, FAILED -> row.awaits() == null;
            case CONFIRMED, STALE -> false;
        };
        return new remedy(
                        page,
                        acting.name(),
                        row,
                        remedy.target() == null ? null : Json.pretty(remedy.target()),
                        remedies.said(id).stream()
                                .map(one -> new Said(
                                        one.status().name(),
                                        one.byId(),
                                        one.at(),
                                        Json.pretty(one.evidence()),
                                        one.targetEtag()))
                                .toList(),
                        looks.of(id),
                        open && acting.is(Role.OPERATOR),
                        row.awaits() != null && !row.awaits().equals(acting.name()),
                        error)
                .setLocale(page.locale());
    }

    private Row row(Remedy remedy, Standing standing, Instant now) {
        return new Row(
                remedy.id(),
                remedy.decisionId(),
                remedy.type().name(),
                remedy.description(),
                name(standing.state()),
                kind(standing.state()),
                remedy.orderedAt(),
                remedy.dueAt(),
                standing.since(),
                standing.overdue(now),
                remedies.awaitingApproval(standing).map(Confirmation::byId).orElse(null));
    }

    private static String name(State state) {
        return switch (state) {
            case ORDERED -> "Ordered";
            case UNKNOWN -> "Unknown";
            case REPORTED -> "Reported, not checked";
            case CONFIRMED -> "Confirmed";
            case FAILED -> "Failed";
            case STALE -> "With a reviewer";
        };
    }

    private static String kind(State state) {
        return switch (state) {
            case ORDERED, REPORTED -> "info";
            case UNKNOWN, STALE -> "warn";
            case CONFIRMED -> "good";
            case FAILED -> "bad";
        };
    }
}
