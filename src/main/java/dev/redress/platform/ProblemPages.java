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

/// What each problem `type` means, at the URL that the type is.
@Path("/problems")
@Produces(MediaType.TEXT_HTML)
public class ProblemPages {

    record list(List<ProblemType> types) implements TemplateInstance {}

    record type(ProblemType type) implements TemplateInstance {}

    private final List<ProblemType> types = new ArrayList<>();

    ProblemPages(@All List<ProblemType.Catalogue> catalogues) {
        for (ProblemType.Catalogue catalogue : catalogues) {
            types.addAll(List.of(catalogue.types()));
        }
        types.sort(Comparator.comparing(ProblemType::slug));
    }

    @GET
    @org.eclipse.microprofile.openapi.annotations.Operation(hidden = true)
    public TemplateInstance list() {
        return new list(types);
    }

    @GET
    @org.eclipse.microprofile.openapi.annotations.Operation(hidden = true)
    @Path("{slug}")
    public TemplateInstance type(String slug) {
        return types.stream()
                .filter(type -> type.slug().equals(slug))
                .findFirst()
                .map(type::new)
                .orElseThrow(CommonProblem::notFound);
    }
}
