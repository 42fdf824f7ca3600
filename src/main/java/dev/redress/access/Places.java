package dev.redress.access;

import dev.redress.platform.CommonProblem;
import dev.redress.platform.Overload;
import dev.redress.platform.Refusal;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The places for requests of agents: how many may be under way, how many at work, and how much memory all of them may
/// hold together.
@Singleton
class Places {

    /// What is made of bodies while they are read may take a third of the heap: JSON can unfold to seventeen
    /// times its size, protobuf to some thousand times.
    private static final long MOST_OBJECTS = Runtime.getRuntime().maxMemory() / 3;

    /// No agent takes more than three quarters, so that one with many slow senders shuts nobody else out.
    private static final double SHARE = 0.75;

    private final int mostRequests;
    private final int mostWorking;
    private final long mostBytes;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger working = new AtomicInteger();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong objects = new AtomicLong();
    private final Map<String, Share> shares = new ConcurrentHashMap<>();

    Places(
            MeterRegistry metrics,
            @ConfigProperty(name = "redress.intake.requests") int mostRequests,
            @ConfigProperty(name = "redress.intake.working") int mostWorking,
            @ConfigProperty(name = "redress.intake.megabytes") int mostMegabytes) {
        this.mostRequests = mostRequests;
        this.mostWorking = mostWorking;
        this.mostBytes = (long) mostMegabytes << 20;
        metrics.gauge("redress.intake.requests", requests);
        metrics.gauge("redress.intake.working", working);
        metrics.gauge("redress.intake.bytes", bytes);
    }

    /// Null for a request that has none.
    static Place of(RoutingContext request) {
        return request.get(Place.class.getName());
    }

    /// What one agent holds.
    private record Share(int requests, long bytes) {

        static final Share NONE = new Share(0, 0);

        /// Null when nothing is left.
        Share plus(int moreRequests, long moreBytes) {
            return requests + moreRequests == 0 ? null : new Share(requests + moreRequests, bytes + moreBytes);
        }
    }

    private Share share(String agent, int moreRequests, long moreBytes) {
        return shares.compute(agent, (_, held) -> (held == null ? Share.NONE : held).plus(moreRequests, moreBytes));
    }

    /// Whoever takes one that is not free leaves it again.
    ///
    /// @param agent whose share it counts towards
    /// @param length of the body, as far as it is known
    Place take(String agent, long length, boolean atDoor) {
        return new Place(agent, length, atDoor);
    }

    /// The place of a request of which it was not known at its head that it is an agent's.
    ///
    /// @throws Refusal 503 when there is no room
    Place late(String agent, RoutingContext request) {
        String told = request.request().getHeader("Content-Length");
        Place place = take(agent, told == null ? 0 : Long.parseLong(told), false); // the rest as it comes
        if (!place.free) {
            place.leave();
            throw Overload.refusal();
        }
        place.isOf(request);
        return place;
    }

    /// What one request takes from its head to its answer: room, and at a door a part of the work except while its body
    /// comes. Elsewhere {@link AgentTurns} says how many work at once.
    final class Place {

        private final String agent;
        private final boolean atDoor;
        private final boolean free;
        private long held;
        private long made;
        private long untold;
        private boolean working;
        private boolean begun;
        private boolean left;

        private Place(String agent, long length, boolean atDoor) {
            this.agent = agent;
            this.held = length;
            this.atDoor = atDoor;
            int beside = requests.getAndIncrement();
            long bytesBeside = bytes.getAndAdd(length);
            Share own = share(agent, 1, length); // in any case: what is not free is left again
            this.free = beside < mostRequests
                    && (bytesBeside == 0 || bytesBeside + length <= mostBytes)
                    && isWithin(own)
                    && (!atDoor || Places.this.working.get() < mostWorking);
            work();
        }

        /// One request alone is within, however long.
        private boolean isWithin(Share share) {
            return share.requests() <= Math.max(1, mostRequests * SHARE)
                    && (share.requests() == 1 || share.bytes() <= mostBytes * SHARE);
        }

        /// Whether there was one.
        boolean isFree() {
            return free;
        }

        void isOf(RoutingContext request) {
            request.put(Place.class.getName(), this);
        }

        synchronized void rest() {
            if (working) {
                working = false;
                Places.this.working.decrementAndGet();
            }
        }

        synchronized void work() {
            if (atDoor && !working && !left) {
                working = true;
                Places.this.working.incrementAndGet();
            }
        }

        /// Takes more room than was announced.
        ///
        /// @throws Refusal 503 when others hold it, 413 when there is never so much
        synchronized void grow(long more) {
            take(bytes, held, more, mostBytes);
            held += more; // to be given back, also when the share is too small
            if (!isWithin(share(agent, 0, more))) {
                throw Overload.refusal();
            }
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
            if (left) {
                throw Overload.refusal();
            }
            if (all.addAndGet(more) > most) {
                all.addAndGet(-more);
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

        synchronized void connectionEnds() {
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
                share(agent, -1, -held);
                objects.addAndGet(-made);
            }
        }
    }
}
