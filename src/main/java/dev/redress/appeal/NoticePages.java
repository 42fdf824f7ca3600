package dev.redress.appeal;

import dev.redress.decision.Decision;
import dev.redress.decision.DecisionProblem;
import dev.redress.decision.DecisionTypes;
import dev.redress.decision.Document;
import dev.redress.decision.commitment.Backed;
import dev.redress.decision.commitment.Commitments;
import dev.redress.platform.Refusal;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// What a person sees at their link: what was decided, why, and what they can do.
@Path("/a/{token}")
@Produces(MediaType.TEXT_HTML)
@PermitAll
@RunOnVirtualThread
public class NoticePages {

    record notice(
            Here here,
            Decision decision,
            Document document,
            List<Backed> commitments,
            Options options,
            StatusView view,
            List<Elsewhere.Place> elsewhere)
            implements TemplateInstance {}

    record question(Here here, String hint, List<FieldError> errors, boolean locked) implements TemplateInstance {}

    record lost(Here here, boolean renewable) implements TemplateInstance {}

    record renewed(Here here) implements TemplateInstance {}

    /// What the person can do now.
    ///
    /// @param draft     whether they have begun an appeal
    /// @param coveredBy the appeal against another decision that is about this one too; null when there is none
    /// @param supersededAt when the newest decision was made that took the place of this one; null when none did
    public record Options(
            boolean appealable,
            String because,
            boolean late,
            boolean draft,
            boolean appealed,
            NoticeView.Covered coveredBy,
            Instant supersededAt) {}

    private final Visits visits;
    private final Appeals appeals;
    private final Drafts drafts;
    private final DecisionTypes types;
    private final Commitments commitments;
    private final Coverage coverage;
    private final Superseded superseded;
    private final Statuses statuses;
    private final Renewals renewals;
    private final Elsewhere elsewhere;
    private final Frames frames;
    private final Clock clock;

    @Context
    UriInfo uri;

    @Context
    HttpHeaders headers;

    NoticePages(
            Visits visits,
            Appeals appeals,
            Drafts drafts,
            DecisionTypes types,
            Commitments commitments,
            Coverage coverage,
            Superseded superseded,
            Statuses statuses,
            Renewals renewals,
            Elsewhere elsewhere,
            Frames frames,
            Clock clock) {
        this.visits = visits;
        this.appeals = appeals;
        this.drafts = drafts;
        this.types = types;
        this.commitments = commitments;
        this.coverage = coverage;
        this.superseded = superseded;
        this.statuses = statuses;
        this.renewals = renewals;
        this.elsewhere = elsewhere;
        this.frames = frames;
        this.clock = clock;
    }

    /// The link itself: the notice, or the status once there is an appeal.
    @GET
    @Operation(hidden = true)
    public Response link(@PathParam("token") String token) {
        Visit visit;
        try {
            visit = visits.open(token, clock.instant());
        } catch (Refusal refusal) {
            return lost(token, refusal);
        }
        if (visit.open() && appeals.live(visit.decision().id()).isPresent()) {
            return Pages.goTo(here(token, visit).to("/status"));
        }
        return notice(token);
    }

    @GET
    @Path("notice")
    @Operation(hidden = true)
    public Response notice(@PathParam("token") String token) {
        Instant now = clock.instant();
        Visit visit;
        try {
            visit = visits.open(token, now);
        } catch (Refusal refusal) {
            return lost(token, refusal);
        }
        Here here = here(token, visit);
        if (!visit.open()) {
            return Pages.ok(here, new question(here, Visits.question(visit).hint(), List.of(), false));
        }
        Decision decision = visit.decision();
        Options options = new Options(
                decision.appealable(),
                types.rulesFor(decision.type()).notAppealableBecause(),
                now.isAfter(decision.closesAt()),
                drafts.of(decision.id()).grounds() != null,
                appeals.live(decision.id()).isPresent(),
                coverage.of(decision.id()).map(NoticeView.Covered::of).orElse(null),
                superseded.at(decision.id()));
        Document document = decision.document();
        List<Elsewhere.Place> places = elsewhere.of(decision, here.page().locale(), now);
        return Pages.ok(
                here,
                new notice(
                        here,
                        decision,
                        document,
                        commitments.of(decision, document),
                        options,
                        statuses.of(decision, now),
                        places));
    }

    /// Where a reload leads to, or another language: these addresses only take a form.
    @GET
    @Path("{form: verification|renewal}")
    @Operation(hidden = true)
    public Response formOnly(@PathParam("token") String token) {
        return Pages.goToLink(token, uri.getQueryParameters().getFirst("lang"));
    }

    @POST
    @Path("verification")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response verify(@PathParam("token") String token, @FormParam("answer") String answer) {
        Visit visit;
        try {
            visit = visits.open(token, clock.instant());
        } catch (Refusal refusal) {
            return lost(token, refusal);
        }
        Here here = here(token, visit);
        if (visit.open()) {
            return Pages.goTo(here.to(""));
        }
        String hint = Visits.question(visit).hint();
        PersonWords words = Wording.in(here.page().locale());
        if (answer == null || answer.isBlank()) {
            return Pages.invalid(
                    here, new question(here, hint, FieldError.of("answer", words.questionMissing()), false));
        }
        try {
            String opened = visits.answer(visit, answer, clock.instant());
            return Pages.goTo(new Here(here.page(), opened, here.chosenLanguage()).to(""));
        } catch (Refusal refusal) {
            boolean locked = refusal.type() == DecisionProblem.VERIFICATION_LOCKED;
            String message = locked ? words.questionLocked() : words.questionWrong();
            return Pages.with(
                    refusal.type().status(), here, new question(here, hint, FieldError.of("answer", message), locked));
        }
    }

    /// Passes on the wish for a new link; the new one goes to the contact on record, never to whoever asks.
    @POST
    @Path("renewal")
    @Operation(hidden = true)
    public Response renew(@PathParam("token") String token) {
        Decision decision;
        try {
            decision = renewals.wish(token, clock.instant());
        } catch (Refusal refusal) {
            return link(token);
        }
        Here here = frames.at(token, decision, Pages.asked(uri, headers));
        return Pages.ok(here, new renewed(here));
    }

    private Response lost(String token, Refusal refusal) {
        Here here = frames.at(token, Pages.asked(uri, headers));
        return Pages.with(
                refusal.type().status(), here, new lost(here, refusal.members().containsKey("renewable")));
    }

    private Here here(String token, Visit visit) {
        return frames.at(token, visit.decision(), Pages.asked(uri, headers));
    }
}
