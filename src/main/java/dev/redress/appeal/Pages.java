package dev.redress.appeal;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/// Answers of the person's pages.
final class Pages {

    private Pages() {}

    static Asked asked(UriInfo uri, HttpHeaders headers) {
        return new Asked(uri.getPath(), uri.getQueryParameters().getFirst("lang"), headers.getAcceptableLanguages());
    }

    static Response ok(Here here, TemplateInstance template) {
        return with(200, here, template);
    }

    /// The form once more, with what was typed and what is wrong with it.
    static Response invalid(Here here, TemplateInstance template) {
        return with(422, here, template);
    }

    static Response with(int status, Here here, TemplateInstance template) {
        return Response.status(status)
                .type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .language(here.page().locale())
                .entity(template.setLocale(here.page().locale()).render())
                .build();
    }

    /// After a form, so that going back or reloading sends nothing twice.
    static Response goTo(String path) {
        return Response.seeOther(URI.create(path)).build();
    }
}
