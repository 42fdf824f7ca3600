package dev.redress.appeal;

import dev.redress.appeal.evidence.Evidence;
import dev.redress.appeal.evidence.EvidenceFiles;
import dev.redress.appeal.evidence.Upload;
import dev.redress.decision.Document;
import dev.redress.platform.CommonProblem;
import dev.redress.platform.Texts;
import io.quarkus.qute.TemplateData;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/// One question a page, from "what is wrong" to "send". Each answer is saved before the next page is shown.
@Path("/a/{token}/appeal")
@Produces(MediaType.TEXT_HTML)
@PermitAll
@RunOnVirtualThread
public class AppealPages {

    record grounds(Form form, List<Ground> all) implements TemplateInstance {}

    record facts(Form form) implements TemplateInstance {}

    record fact(Form form, int index, Document.Fact fact, DisputedFact said) implements TemplateInstance {}

    record statement(Form form) implements TemplateInstance {}

    record evidence(Form form) implements TemplateInstance {}

    record who(Form form) implements TemplateInstance {}

    record pause(Form form) implements TemplateInstance {}

    record contact(Form form) implements TemplateInstance {}

    record check(Form form, List<Disputed> disputed) implements TemplateInstance {}

    /// A form: where it stands, what was said so far, what is wrong with it, and where it leads back to.
    @TemplateData
    public record Form(
            Here here,
            Document document,
            Answers answers,
            List<Evidence> files,
            List<FieldError> errors,
            String back,
            String action) {

        /// What a file chooser offers.
        public String accepted() {
            return EvidenceFiles.ACCEPTED;
        }

        /// The language of the agent's words; null when it did not say.
        public String textLang() {
            return document.subject() == null ? null : document.subject().locale();
        }

        public int room() {
            return Math.max(0, EvidenceBox.MOST_FILES - files.size());
        }

        /// The files that prove one fact; those of the appeal as a whole for null.
        public List<Evidence> filesFor(String factId) {
            return files.stream()
                    .filter(file -> Objects.equals(file.factId(), factId))
                    .toList();
        }

        /// The name of the fact that a file proves; null for the appeal as a whole.
        public String shows(Evidence file) {
            return file.factId() == null ? null : document.nameOf(file.factId());
        }

        /// The message beside a field; null when it is right.
        public String error(String field) {
            return FieldError.beside(errors, field);
        }

        /// The facts a person can point at.
        public List<Document.Fact> correctable() {
            return Step.correctable(document);
        }

        public boolean disputes(String factId) {
            return answers.disputedFacts().stream()
                    .anyMatch(fact -> fact.factId().equals(factId));
        }
    }

    @TemplateData
    public record Disputed(Document.Fact fact, String correctValue, String explanation, int index) {
        public String path() {
            return "/appeal/" + new Step(Step.Kind.FACT, index).path() + "?from=check";
        }
    }

    private final Filing filing;
    private final Appeals appeals;
    private final Drafts drafts;
    private final EvidenceBox box;
    private final DoorPages door;
    private final Clock clock;

    @Context
    UriInfo uri;

    @Context
    HttpHeaders headers;

    AppealPages(Filing filing, Appeals appeals, Drafts drafts, EvidenceBox box, DoorPages door, Clock clock) {
        this.filing = filing;
        this.appeals = appeals;
        this.drafts = drafts;
        this.box = box;
        this.door = door;
        this.clock = clock;
    }

    /// As far as the draft has come.
    @GET
    @Operation(hidden = true)
    public Response goOn(@PathParam("token") String token) {
        return at(token, Step.CHECK.path(), (visit, here, place) -> {
            Answers answers = drafts.of(visit.decision().id());
            return Pages.goTo(here.to("/appeal/"
                    + Step.reachable(place, answers, visit.decision().document())
                            .path()));
        });
    }

    @GET
    @Path("{step}")
    @Operation(hidden = true)
    public Response show(@PathParam("token") String token, @PathParam("step") String step) {
        return at(token, step, (visit, here, place) -> {
            Answers answers = drafts.of(visit.decision().id());
            Document document = visit.decision().document();
            Step possible = Step.reachable(place, answers, document);
            if (!possible.equals(place)) {
                return Pages.goTo(here.to("/appeal/" + possible.path()));
            }
            return Pages.ok(here, template(form(visit, here, answers, List.of(), place), place));
        });
    }

    @POST
    @Path("{step}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response answer(
            @PathParam("token") String token, @PathParam("step") String step, MultivaluedMap<String, String> sent) {
        return answer(token, step, sent, List.of());
    }

    /// The pages on which a file can be chosen.
    @POST
    @Path("{step}")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    @Operation(hidden = true)
    public Response answerWithFiles(
            @PathParam("token") String token, @PathParam("step") String step, MultipartFormDataInput sent) {
        return answer(token, step, Pages.texts(sent), Pages.uploads(sent));
    }

    private Response answer(String token, String step, Map<String, List<String>> sent, List<Upload> uploads) {
        return at(token, step, (visit, here, asked) -> {
            Document document = visit.decision().document();
            Answers before = drafts.of(visit.decision().id());
            Step place = filledIn(asked, before, sent);
            if (place == null) {
                return Pages.goTo(here.to("/appeal/facts"));
            }
            Questions.Said said = new Questions(document, Wording.in(here.page().locale())).read(place, before, sent);
            if (said.errors().isEmpty()) {
                drafts.save(visit.decision().id(), said.answers(), clock.instant());
            }
            List<String> removed = sent.getOrDefault("remove", List.of());
            List<FieldError> errors = new ArrayList<>(
                    removed.isEmpty() ? said.errors() : List.of()); // whoever takes a file away is not done yet
            errors.addAll(takeFiles(visit, here, place, said.answers(), uploads));
            removed.forEach(id ->
                    Pages.id(id).ifPresent(file -> box.remove(visit.decision(), file, visit.by(), clock.instant())));
            boolean add = sent.getOrDefault("act", List.of()).contains("add");
            if (add && uploads.isEmpty()) {
                errors.add(new FieldError(
                        fileField(place), Wording.in(here.page().locale()).noFile()));
            }
            if (!errors.isEmpty()) {
                return Pages.invalid(here, template(form(visit, here, said.answers(), errors, place), place));
            }
            if (!said.errors().isEmpty()) { // what was typed cannot be saved and must not be lost
                return Pages.ok(here, template(form(visit, here, said.answers(), errors, place), place));
            }
            boolean changing = "check".equals(uri.getQueryParameters().getFirst("from"));
            Step next = add || !removed.isEmpty()
                    ? place
                    : changing
                            ? Step.reachable(Step.CHECK, said.answers(), document)
                            : Step.after(place, said.answers(), document);
            return Pages.goTo(
                    here.to("/appeal/" + next.path() + (changing && !next.equals(Step.CHECK) ? "?from=check" : "")));
        });
    }

    /// The page that was filled in: other facts may have been chosen since it was shown. Null when its fact is not
    /// disputed any more.
    private static Step filledIn(Step asked, Answers before, Map<String, List<String>> sent) {
        if (asked.kind() != Step.Kind.FACT) {
            return asked;
        }
        List<String> disputed =
                before.disputedFacts().stream().map(DisputedFact::factId).toList();
        List<String> shown = sent.get("factId");
        int index = shown == null ? asked.index() : disputed.indexOf(shown.getFirst());
        return index < 0 || index >= disputed.size() ? null : new Step(Step.Kind.FACT, index);
    }

    /// Keeps what can be kept, and says of the rest why not.
    private List<FieldError> takeFiles(Visit visit, Here here, Step place, Answers answers, List<Upload> uploads) {
        if (uploads.isEmpty()) {
            return List.of();
        }
        String factId = place.kind() == Step.Kind.FACT
                ? answers.disputedFacts().get(place.index()).factId()
                : null;
        return box.add(visit.decision(), factId, uploads, visit.by(), clock.instant()).refused().stream()
                .map(one -> new FieldError(
                        fileField(place), Wording.text(one, here.page().locale())))
                .toList();
    }

    private static String fileField(Step place) {
        return place.kind() == Step.Kind.FACT ? "proof" : "file";
    }

    /// Sends the appeal. Sent twice, it is filed once: the second leads to the first.
    @POST
    @Operation(hidden = true)
    public Response send(@PathParam("token") String token) {
        return at(token, Step.CHECK.path(), (visit, here, place) -> {
            Answers answers = drafts.of(visit.decision().id());
            Document document = visit.decision().document();
            Step possible = Step.reachable(Step.CHECK, answers, document);
            if (!possible.equals(Step.CHECK)) {
                return Pages.goTo(here.to("/appeal/" + possible.path()));
            }
            filing.file(
                    visit.decision(),
                    answers.statement(here.page().locale().toLanguageTag()),
                    visit.by(),
                    clock.instant());
            return Pages.goTo(here.to("/status"));
        });
    }

    private interface Work {
        Response on(Visit visit, Here here, Step place);
    }

    /// Whoever cannot appeal, or has appealed already, is led to the right page.
    private Response at(String token, String step, Work work) {
        return door.at(token, uri, headers, (visit, here) -> {
            if (!visit.decision().appealable()) {
                return Pages.goTo(here.to("/notice"));
            }
            if (appeals.live(visit.decision().id()).isPresent()) {
                return Pages.goTo(here.to("/status"));
            }
            Step place = Step.parse(step);
            if (place == null) {
                throw CommonProblem.notFound();
            }
            return work.on(visit, here, place);
        });
    }

    private Form form(Visit visit, Here here, Answers answers, List<FieldError> errors, Step place) {
        Document document = visit.decision().document();
        boolean changing = "check".equals(uri.getQueryParameters().getFirst("from"));
        Step before = Step.before(place, answers, document);
        String back = changing ? "/appeal/check" : before == null ? "/notice" : "/appeal/" + before.path();
        String action = here.to("/appeal/" + place.path() + (changing ? "?from=check" : ""));
        List<Evidence> files = box.ofDraft(visit.decision().id());
        return new Form(here, document, answers, files, errors, here.to(back), action);
    }

    private static TemplateInstance template(Form form, Step place) {
        return switch (place.kind()) {
            case GROUNDS -> new grounds(form, List.of(Ground.values()));
            case FACTS -> new facts(form);
            case FACT -> {
                DisputedFact said = form.answers().disputedFacts().get(place.index());
                yield new fact(form, place.index(), Step.fact(form.document(), said.factId()), said);
            }
            case STATEMENT -> new statement(form);
            case EVIDENCE -> new evidence(form);
            case WHO -> new who(form);
            case PAUSE -> new pause(form);
            case CONTACT -> new contact(form);
            case CHECK -> new check(form, disputed(form));
        };
    }

    private static List<Disputed> disputed(Form form) {
        List<DisputedFact> all = form.answers().disputedFacts();
        return java.util.stream.IntStream.range(0, all.size())
                .mapToObj(i -> new Disputed(
                        Step.fact(form.document(), all.get(i).factId()),
                        all.get(i).correctValue(),
                        Texts.orNull(all.get(i).explanation()),
                        i))
                .toList();
    }
}
