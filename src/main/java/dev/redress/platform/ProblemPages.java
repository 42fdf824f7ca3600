package dev.redress.platform;

import io.quarkus.arc.All;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/// What each problem `type` means, at the URL that the type is.
@Path("/problems")
@Produces(MediaType.TEXT_HTML)
public class ProblemPages {

    record list(Page page, List<ProblemType> types) implements TemplateInstance {}

    record type(Page page, ProblemType type) implements TemplateInstance {}

    private final List<ProblemType> types = new ArrayList<>();
    private final Page page;

    ProblemPages(@All List<ProblemType.Catalogue> catalogues, Frame frame) {
        page = frame.english();
        for (ProblemType.Catalogue catalogue : catalogues) {
            types.addAll(List.of(catalogue.types()));
        }
        types.sort(Comparator.comparing(ProblemType::slug));
    }

    @GET
    @Operation(hidden = true)
    public TemplateInstance list() {
        return new list(page, types).setLocale(page.locale());
    }

    @GET
    @Operation(hidden = true)
    @Path("{slug}")
    public TemplateInstance type(String slug) {
        return types.stream()
                .filter(type -> type.slug().equals(slug))
                .findFirst()
                .map(found -> new type(page, found).setLocale(page.locale()))
                .orElseThrow(CommonProblem::notFound);
    }
}
