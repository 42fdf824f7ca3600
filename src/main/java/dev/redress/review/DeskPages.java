package dev.redress.review;

import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.appeal.Cause;
import dev.redress.appeal.Verdict;
import dev.redress.appeal.evidence.DownloadPages;
import dev.redress.appeal.evidence.Evidence;
import dev.redress.appeal.evidence.EvidenceFiles;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.Document;
import dev.redress.decision.RemedyType;
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
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// The desk: the queue and one page for a case. Every act is a plain form that calls what the API calls.
@Path("/desk")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Role.REVIEWER, Role.LEAD})
@RunOnVirtualThread
public class DeskPages {

    record queue(
            Page page,
            String me,
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

    record file(
            Page page,
            String me,
            CaseView view,
            String etag,
            Document document,
            String input,
            List<Trace.Span> spans,
            RulingForm form,
            List<RulingForm.Problem> errors,
            List<Option> causes,
            List<Option> remedies,
            List<Verdict> verdicts)
            implements TemplateInstance {}

    @TemplateData
    public record Option(String value, String text) {}

    /// A filter that is on, and the address without it.
    @TemplateData
    public record Chosen(String name, String value, String without) {}

    private static final int ROWS = 50;
    private static final int COUNTED = 10_000;

    private final Cases cases;
    private final CaseViews views;
    private final Claims claims;
    private final Review review;
    private final RulingDrafts drafts;
    private final DecisionTypes types;
    private final EvidenceFiles files;
    private final Acting acting;
    private final Clock clock;
    private final Page page;

    @Context
    UriInfo uri;

    DeskPages(
            Cases cases,
            CaseViews views,
            Claims claims,
            Review review,
            RulingDrafts drafts,
            DecisionTypes types,
            EvidenceFiles files,
            Acting acting,
            Clock clock,
            Frame frame) {
        this.cases = cases;
        this.views = views;
        this.claims = claims;
        this.review = review;
        this.drafts = drafts;
        this.types = types;
        this.files = files;
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
        Listing<Cases.Row> rows = cases.list(narrowing, state, mine ? me.id() : null, cursor, ROWS, now);
        String next = rows.next() == null
                ? null
                : uri.getRequestUriBuilder()
                        .replaceQueryParam("cursor", rows.next())
                        .build()
                        .getRawQuery();
        return localized(new queue(
                page,
                me.id(),
                rows,
                narrowing,
                state == null ? "" : state.name(),
                chosen(),
                types.all().values().stream()
                        .map(one -> new Option(one.type().code(), one.type().name()))
                        .sorted(java.util.Comparator.comparing(Option::text))
                        .toList(),
                options(Origin.values()),
                options(Cases.State.values()),
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
        return claims.claimNext(narrowing, acting.reviewer(), clock.instant())
                .map(claim -> seeCase(claim.caseId()))
                .orElseGet(() -> Response.seeOther(URI.create("/desk")).build());
    }

    @GET
    @Path("cases/{id}")
    @Operation(hidden = true)
    public TemplateInstance file(@PathParam("id") UUID id) {
        return file(id, drafts.of(id, acting.reviewer().id()), List.of());
    }

    /// Claims the case or extends the claim.
    @POST
    @Path("cases/{id}/claim")
    @Operation(hidden = true)
    public Response claim(@PathParam("id") UUID id) {
        return act(id, RulingForm.EMPTY, () -> claims.claim(found(id), null, acting.reviewer(), clock.instant()));
    }

    @POST
    @Path("cases/{id}/release")
    @Operation(hidden = true)
    public Response release(@PathParam("id") UUID id) {
        claims.release(found(id), acting.reviewer(), clock.instant());
        return Response.seeOther(URI.create("/desk")).build();
    }

    @POST
    @Path("cases/{id}/first-view")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response firstView(
            @PathParam("id") UUID id, @FormParam("leaning") FirstView.Leaning leaning, @FormParam("note") String note) {
        return act(id, RulingForm.EMPTY, () -> {
            if (leaning == null) {
                throw CommonProblem.invalid("/leaning", "is missing: choose what you think so far");
            }
            review.takeFirstView(id, leaning, Texts.orNull(note), acting.reviewer(), clock.instant());
        });
    }

    /// Keeps what was typed; nothing is decided.
    @POST
    @Path("cases/{id}/draft")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response keep(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        drafts.save(found(id).id(), acting.reviewer().id(), RulingForm.of(sent), clock.instant());
        return seeCase(id);
    }

    @POST
    @Path("cases/{id}/ruling")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response rule(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        RulingForm form = RulingForm.of(sent);
        drafts.save(found(id).id(), acting.reviewer().id(), form, clock.instant());
        return act(
                id,
                form,
                () -> review.rule(
                        id,
                        '"' + form.get("etag") + '"',
                        form.fence(),
                        form.said(page.zone()),
                        acting.reviewer(),
                        clock.instant()));
    }

    /// Writes to the person; a question gives the case back until the answer.
    @POST
    @Path("cases/{id}/messages")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response tell(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        RulingForm typed = RulingForm.of(sent);
        return act(
                id,
                typed,
                () -> review.tell(
                        id,
                        Texts.orNull(typed.get("text")),
                        typed.is("question", "yes"),
                        acting.reviewer(),
                        clock.instant()));
    }

    /// Moves the deadline on.
    @POST
    @Path("cases/{id}/extensions")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response extend(@PathParam("id") UUID id, MultivaluedMap<String, String> sent) {
        RulingForm typed = RulingForm.of(sent);
        return act(
                id,
                typed,
                () -> review.extend(
                        id,
                        typed.endOf("dueAt", page.zone()),
                        Texts.orNull(typed.get("reason")),
                        acting.reviewer(),
                        clock.instant()));
    }

    /// A file that the person sent, to save and never to show: its bytes are hostile.
    @GET
    @Path("cases/{id}/evidence/{file}")
    @Operation(hidden = true)
    public Response evidence(@PathParam("id") UUID id, @PathParam("file") UUID file) {
        Evidence found = files.of(found(id).decisionId(), file);
        if (found.appealId() == null) {
            throw CommonProblem.notFound(); // a draft is the person's own
        }
        return DownloadPages.of(found, files);
    }

    /// Does it and shows the case; when it is refused, shows the case with what was typed and why.
    private Response act(UUID id, RulingForm typed, Runnable work) {
        try {
            work.run();
            return seeCase(id);
        } catch (Refusal refusal) {
            if (refusal.type() == CommonProblem.NOT_FOUND) {
                throw refusal;
            }
            RulingForm form = drafts.of(id, acting.reviewer().id()).with(typed);
            return Response.status(refusal.type().status())
                    .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                    .entity(file(id, form, RulingForm.problems(refusal)).render())
                    .build();
        }
    }

    private TemplateInstance file(UUID id, RulingForm form, List<RulingForm.Problem> errors) {
        Actor.Reviewer me = acting.reviewer();
        CaseViews.Tagged tagged = views.of(id, me, clock.instant());
        Document document = Json.read(tagged.view().decision(), Document.class);
        List<RemedyType> offered = types.rulesFor(found(id).type()).remedies();
        return localized(new file(
                page,
                me.id(),
                tagged.view(),
                tagged.etag(),
                document,
                document.inputSnapshot() == null ? null : Json.pretty(document.inputSnapshot()),
                Trace.of(document),
                form,
                errors,
                options(Cause.values()),
                options(offered.isEmpty() ? RemedyType.values() : offered.toArray(RemedyType[]::new)),
                List.of(Verdict.values())));
    }

    private Case found(UUID id) {
        return cases.byId(id).orElseThrow(CommonProblem::notFound);
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

    private static List<Option> options(Enum<?>... values) {
        return Stream.of(values)
                .map(one -> new Option(one.name(), DeskWords.text(one)))
                .toList();
    }

    private static Response seeCase(UUID id) {
        return Response.seeOther(URI.create("/desk/cases/" + id)).build();
    }

    private TemplateInstance localized(TemplateInstance template) {
        return template.setLocale(page.locale());
    }
}
