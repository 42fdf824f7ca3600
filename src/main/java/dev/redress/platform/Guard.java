package dev.redress.platform;

import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What every answer carries and what no request may do, before any endpoint is asked.
///
/// - Pages load nothing from elsewhere and run no inline script (CSP); a link to a person is neither kept by caches,
///   nor passed on as referrer, nor indexed.
/// - A browser may not be made to act here by a page of another origin: requests that change something and that a
///   browser marks as coming from elsewhere (`Sec-Fetch-Site`, `Origin`) are refused. Programs send neither.
class Guard {

    /// How many times the limit of a body is taken in for the sake of a readable answer.
    private static final int THROWN_AWAY = 4;

    private static final String CSP = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
            + "form-action 'self'; frame-ancestors 'none'";

    private final PublicUrl publicUrl;
    private final PersonsProblems persons;
    private final long mostBytes;

    Guard(
            PublicUrl publicUrl,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize mostBytes,
            PersonsProblems persons) {
        this.publicUrl = publicUrl;
        this.persons = persons;
        this.mostBytes = mostBytes.asLongValue();
    }

    void install(@Observes Filters filters) {
        filters.register(this::guard, 500);
    }

    private void guard(RoutingContext context) {
        HttpServerRequest request = context.request();
        if (request.uri().contains("%00")) {
            refuse(context, CommonProblem.malformed("The address contains NUL, which no text here may."));
            return;
        }
        if (isOddlySpelled(request.path())) {
            refuse(context, CommonProblem.malformed("The address has an empty step or a semicolon in its path."));
            return;
        }
        if (request.headers().getAll("Accept").stream().allMatch(Guard::isEmptyList)) {
            request.headers().remove("Accept"); // names nothing (RFC 9110 section 5.6.1), and the framework fails at it
        }
        String path = context.normalizedPath();
        var headers = context.response().headers();
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("X-Frame-Options", "DENY");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        if (!path.startsWith("/q/")) {
            headers.set("Content-Security-Policy", CSP);
        }
        if (isPersons(path)) {
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Cache-Control", "no-store");
            headers.set("X-Robots-Tag", "noindex, nofollow, noarchive");
        } else {
            headers.set("Referrer-Policy", "same-origin");
            if (!path.startsWith("/assets/")) {
                headers.set("Cache-Control", "no-store");
            }
        }
        if (changesSomething(request.method()) && !isPersons(path) && comesFromElsewhere(request)) {
            refuse(context, new Refusal(CommonProblem.CROSS_SITE, "Open the page on this site and try again."));
            return;
        }
        String encoding = request.getHeader("Content-Encoding");
        if (path.startsWith("/api/") && encoding != null && !encoding.equalsIgnoreCase("identity")) {
            refuse(
                    context,
                    new Refusal(
                                    CommonProblem.UNSUPPORTED_MEDIA_TYPE,
                                    "Send the body as it is, without Content-Encoding.")
                            .header("Accept-Encoding", "identity"));
            return;
        }
        if (PersonsProblems.isFor(context) && length(request) > mostBytes) {
            answerWhenAllHasCome(context);
            return;
        }
        context.next();
    }

    /// A browser that is answered and cut off in mid-upload shows its own page of a lost connection, and the
    /// framework's answer to too large a body is an empty one. So what comes is read and thrown away, up to a
    /// point.
    private void answerWhenAllHasCome(RoutingContext context) {
        HttpServerRequest request = context.request();
        int status = CommonProblem.TOO_LARGE.status();
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html;charset=utf-8")
                .putHeader("Connection", "close");
        String page = persons.page(context, status, null);
        if (length(request) > THROWN_AWAY * mostBytes) {
            context.response().end(page);
            return;
        }
        request.handler(_ -> {
            // thrown away
        });
        request.exceptionHandler(_ -> {
            // whoever sent it is gone
        });
        request.endHandler(_ -> context.response().end(page));
        request.resume();
    }

    private static long length(HttpServerRequest request) {
        try {
            String said = request.getHeader("Content-Length");
            return said == null ? 0 : Long.parseLong(said);
        } catch (NumberFormatException e) {
            return 0; // the server refuses it by itself
        }
    }

    private static boolean isEmptyList(String header) {
        return header.chars().allMatch(c -> c == ',' || c == ' ' || c == '\t');
    }

    /// The framework leaves out empty steps and what follows a semicolon, so that one endpoint would have many
    /// spellings; whatever is decided by the path must see the one that the framework sees.
    private static boolean isOddlySpelled(String path) {
        return path != null && (path.contains("//") || path.indexOf(';') >= 0);
    }

    /// The person's path has no cookie that another site could make use of: the link is the credential. And it cannot
    /// ask for an origin: a page without referrer sends `null`, and older browsers send nothing else.
    private static boolean isPersons(String path) {
        return path.startsWith("/a/") || path.startsWith("/api/v1/notices/");
    }

    private static boolean changesSomething(HttpMethod method) {
        return method != HttpMethod.GET && method != HttpMethod.HEAD && method != HttpMethod.OPTIONS;
    }

    private boolean comesFromElsewhere(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return false; // no browser of today leaves it out when another site posts here
        }
        if (origin.equals(publicUrl.get())) {
            return false;
        }
        try {
            return request.authority() == null
                    || !request.authority()
                            .toString()
                            .equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    private void refuse(RoutingContext context, Refusal refusal) {
        refusal.headers().forEach(context.response()::putHeader);
        context.response()
                .setStatusCode(refusal.type().status())
                .putHeader("Content-Type", Problem.MEDIA_TYPE)
                .end(new String(
                        Json.write(Problem.of(publicUrl.get(), refusal)), java.nio.charset.StandardCharsets.UTF_8));
    }
}
