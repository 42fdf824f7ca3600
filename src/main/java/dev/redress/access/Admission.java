package dev.redress.access;

import dev.redress.platform.CommonProblem;
import dev.redress.platform.Ids;
import dev.redress.platform.Limit;
import dev.redress.platform.Overload;
import dev.redress.platform.PublicUrl;
import dev.redress.platform.Quota;
import dev.redress.platform.Quotas;
import dev.redress.platform.Refusal;
import io.quarkus.arc.All;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Decides at the {@link Door doors}, and for what agents' keys send elsewhere, whether a request is let in, before its
/// body is read: 429 for an agent over its limit, 503 when requests or bytes beyond what the service can hold are
/// under way. Every answer at a door says in `RateLimit` what is left.
@Singleton
class Admission {

    /// For a body whose length is not told: the most of a decision.
    private static final long UNTOLD = 1 << 20;

    /// A body of a recent agent up to this size is read before the request gets a thread, which then waits for nothing.
    private static final long SMALL = 64 << 10;

    private static final long LINGER_MS = 5_000;

    private static final int AGENTS_REMEMBERED = 10_000;

    /// Whatever else an agent's key sends takes room as well: its body is read before the request gets its turn.
    private static final Door ELSEWHERE = _ -> true;

    private final List<Door> doors;
    private final AgentKeys keys;
    private final RecentTokens tokens;
    private final Quotas agents;
    private final Places places;
    private final long longest;
    private final PublicUrl publicUrl;

    Admission(
            @All List<Door> doors,
            AgentKeys keys,
            RecentTokens tokens,
            Clock clock,
            @ConfigProperty(name = "redress.intake.agent") Limit agent,
            Places places,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize longest,
            PublicUrl publicUrl) {
        this.doors = doors;
        this.keys = keys;
        this.tokens = tokens;
        this.agents = new Quotas("agent", agent, AGENTS_REMEMBERED, clock);
        this.places = places;
        this.longest = longest.asLongValue();
        this.publicUrl = publicUrl;
    }

    void install(@Observes Filters filters) {
        filters.register(this::admit, 400); // after the guard
    }

    static boolean isAtDoor(RoutingContext request) {
        return request.get(Door.class.getName()) != null;
    }

    private void admit(RoutingContext request) {
        HttpMethod method = request.request().method();
        String credential = AgentKeyMechanism.bearer(request);
        long length = length(request);
        if ((method != HttpMethod.POST && method != HttpMethod.PUT) || credential == null) {
            request.next(); // the server refuses the latter before it reads a body
            return;
        }
        String path = request.normalizedPath();
        Optional<Door> at = method == HttpMethod.POST
                ? doors.stream().filter(each -> each.isAt(path)).findFirst()
                : Optional.empty();
        if (length > longest || (at.isPresent() && length > at.get().longest(path))) {
            refuse(
                    request,
                    at.orElse(ELSEWHERE),
                    new Refusal(CommonProblem.TOO_LARGE, "The body is larger than what is taken here."));
            linger(request);
            return;
        }
        if (at.isEmpty() && !credential.startsWith(AgentKeys.PREFIX)) {
            request.next(); // perhaps a person's program
            return;
        }
        at.ifPresent(one -> request.put(Door.class.getName(), one));
        Door door = at.orElse(ELSEWHERE);
        Optional<String> agent = agent(credential);
        String whose = whose(credential, agent);
        Quota quota = agents.take(whose);
        if (!quota.within()) {
            refuse(request, door, tooMuch(quota));
            return;
        }
        quota.fields().forEach(request.response()::putHeader);
        Places.Place place = places.take(whose, length, at.isPresent());
        request.addEndHandler(_ -> place.connectionEnds()); // also when the caller hangs up
        // The server takes the other for itself when a body grows too long.
        request.addBodyEndHandler(_ -> place.connectionEnds());
        if (!place.isFree()) {
            refuse(request, door, Overload.refusal());
            return;
        }
        place.isOf(request);
        if (at.isPresent() && agent.isPresent() && length > 0 && length <= SMALL && mayBeReadFirst(request)) {
            readFirst(request, place);
        } else {
            request.next();
        }
    }

    /// A request by HTTP/2 whose body is read cannot be paused any more, as the framework will do.
    private static boolean mayBeReadFirst(RoutingContext request) {
        return request.request().version() != HttpVersion.HTTP_2
                && request.request().getHeader("Expect") == null;
    }

    /// Whoever hangs up meanwhile leaves its place, and nothing else is to be done; the handler of Vert.x for bodies
    /// would log an error.
    private static void readFirst(RoutingContext request, Places.Place place) {
        place.rest();
        request.request().body().onSuccess(body -> {
            ((RoutingContextInternal) request).setBody(body);
            place.work();
            request.next();
        });
        request.request().resume();
    }

    /// A connection that closes under a caller who still sends takes the answer with it (RFC 9112, section 9.6).
    /// So what comes is thrown away for a while, and what comes later is not waited for.
    private static void linger(RoutingContext request) {
        HttpServerRequest sending = request.request();
        if (sending.version() == HttpVersion.HTTP_2) {
            return; // its streams end by themselves
        }
        long patience =
                request.vertx().setTimer(LINGER_MS, _ -> sending.connection().close());
        sending.endHandler(_ -> request.vertx().cancelTimer(patience));
        sending.resume();
    }

    private void refuse(RoutingContext request, Door door, Refusal refusal) {
        Door.Answer answer = door.refusal(refusal, request.request().getHeader("Content-Type"), publicUrl.get());
        refusal.headers().forEach(request.response()::putHeader);
        request.response()
                .setStatusCode(refusal.type().status())
                .putHeader("Content-Type", answer.mediaType())
                .end(Buffer.buffer(answer.body()));
    }

    /// Keys and tokens of one agent share its limit and its places. Whose one is that was not seen lately is not known
    /// here, so it counts by itself.
    private static String whose(String credential, Optional<String> agent) {
        return agent.map(Admission::whose)
                .orElseGet(() ->
                        HexFormat.of().formatHex(Ids.sha256().digest(credential.getBytes(StandardCharsets.UTF_8))));
    }

    static String whose(String agent) {
        return "agent " + agent;
    }

    private Optional<String> agent(String credential) {
        if (credential.startsWith(AgentKeys.PREFIX)) {
            return keys.recentAgentOf(credential);
        }
        return tokens.of(credential).map(Acting::name);
    }

    private static Refusal tooMuch(Quota quota) {
        return quota.refusal("This agent sends more than it may. Wait as long as Retry-After says.");
    }

    private static long length(RoutingContext request) {
        String told = request.request().getHeader("Content-Length");
        return told == null ? UNTOLD : Long.parseLong(told); // the server has refused what is no number
    }
}
