package dev.redress.review.desk;

import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.appeal.CaseClocks;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.calendar.Calendars;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Frame;
import dev.redress.platform.Page;
import dev.redress.platform.Refusal;
import dev.redress.review.Case;
import dev.redress.review.CaseList;
import dev.redress.review.Cases;
import dev.redress.review.Claims;
import dev.redress.review.Narrowing;
import dev.redress.review.Opinions;
import dev.redress.review.Origin;
import dev.redress.review.QueueCounts;
import dev.redress.review.Sending;
import dev.redress.review.roster.Roster;
import dev.redress.review.roster.SavedViews;
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
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The queue: what waits, what is held and by whom, and the next case.
@Path("/desk")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Role.REVIEWER, Role.LEAD})
@RunOnVirtualThread
public class QueuePages {

    /// @param there for each row the page with the days of where its person is
    record queue(
            Page page,
            Actor.Reviewer me,
            CaseList.Piece<Cases.Row> rows,
            CaseList.Wanted wanted,
            Choices choices,
            List<Chosen> chosen,
            Way way,
            List<SavedViews.SavedView> views,
            List<Opinions.Asked> asked,
            QueueCounts.Counts counts,
            List<String> why,
            Set<UUID> late,
            Map<UUID, Page> there)
            implements TemplateInstance {}

    /// What the filters offer.
    @TemplateData
    public record Choices(List<Option> types, List<Option> origins, List<Option> states, List<Option> teams) {}

    /// A filter that is on, and the address without it.
    @TemplateData
    public record Chosen(String name, String value, String without) {

        private static final Map<String, String> ASKED =
                Map.of("mine", "Mine", "held", "Put aside", "claimable", "I may take");

        /// As the form with all filters calls it.
        public String words() {
            if (ASKED.containsKey(name)) {
                return ASKED.get(name);
            }
            String label = DeskWords.inWords(name.replaceAll("(?=[A-Z])", " "));
            return label + ": " + (name.equals("state") || name.equals("origin") ? DeskWords.inWords(value) : value);
        }

        /// Whether it narrows the next case, too, and not only the list.
        public boolean narrows() {
            return Narrowing.of(one -> one.equals(name) ? value : null).named().containsKey(name);
        }
    }

    /// Where the pages before and after are, and the filters as they stand in the address.
    @TemplateData
    public record Way(String previous, String next, String filters) {}

    private static final int ROWS = 50;

    private final Cases all;
    private final CaseList cases;
    private final Claims claims;
    private final Sending sending;
    private final QueueCounts counts;
    private final QueueWords words;
    private final Opinions opinions;
    private final CaseClocks clocks;
    private final SavedViews views;
    private final Roster roster;
    private final DecisionTypes types;
    private final Calendars calendars;
    private final Acting acting;
    private final Clock clock;
    private final Page page;

    @Context
    UriInfo uri;

    QueuePages(
            Cases all,
            CaseList cases,
            Claims claims,
            Sending sending,
            QueueCounts counts,
            QueueWords words,
            Opinions opinions,
            CaseClocks clocks,
            SavedViews views,
            Roster roster,
            DecisionTypes types,
            Calendars calendars,
            Acting acting,
            Clock clock,
            Frame frame) {
        this.all = all;
        this.cases = cases;
        this.claims = claims;
        this.sending = sending;
        this.counts = counts;
        this.words = words;
        this.opinions = opinions;
        this.clocks = clocks;
        this.views = views;
        this.roster = roster;
        this.types = types;
        this.calendars = calendars;
        this.acting = acting;
        this.clock = clock;
        this.page = frame.english();
    }

    /// @param none whether the next case was asked for and there was none
    @GET
    @Operation(hidden = true)
    public TemplateInstance queue(
            @QueryParam("state") Cases.State state,
            @QueryParam("mine") boolean mine,
            @QueryParam("held") boolean held,
            @QueryParam("claimable") boolean claimable,
            @QueryParam("search") String search,
            @QueryParam("cursor") String cursor,
            @QueryParam("none") boolean none) {
        Actor.Reviewer me = acting.reviewer();
        Instant now = clock.instant();
        roster.meet(me, now);
        var wanted = new CaseList.Wanted(
                narrowing(uri.getQueryParameters()).seenBy(me),
                held ? Cases.State.ON_HOLD : state,
                mine,
                claimable,
                search);
        CaseList.Piece<Cases.Row> rows = cases.of(wanted, cursor, ROWS, me, now);
        QueueCounts.Counts counted = counts.now(now);
        String filters = uri.getRequestUriBuilder()
                .replaceQueryParam("cursor")
                .replaceQueryParam("none")
                .build()
                .getRawQuery();
        return new queue(
                        page,
                        me,
                        rows,
                        wanted,
                        choices(),
                        chosen(),
                        new Way(at(rows.previous()), at(rows.next()), filters == null ? "" : filters),
                        views.of(me.id()),
                        opinions.waitingFor(me),
                        counted,
                        none || rows.items().isEmpty() ? words.why(wanted, counted, me, page, now) : List.of(),
                        late(rows.items(), now),
                        there(rows.items()))
                .setLocale(page.locale());
    }

    private Map<UUID, Page> there(List<Cases.Row> rows) {
        return rows.stream()
                .map(Cases.Row::item)
                .collect(Collectors.toMap(
                        Case::id,
                        item -> page.at(calendars.of(item.jurisdiction()).zone().getId())));
    }

    /// The rows whose answer is overdue. While the person is asked, some clocks stand still and others go on.
    private Set<UUID> late(List<Cases.Row> rows, Instant now) {
        return rows.stream()
                .filter(row -> row.late(now))
                .filter(row -> row.state() != Cases.State.ASKED
                        || clocks.of(row.item().appealId()).stream()
                                .anyMatch(one -> one.isRunning() && one.overdue(now)))
                .map(row -> row.item().id())
                .collect(Collectors.toSet());
    }

    /// Claims the next case that fits the filters and opens it.
    @POST
    @Path("claims")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response claimNext(MultivaluedMap<String, String> sent) {
        sent.forEach((name, values) -> values.forEach(value -> RulingForm.requireClean(name, value)));
        return next(narrowing(sent));
    }

    /// Claims those of the chosen cases that this reviewer may have, and shows what they hold.
    @POST
    @Path("claims/chosen")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response claimChosen(@FormParam("case") List<UUID> chosen) {
        if (chosen.size() > ROWS) {
            throw CommonProblem.malformed("At most " + ROWS + " cases are chosen at once.");
        }
        Actor.Reviewer me = acting.reviewer();
        for (UUID id : chosen) {
            Case wanted = all.byId(id).orElseThrow(CommonProblem::notFound);
            try {
                claims.claim(wanted, null, me, clock.instant());
            } catch (Refusal taken) {
                continue; // by somebody faster, or not for this reviewer: the list shows what came of it
            }
        }
        return Response.seeOther(URI.create("/desk?mine=true")).build();
    }

    /// The next case, or the queue that says why there is none.
    Response next(Narrowing narrowing) {
        Actor.Reviewer me = acting.reviewer();
        roster.meet(me, clock.instant());
        sending.moveOn(me, clock.instant());
        return claims.claimNext(narrowing.seenBy(me), me, clock.instant())
                .map(claim -> CasePages.see(claim.caseId()))
                .orElseGet(() -> {
                    UriBuilder queue = UriBuilder.fromPath("/desk").queryParam("none", true);
                    narrowing.named().forEach((name, value) -> queue.queryParam(name, "{" + name + "}"));
                    return Response.seeOther(queue.buildFromMap(narrowing.named()))
                            .build();
                });
    }

    @POST
    @Path("views")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response saveView(
            @FormParam("name") String name, @FormParam("query") String query, @FormParam("delete") String delete) {
        RulingForm.requireClean("delete", delete);
        String me = acting.reviewer().id();
        if (delete != null) {
            views.delete(me, delete);
            return Response.seeOther(URI.create("/desk")).build();
        }
        if (name == null || name.isBlank() || name.length() > 100 || query == null || query.length() > 2_000) {
            throw CommonProblem.malformed("A saved view needs a name of at most 100 characters.");
        }
        views.save(me, new SavedViews.SavedView(name.strip(), query), clock.instant());
        return Response.seeOther(URI.create("/desk?" + query)).build();
    }

    private Choices choices() {
        return new Choices(
                types.all().values().stream()
                        .map(one -> new Option(one.type().code(), one.type().name()))
                        .sorted(Comparator.comparing(Option::text))
                        .toList(),
                Option.of(Origin.values()),
                Option.of(Cases.State.values()),
                roster.teams().stream()
                        .map(team -> new Option(team.id(), team.name()))
                        .toList());
    }

    private static Narrowing narrowing(MultivaluedMap<String, String> from) {
        return Narrowing.of(from::getFirst);
    }

    private String at(String cursor) {
        return cursor == null
                ? null
                : "/desk?"
                        + uri.getRequestUriBuilder()
                                .replaceQueryParam("cursor", cursor)
                                .replaceQueryParam("none")
                                .build()
                                .getRawQuery();
    }

    private List<Chosen> chosen() {
        List<Chosen> chosen = new ArrayList<>();
        uri.getQueryParameters().forEach((name, values) -> {
            if (!name.equals("cursor")
                    && !name.equals("none")
                    && !values.getFirst().isBlank()) {
                UriBuilder without =
                        uri.getRequestUriBuilder().replaceQueryParam(name).replaceQueryParam("cursor");
                String query = without.build().getRawQuery();
                chosen.add(new Chosen(name, values.getFirst(), query == null ? "/desk" : "/desk?" + query));
            }
        });
        return chosen;
    }
}
