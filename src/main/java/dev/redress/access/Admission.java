package dev.redress.access;

import dev.redress.platform.CommonProblem;
import dev.redress.platform.Ids;
import dev.redress.platform.Limit;
import dev.redress.platform.Overload;
import dev.redress.platform.PublicUrl;
import dev.redress.platform.Quota;
import dev.redress.platform.Quotas;
import dev.redress.platform.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.arc.All;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.security.ForbiddenException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.impl.RoutingContextInternal;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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

    /// What is made of bodies while they are read may take a third of the heap: JSON can unfold to seventeen
    /// times its size, protobuf to some thousand times.
    private static final long MOST_OBJECTS = Runtime.getRuntime().maxMemory() / 3;

    private static final int AGENTS_REMEMBERED = 10_000;

    /// Whatever else an agent's key sends takes room as well: its body is read before the request gets its turn.
    private static final Door ELSEWHERE = _ -> true;

    private final List<Door> doors;
    private final AgentKeys keys;
    private final RecentTokens tokens;
    private final Quotas agents;
    private final int mostRequests;
    private final long mostBytes;
    private final long longest;
    private final PublicUrl publicUrl;
    private final int mostWorking;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong objects = new AtomicLong();

    Admission(
            @All List<Door> doors,
            AgentKeys keys,
            RecentTokens tokens,
            Clock clock,
            MeterRegistry metrics,
            @ConfigProperty(name = "redress.intake.agent") Limit agent,
            @ConfigProperty(name = "redress.intake.requests") int mostRequests,
            @ConfigProperty(name = "redress.intake.working") int mostWorking,
            @ConfigProperty(name = "redress.intake.megabytes") int mostMegabytes,
            @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize longest,
            PublicUrl publicUrl) {
        this.doors = doors;
        this.keys = keys;
        this.tokens = tokens;
        this.agents = new Quotas("agent", agent, AGENTS_REMEMBERED, clock);
        this.mostRequests = mostRequests;
        this.mostWorking = mostWorking;
        this.mostBytes = (long) mostMegabytes << 20;
        this.longest = longest.asLongValue();
        this.publicUrl = publicUrl;
        metrics.gauge("redress.intake.requests", requests);
        metrics.gauge("redress.intake.working", working);
        metrics.gauge("redress.intake.bytes", bytes);
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
            if (request.request().version() != HttpVersion.HTTP_2) {
                request.request().connection().close(); // what was announced is not waited for
            }
            return;
        }
        if (at.isEmpty() && !credential.startsWith(AgentKeys.PREFIX)) {
            request.next(); // perhaps a person's program
            return;
        }
        at.ifPresent(one -> request.put(Door.class.getName(), one));
        Door door = at.orElse(ELSEWHERE);
        Optional<String> agent = agent(credential);
        Quota quota = agents.take(whose(credential, agent));
        if (!quota.within()) {
            refuse(request, door, tooMuch(quota));
            return;
        }
        quota.fields().forEach(request.response()::putHeader);
        Place place = new Place(length, at.isPresent());
        request.addEndHandler(_ -> place.connectionEnds()); // also when the caller hangs up
        // The server takes the other for itself when a body grows too long.
        request.addBodyEndHandler(_ -> place.connectionEnds());
        if (!place.free) {
            refuse(request, door, Overload.refusal());
            return;
        }
        request.put(Place.class.getName(), place);
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
    private static void readFirst(RoutingContext request, Place place) {
        place.rest();
        request.request().body().onSuccess(body -> {
            ((RoutingContextInternal) request).setBody(body);
            place.work();
            request.next();
        });
        request.request().resume();
    }

    /// The place of a request of which it was not known at its head that it is an agent's.
    ///
    /// @throws Refusal 503 when there is no room
    Place late(RoutingContext request) {
        String told = request.request().getHeader("Content-Length");
        Place place = new Place(told == null ? 0 : Long.parseLong(told), false); // the rest as it comes
        if (!place.free) {
            place.leave();
            throw Overload.refusal();
        }
        return place;
    }

    /// What one request takes from its head to its answer: room, and at a door a part of the work except while its body
    /// comes. Elsewhere {@link AgentTurns} says how many work at once.
    final class Place {

        private final boolean atDoor;
        private final boolean free;
        private long held;
        private long made;
        private long untold;
        private boolean working;
        private boolean begun;
        private boolean left;

        private Place(long length, boolean atDoor) {
            this.held = length;
            this.atDoor = atDoor;
            int beside = requests.getAndIncrement();
            long bytesBeside = bytes.getAndAdd(length);
            this.free = beside < mostRequests
                    && (bytesBeside == 0 || bytesBeside + length <= mostBytes)
                    && (!atDoor || Admission.this.working.get() < mostWorking);
            work();
        }

        synchronized void rest() {
            if (working) {
                working = false;
                Admission.this.working.decrementAndGet();
            }
        }

        synchronized void work() {
            if (atDoor && !working && !left) {
                working = true;
                Admission.this.working.incrementAndGet();
            }
        }

        /// Takes more room than was announced.
        ///
        /// @throws Refusal 503 when others hold it, 413 when there is never so much
        synchronized void grow(long more) {
            take(bytes, held, more, mostBytes);
            held += more;
        }

        /// Takes room for what is about to be made of a body; in the same way.
        synchronized void make(long more) {
            take(objects, made, more, MOST_OBJECTS);
            made += more;
        }

        private void take(AtomicLong all, long own, long more, long most) {
            if (own + more > most) {
                throw new Refusal(
                        CommonProblem.TOO_LARGE, "The body holds more than there is room for. Send less at once.");
            }
            if (left || all.addAndGet(more) > most) {
                all.addAndGet(left ? 0 : -more);
                throw Overload.refusal();
            }
        }

        /// The body as it is read: what did not tell its length takes room as it comes.
        InputStream counted(InputStream body) {
            return new FilterInputStream(body) {
                @Override
                public int read() throws IOException {
                    int one = super.read();
                    came(one < 0 ? 0 : 1);
                    return one;
                }

                @Override
                public int read(byte[] into, int from, int most) throws IOException {
                    int read = super.read(into, from, most);
                    came(read);
                    return read;
                }
            };
        }

        private synchronized void came(int read) {
            untold += Math.max(read, 0);
            if (untold > held) {
                grow(untold - held);
            }
        }

        /// From here on the end of the connection ends nothing: what was read is still held.
        ///
        /// @throws Refusal 503 when the caller hung up before
        synchronized void workBegins() {
            if (left) {
                throw Overload.refusal();
            }
            begun = true;
        }

        private synchronized void connectionEnds() {
            if (!begun) {
                leave();
            }
        }

        synchronized void leave() {
            if (!left) {
                left = true;
                rest();
                requests.decrementAndGet();
                bytes.addAndGet(-held);
                objects.addAndGet(-made);
            }
        }
    }

    private void refuse(RoutingContext request, Door door, Refusal refusal) {
        Door.Answer answer = door.refusal(refusal, request.request().getHeader("Content-Type"), publicUrl.get());
        refusal.headers().forEach(request.response()::putHeader);
        request.response()
                .setStatusCode(refusal.type().status())
                .putHeader("Content-Type", answer.mediaType())
                .end(Buffer.buffer(answer.body()));
    }

    /// Keys and tokens of one agent share its limit. Whose one is that was not seen lately is not known here, so it
    /// counts by itself.
    private static String whose(String credential, Optional<String> agent) {
        return agent.map("agent "::concat)
                .orElseGet(() ->
                        HexFormat.of().formatHex(Ids.sha256().digest(credential.getBytes(StandardCharsets.UTF_8))));
    }

    private Optional<String> agent(String credential) {
        if (credential.startsWith(AgentKeys.PREFIX)) {
            return keys.recentAgentOf(credential);
        }
        try {
            return tokens.of(credential).map(Acting::name);
        } catch (ForbiddenException e) {
            return Optional.empty(); // it names nobody who acts, and is refused later
        }
    }

    private static Refusal tooMuch(Quota quota) {
        return quota.refusal("This agent sends more than it may. Wait as long as Retry-After says.");
    }

    private static long length(RoutingContext request) {
        String told = request.request().getHeader("Content-Length");
        return told == null ? UNTOLD : Long.parseLong(told); // the server has refused what is no number
    }
}
