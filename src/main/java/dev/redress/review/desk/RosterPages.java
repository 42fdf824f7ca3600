package dev.redress.review.desk;

import dev.redress.access.Acting;
import dev.redress.access.Actor;
import dev.redress.access.Role;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Frame;
import dev.redress.platform.Page;
import dev.redress.platform.Refusal;
import dev.redress.platform.Texts;
import dev.redress.review.Skips;
import dev.redress.review.roster.Conflicts;
import dev.redress.review.roster.Qualification;
import dev.redress.review.roster.Roster;
import dev.redress.review.roster.Team;
import io.quarkus.qute.TemplateData;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// Teams, qualifications, conflicts and skips on one page, for leads.
@Path("/desk/roster")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed(Role.LEAD)
@RunOnVirtualThread
public class RosterPages {

    record roster(
            Page page,
            String me,
            List<Team> teams,
            List<Bounds> people,
            List<Option> choices,
            List<Conflicts.Conflict> conflicts,
            List<Option> kinds,
            List<Skips.Skip> skips,
            RulingForm form)
            implements TemplateInstance {}

    /// A person and what they may take, in words.
    @TemplateData
    public record Bounds(String id, boolean lead, String takes) {}

    private final Roster roster;
    private final Conflicts conflicts;
    private final Skips skips;
    private final Validator validator;
    private final Acting acting;
    private final Clock clock;
    private final Page page;

    RosterPages(
            Roster roster,
            Conflicts conflicts,
            Skips skips,
            Validator validator,
            Acting acting,
            Clock clock,
            Frame frame) {
        this.roster = roster;
        this.conflicts = conflicts;
        this.skips = skips;
        this.validator = validator;
        this.acting = acting;
        this.clock = clock;
        this.page = frame.english();
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance roster() {
        return page(RulingForm.EMPTY);
    }

    /// Makes, changes or ends a team.
    @POST
    @Path("teams")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response team(MultivaluedMap<String, String> sent) {
        return act(sent, (form, by) -> {
            String id = form.get("id").strip();
            if (form.is("end", "yes")) {
                roster.end(id, by, clock.instant());
                return;
            }
            if (!id.matches("[a-z0-9-]{1,50}")) {
                throw CommonProblem.invalid("/id", "must be 1 to 50 lower-case letters, digits and dashes");
            }
            if (Texts.orNull(form.get("name")) == null) {
                throw CommonProblem.invalid("/name", "is missing");
            }
            Team had = roster.team(id).orElse(new Team(id, null, null, null));
            String queue = Texts.orNull(form.get("queue"));
            List<String> members = listed(form, "members");
            Team team = new Team(
                    id,
                    form.get("name").strip(),
                    queue == null ? had.queue() : queue,
                    members.isEmpty() ? had.members() : members);
            requireValid(team, Map.of());
            roster.put(team, by, clock.instant());
        });
    }

    /// Says what somebody may take, or takes the bounds away.
    @POST
    @Path("qualifications")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response qualification(MultivaluedMap<String, String> sent) {
        return act(sent, (form, by) -> {
            String who = Texts.orNull(form.get("reviewer"));
            if (who == null) {
                throw CommonProblem.invalid("/reviewer", "is missing: choose a person");
            }
            if (form.is("end", "yes")) {
                roster.unqualify(who, by, clock.instant());
                return;
            }
            Qualification as = new Qualification(
                    orAll(form, "types"),
                    orAll(form, "languages"),
                    orAll(form, "jurisdictions"),
                    form.endOf("until", page.zone()));
            requireValid(as, Map.of());
            roster.qualify(who, as, by, clock.instant());
        });
    }

    /// Records a conflict.
    @POST
    @Path("conflicts")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response conflict(MultivaluedMap<String, String> sent) {
        return act(sent, (form, by) -> {
            Conflicts.Kind kind = Stream.of(Conflicts.Kind.values())
                    .filter(one -> form.is("kind", one.name()))
                    .findFirst()
                    .orElseThrow(() -> CommonProblem.invalid("/kind", "is missing: choose one"));
            Conflicts.Tie tie = new Conflicts.Tie(
                    form.get("person").strip(),
                    kind,
                    form.get("ref").strip(),
                    Texts.orNull(form.get("version")),
                    form.get("why").strip());
            requireValid(tie, Map.of("reviewer", "person", "reason", "why"));
            conflicts.record(tie.unrecorded(), by, clock.instant());
        });
    }

    /// What the interface is asked for, the page is asked for.
    ///
    /// @param fields of the page that have another name than the member
    private void requireValid(Object typed, Map<String, String> fields) {
        Refusal refusal = new Refusal(CommonProblem.INVALID, "The form was not taken.");
        for (ConstraintViolation<?> one : validator.validate(typed)) {
            String member = one.getPropertyPath().iterator().next().getName();
            refusal.at("/" + fields.getOrDefault(member, member), one.getMessage());
        }
        if (!refusal.faults().isEmpty()) {
            throw refusal;
        }
    }

    private interface Work {
        void on(RulingForm form, Actor by);
    }

    /// Does it and shows the roster; when it is refused, with what was typed and why.
    private Response act(MultivaluedMap<String, String> sent, Work work) {
        RulingForm typed = RulingForm.of(sent);
        try {
            work.on(typed, acting.reviewer());
            return Response.seeOther(URI.create("/desk/roster")).build();
        } catch (Refusal refusal) {
            if (refusal.type() == CommonProblem.NOT_FOUND) {
                throw refusal;
            }
            return Response.status(refusal.type().status())
                    .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                    .entity(page(typed.refused(refusal)).render())
                    .build();
        }
    }

    private TemplateInstance page(RulingForm form) {
        roster.meet(acting.reviewer(), clock.instant());
        List<Roster.Person> people = roster.people();
        return new roster(
                        page,
                        acting.name(),
                        roster.teams(),
                        people.stream()
                                .map(one -> new Bounds(
                                        one.id(),
                                        one.lead(),
                                        roster.qualification(one.id())
                                                .map(this::words)
                                                .orElse("everything that asks for no qualification")))
                                .toList(),
                        people.stream()
                                .map(one -> new Option(one.id(), one.id()))
                                .toList(),
                        conflicts.of(null),
                        Option.of(Conflicts.Kind.values()),
                        skips.list(null, 50).items(),
                        form)
                .setLocale(page.locale());
    }

    private String words(Qualification bounds) {
        return "types " + words(bounds.types()) + "; languages " + words(bounds.languages()) + "; jurisdictions "
                + words(bounds.jurisdictions())
                + (bounds.trainingValidUntil() == null
                        ? ""
                        : "; training until " + page.date(bounds.trainingValidUntil()));
    }

    private static String words(List<String> values) {
        return values == null ? "all" : values.isEmpty() ? "none" : String.join(", ", values);
    }

    private static List<String> listed(RulingForm form, String field) {
        return Arrays.stream(form.get(field).split("[,\\s]+"))
                .filter(one -> !one.isBlank())
                .toList();
    }

    private static List<String> orAll(RulingForm form, String field) {
        List<String> values = listed(form, field);
        return values.isEmpty() ? null : values;
    }
}
