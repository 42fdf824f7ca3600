package dev.redress.appeal;

import dev.redress.appeal.evidence.Upload;
import dev.redress.platform.CommonProblem;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jboss.resteasy.reactive.server.multipart.FileItem;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/// Answers of the person's pages.
final class Pages {

    private Pages() {}

    static Asked asked(UriInfo uri, HttpHeaders headers) {
        // A change made from the check leads back to it in another language too.
        String from = "check".equals(uri.getQueryParameters().getFirst("from")) ? "?from=check" : "";
        return asked(uri.getPath() + from, uri, headers);
    }

    /// For what answers a form whose address has no page of its own.
    static Asked askedAtLink(String token, UriInfo uri, HttpHeaders headers) {
        return asked("/a/" + token, uri, headers);
    }

    private static Asked asked(String path, UriInfo uri, HttpHeaders headers) {
        return new Asked(path, uri.getQueryParameters().getFirst("lang"), headers.getAcceptableLanguages());
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

    /// The files of a form; an empty field of a browser is none.
    static List<Upload> uploads(List<FileUpload> files) {
        return files.stream()
                .map(file -> new Upload(file.fileName(), file.contentType(), file.uploadedFile(), file.size()))
                .filter(Upload::isChosen)
                .toList();
    }

    static List<Upload> uploads(MultipartFormDataInput sent) {
        List<Upload> uploads = new ArrayList<>();
        sent.getValues()
                .values()
                .forEach(values ->
                        values.stream().filter(FormValue::isFileItem).forEach(value -> uploads.add(upload(value))));
        uploads.removeIf(upload -> !upload.isChosen());
        return uploads;
    }

    private static Upload upload(FormValue value) {
        FileItem item = value.getFileItem();
        if (item.isInMemory()) { // files are kept on the disk, all but one whose part does not say what it is
            throw CommonProblem.malformed("A part of the form has no Content-Disposition.");
        }
        try {
            String type = value.getHeaders().getFirst(HttpHeaders.CONTENT_TYPE);
            return new Upload(value.getFileName(), type, item.getFile(), item.getFileSize());
        } catch (IOException e) {
            throw new UncheckedIOException("an upload could not be read", e);
        }
    }

    /// The other fields of a form that also carries files.
    static Map<String, List<String>> texts(MultipartFormDataInput sent) {
        Map<String, List<String>> texts = new LinkedHashMap<>();
        sent.getValues()
                .forEach((name, values) -> values.stream()
                        .filter(value -> !value.isFileItem())
                        .forEach(value -> texts.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(value.getValue())));
        return texts;
    }

    /// Empty for what is no id.
    static Optional<UUID> id(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// To the link itself, be it good or not.
    ///
    /// @param language as asked for; may be null
    static Response goToLink(String token, String language) {
        return goTo(new Here(null, token, Frames.known(language)).to(""));
    }

    /// After a form, so that going back or reloading sends nothing twice.
    static Response goTo(String path) {
        return Response.seeOther(URI.create(path)).build();
    }
}
