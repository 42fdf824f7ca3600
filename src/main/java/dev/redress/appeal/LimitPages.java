package dev.redress.appeal;

import dev.redress.decision.Links;
import dev.redress.platform.Network;
import dev.redress.platform.PublicUrl;
import dev.redress.platform.Quota;
import dev.redress.platform.Quotas;
import dev.redress.platform.Refusal;
import io.quarkus.qute.TemplateInstance;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// The limits on everything below a person's link, decided before a body is read, and the pages that say so.
///
/// - An address that asks very much waits a moment. It is never locked out.
/// - An address that opens many links that are wrong, old or ended waits a while with such links, and all of them look
///   alike then. A good link opens all the same: a library's other guests must not pay for one of them.
/// - Who sends very much with one link is told, then asked to rest ({@link Sending}). Reading goes on, and so does what
///   leads out: the objection, a wish for a new link, the answer to the question.
///
/// Reading counts in memory only and changes no row.
@ApplicationScoped // not a singleton: filters are made before the configuration can be read
public class LimitPages {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    record busy(Here here, long seconds) implements TemplateInstance {}

    /// @param unsaved whether this answers something sent, which is lost
    record blocked(Here here, SendingBlock block, boolean unsaved, String text, List<FieldError> errors)
            implements TemplateInstance {}

    private final Quotas addresses;
    private final Quotas wrongLinks;
    private final Links links;
    private final Visits visits;
    private final Sending sending;
    private final AtLink at;
    private final Frames frames;
    private final Clock clock;
    private final PublicUrl publicUrl;

    LimitPages(
            LimitConfig config,
            Links links,
            Visits visits,
            Sending sending,
            AtLink at,
            Frames frames,
            Clock clock,
            PublicUrl publicUrl) {
        this.addresses = new Quotas("address", config.address(), config.remembered(), clock);
        this.wrongLinks = new Quotas("wrong-links", config.wrongLinks(), config.remembered(), clock);
        this.links = links;
        this.visits = visits;
        this.sending = sending;
        this.at = at;
        this.frames = frames;
        this.clock = clock;
        this.publicUrl = publicUrl;
    }

    @ServerRequestFilter(preMatching = true)
    public Response countAddress(ContainerRequestContext request, RoutingContext context) {
        if (!isPersons(context)) {
            return null;
        }
        Quota quota = addresses.take(network(context));
        return quota.within() ? null : wait(quota, request, context);
    }

    /// Runs where the endpoint runs, since it asks the database.
    @ServerRequestFilter
    public Response countLink(ContainerRequestContext request, RoutingContext context) {
        String token = request.getUriInfo().getPathParameters().getFirst("token");
        if (token == null) {
            return null;
        }
        Instant now = clock.instant();
        if (!(links.open(token, now) instanceof Links.Opened.Good good)) {
            Quota quota = wrongLinks.take(network(context));
            return quota.within() ? null : wait(quota, request, context);
        }
        if (leadsOut(context, token)) {
            return null;
        }
        boolean sends = !READING.contains(request.getMethod());
        Standing standing = sends ? new Standing.Free() : sending.look(good.decision(), now);
        if (!sends && standing instanceof Standing.Free) {
            return null;
        }
        Visit visit = visits.by(good);
        if (!visit.open()) {
            return null; // whoever has not answered the question can send nothing and must not use up the person's
            // share
        }
        at.is(sends ? sending.take(visit.decision().id(), now) : standing);
        return sends && at.standing() instanceof Standing.Blocked stopped ? stop(stopped, visit, request, token) : null;
    }

    /// Below an API's link the fields tell what the banner tells on a page.
    @ServerResponseFilter
    public void tell(ContainerResponseContext response, RoutingContext context) {
        if (!isApi(context) || !isPersons(context)) {
            return;
        }
        switch (at.standing()) {
            case Standing.Free _ -> {
                // nothing to tell
            }
            case Standing.Warned warned -> warned.quota().fields().forEach(response.getHeaders()::putSingle);
            case Standing.Blocked blocked -> blocked.quota().fields().forEach(response.getHeaders()::putSingle);
        }
    }

    private Response wait(Quota quota, ContainerRequestContext request, RoutingContext context) {
        if (isApi(context)) {
            throw quota.refusal("Too much is asked for from your network. Wait a moment, then try again.");
        }
        String[] steps = context.normalizedPath().split("/");
        Here here = frames.at(steps.length > 2 ? steps[2] : "", asked(request, steps.length > 2 ? steps[2] : ""));
        return answer(quota, here, new busy(here, quota.retryAfter()));
    }

    private Response stop(Standing.Blocked stopped, Visit visit, ContainerRequestContext request, String token) {
        SendingBlock block = stopped.block();
        if (request.getUriInfo().getPath().startsWith("/api/")) {
            throw stopped.quota()
                    .marked(new Refusal(
                            LimitProblem.SENDING_BLOCKED,
                            "Nothing can be sent with this link until " + block.until() + ". Reading goes on."))
                    .with("until", block.until().toString())
                    .with(
                            "reason",
                            "More than %d things were sent in %d seconds; a warning was given at %s."
                                    .formatted(block.quota(), block.windowSeconds(), block.warnedAt()))
                    .with("objectionUrl", publicUrl.get() + "/api/v1/notices/" + token + "/objection");
        }
        at.is(new Standing.Free()); // the page itself tells it
        Here here = frames.at(token, visit.decision(), asked(request, token));
        return answer(stopped.quota(), here, new blocked(here, block, true, null, List.of()));
    }

    private static Response answer(Quota quota, Here here, TemplateInstance page) {
        Response.ResponseBuilder response = Response.fromResponse(Pages.with(429, here, page));
        quota.fields().forEach(response::header);
        return response.header("Retry-After", quota.retryAfter()).build();
    }

    /// The other languages lead to the link itself: the address of a form has no page.
    private static Asked asked(ContainerRequestContext request, String token) {
        return new Asked(
                "/a/" + token,
                request.getUriInfo().getQueryParameters().getFirst("lang"),
                request.getAcceptableLanguages());
    }

    private static boolean leadsOut(RoutingContext context, String token) {
        String link = (isApi(context) ? "/api/v1/notices/" : "/a/") + token;
        String path = context.normalizedPath();
        return path.equals(link + "/objection") || path.equals(link + "/renewal");
    }

    private static boolean isPersons(RoutingContext context) {
        String path = context.normalizedPath();
        return path.startsWith("/a/") || path.startsWith("/api/v1/notices/");
    }

    private static boolean isApi(RoutingContext context) {
        return context.normalizedPath().startsWith("/api/");
    }

    private static String network(RoutingContext context) {
        SocketAddress caller = context.request().remoteAddress();
        if (caller == null) {
            return Network.of(null);
        }
        return Network.of(caller.hostAddress() == null ? caller.host() : caller.hostAddress());
    }
}
