package dev.redress.review.check;

import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.appeal.Verdict;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Frame;
import dev.redress.platform.Page;
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
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// How cases that look at the work of reviewers came out: all of it for a lead, for a reviewer their own.
@Path("/desk/checks")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed({Role.REVIEWER, Role.LEAD})
@RunOnVirtualThread
public class CheckPages {

    record checks(
            Page page,
            String me,
            boolean lead,
            List<ChecksResource.Tally> tallies,
            List<CheckAnswer> known,
            List<ChecksResource.Disagreement> disagreements,
            List<Choice> verdicts)
            implements TemplateInstance {}

    @TemplateData
    public record Choice(String value, String text) {
        static Choice of(Verdict verdict) {
            String words = verdict.name().toLowerCase(Locale.ROOT).replace('_', ' ');
            return new Choice(verdict.name(), Character.toUpperCase(words.charAt(0)) + words.substring(1));
        }
    }

    private final KnownAnswers known;
    private final CheckResults results;
    private final Acting acting;
    private final Clock clock;
    private final Page page;

    CheckPages(KnownAnswers known, CheckResults results, Acting acting, Clock clock, Frame frame) {
        this.known = known;
        this.results = results;
        this.acting = acting;
        this.clock = clock;
        this.page = frame.english();
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance checks() {
        Actor.Reviewer me = acting.reviewer();
        return new checks(
                        page,
                        me.id(),
                        me.lead(),
                        results.tallies(me),
                        results.known(me),
                        me.lead() ? results.disagreements() : List.of(),
                        Stream.of(Verdict.values()).map(Choice::of).toList())
                .setLocale(page.locale());
    }

    /// Puts a closed case into the queue once more.
    @POST
    @Path("known-answers")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @RolesAllowed(Role.LEAD)
    @Operation(hidden = true)
    public Response seed(@FormParam("reference") String reference, @FormParam("verdict") List<Verdict> verdicts) {
        if (verdicts.isEmpty() || verdicts.contains(null)) {
            throw CommonProblem.invalid("/verdict", "is missing: say which verdicts are right");
        }
        String named = reference == null ? "" : reference.strip();
        if (!Texts.isClean(named)) {
            throw CommonProblem.invalid("/reference", Texts.UNCLEAN);
        }
        UUID caseId = known.byReference(named);
        known.seed(caseId, verdicts, acting.reviewer(), clock.instant());
        return Response.seeOther(URI.create("/desk/checks")).build();
    }

    /// Opens a case for the person, after two reviewers disagreed.
    @POST
    @Path("double-reviews/{case}")
    @RolesAllowed(Role.LEAD)
    @Operation(hidden = true)
    public Response lookAgain(@PathParam("case") UUID caseId) {
        results.lookAgain(caseId, clock.instant());
        return Response.seeOther(URI.create("/desk/checks")).build();
    }
}
