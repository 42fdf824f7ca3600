package dev.redress.platform;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.logging.Log;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticator;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/// The one place where failures become answers: problem+json under `/api`, a page that tells a person what to do
/// elsewhere. What is not the caller's fault is logged under a number and shown as that number only.
class Problems {

    private static final Map<Integer, CommonProblem> BY_STATUS = Map.of(
            400, CommonProblem.MALFORMED,
            401, CommonProblem.NOT_SIGNED_IN,
            403, CommonProblem.NOT_ALLOWED,
            404, CommonProblem.NOT_FOUND,
            405, CommonProblem.METHOD_NOT_ALLOWED,
            406, CommonProblem.NOT_ACCEPTABLE,
            413, CommonProblem.TOO_LARGE,
            415, CommonProblem.UNSUPPORTED_MEDIA_TYPE,
            422, CommonProblem.INVALID);

    record page(Page page, ProblemType type, String detail, String instance) implements TemplateInstance {}

    private final String publicUrl;
    private final Page page;

    private final AllowedMethods allowed;
    private final PersonsProblems persons;

    Problems(
            @ConfigProperty(name = "redress.public-url") String publicUrl,
            AllowedMethods allowed,
            Frame frame,
            PersonsProblems persons) {
        this.persons = persons;
        this.publicUrl = publicUrl;
        this.page = frame.english();
        this.allowed = allowed;
    }

    @ServerExceptionMapper
    public Response refusal(Refusal refusal, RoutingContext request) {
        return answer(refusal, request, null);
    }

    @ServerExceptionMapper
    public Response invalid(ConstraintViolationException e, RoutingContext request) {
        Refusal refusal = new Refusal(CommonProblem.INVALID, "The request was refused; see errors.");
        for (ConstraintViolation<?> violation : e.getConstraintViolations()) {
            refusal.at(pointer(violation.getPropertyPath()), violation.getMessage());
        }
        return answer(refusal, request, null);
    }

    /// The framework has a mapper of its own for the first of these, with a body that is no problem, and does not take
    /// the last for a fault of the body: a number or a name that is too long.
    @ServerExceptionMapper({MismatchedInputException.class, JsonMappingException.class, StreamConstraintsException.class
    })
    public Response unreadable(JacksonException e, RoutingContext request) {
        return answer(ofJson(e), request, null);
    }

    @ServerExceptionMapper
    public Response http(WebApplicationException e, RoutingContext request, UriInfo uri) {
        if (e instanceof NotFoundException
                && e.getCause() != null
                && (uri.getPathParameters().isEmpty() || !CallersFault.passed(e, UUID.class))) {
            // A value in the path that is no id names nothing (all others there are texts); one in the query is a
            // mistake.
            return answer(CommonProblem.malformed("A parameter is not of the form it must have."), request, null);
        }
        Throwable cause = e.getCause();
        if (cause instanceof JacksonException json) {
            return answer(ofJson(json), request, null);
        }
        int status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        if (status >= 500) {
            return unexpected(e, request, uri);
        }
        CommonProblem type = BY_STATUS.getOrDefault(status, CommonProblem.MALFORMED);
        Refusal refusal = new Refusal(type, type.title() + ".");
        if (type == CommonProblem.METHOD_NOT_ALLOWED) {
            refusal.header(HttpHeaders.ALLOW, allowed.of(request.normalizedPath()));
        }
        return answer(refusal, request, null);
    }

    @ServerExceptionMapper({AuthenticationFailedException.class, UnauthorizedException.class})
    public Uni<Response> notSignedIn(SecurityException e, RoutingContext request) {
        if (isApi(request)) {
            Refusal refusal = new Refusal(CommonProblem.NOT_SIGNED_IN, "Send a valid credential as a bearer token.")
                    .header(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"redress\"");
            return Uni.createFrom().item(() -> answer(refusal, request, null));
        }
        HttpAuthenticator authenticator = request.get(HttpAuthenticator.class.getName());
        return authenticator.getChallenge(request).map(Problems::challenge);
    }

    private static Response challenge(ChallengeData challenge) {
        Response.ResponseBuilder response = Response.status(challenge.status);
        if (challenge.headerName != null) {
            response.header(challenge.headerName.toString(), challenge.headerContent);
        }
        return response.build();
    }

    @ServerExceptionMapper
    public Response forbidden(ForbiddenException e, RoutingContext request) {
        String sentence = Refusal.noted(request, "Your role does not allow this.");
        return answer(new Refusal(CommonProblem.NOT_ALLOWED, sentence), request, null);
    }

    @ServerExceptionMapper
    public Response unexpected(Exception e, RoutingContext request, UriInfo uri) {
        if (e instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
            return http(web, request, uri);
        }
        Optional<Refusal> refusal = CallersFault.of(e);
        if (refusal.isPresent()) {
            return answer(refusal.get(), request, null);
        }
        if (Overload.isCauseOf(e)) {
            return answer(Overload.refusal(), request, null);
        }
        String number = UUID.randomUUID().toString();
        boolean hungUp = e instanceof IOException && request.response().closed();
        Log.logf(
                hungUp ? Logger.Level.DEBUG : Logger.Level.ERROR,
                e,
                "fault %s at %s %s",
                number,
                request.request().method(),
                route(request));
        return answer(
                new Refusal(CommonProblem.INTERNAL, "The fault is ours. It is logged."), request, "urn:uuid:" + number);
    }

    private Response answer(Refusal refusal, RoutingContext request, String instance) {
        Response.ResponseBuilder response = Response.status(refusal.type().status());
        refusal.headers().forEach(response::header);
        if (isApi(request)) {
            Problem problem = Problem.of(publicUrl, refusal);
            Problem numbered = new Problem(
                    problem.type(),
                    problem.title(),
                    problem.status(),
                    problem.detail(),
                    instance,
                    problem.errors(),
                    problem.members());
            return response.type(Problem.MEDIA_TYPE)
                    .entity(Json.write(numbered))
                    .build();
        }
        if (PersonsProblems.isFor(request)) {
            return response.type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                    .entity(persons.page(request, refusal.type().status(), instance))
                    .build();
        }
        return response.type(MediaType.TEXT_HTML_TYPE.withCharset("utf-8"))
                .entity(new page(page, refusal.type(), refusal.getMessage(), instance)
                        .setLocale(page.locale())
                        .render())
                .build();
    }

    private static Refusal ofJson(JacksonException e) {
        if (e instanceof JsonMappingException mapping && !mapping.getPath().isEmpty()) {
            StringBuilder pointer = new StringBuilder();
            for (JsonMappingException.Reference step : mapping.getPath()) {
                String name = step.getFieldName() == null ? String.valueOf(step.getIndex()) : step.getFieldName();
                pointer.append('/').append(name.replace("~", "~0").replace("/", "~1"));
            }
            boolean unknown = e instanceof com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
            boolean broken = mapping.getCause() instanceof com.fasterxml.jackson.core.JsonParseException
                    || mapping.getCause() instanceof StreamConstraintsException;
            if (!broken) {
                return CommonProblem.invalid(
                        pointer.toString(),
                        unknown ? "is not a member of this body" : "is not of the type that belongs here");
            }
        }
        if (e instanceof MismatchedInputException
                && !(e.getCause() instanceof com.fasterxml.jackson.core.JsonParseException)) {
            return CommonProblem.invalid("", "is not of the type that belongs here");
        }
        return CommonProblem.malformed("The body is not JSON in UTF-8.");
    }

    /// The path below the method's parameter, as a JSON Pointer; names of Java methods stay inside.
    private static String pointer(Path path) {
        StringBuilder pointer = new StringBuilder();
        Iterator<Path.Node> nodes = path.iterator();
        for (int depth = 0; nodes.hasNext(); depth++) {
            Path.Node node = nodes.next();
            if (depth < 2) {
                continue; // the method and its parameter
            }
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getName() != null && !node.getName().startsWith("<")) {
                pointer.append('/').append(node.getName());
            }
        }
        return pointer.toString();
    }

    static boolean isApi(RoutingContext request) {
        String path = request.normalizedPath();
        return path.startsWith("/api/") || path.startsWith("/v1/") || path.startsWith("/logs");
    }

    /// What can be told of a path: words are ours, anything else may be a secret (a link) or about a person (an id).
    static String route(RoutingContext request) {
        return request.normalizedPath().replaceAll("(?<=/)(?!v1(/|$)|[a-z-]{1,20}(/|$))[^/]+", "…");
    }
}
