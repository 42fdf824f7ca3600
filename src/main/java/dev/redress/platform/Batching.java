package dev.redress.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/// Stores things several at once, without a timer and without threads of its own: whoever waits for an answer stores
/// all that waits beside it, unless somebody is just storing. When little comes in, a thing waits for nobody; when much
/// comes in, batches form while the disk is busy with the one before. Nothing is left behind when the callers end.
///
/// A lane stores one batch at a time. Things that must not overtake one another have the same lane.
///
/// @param <T> what is stored
/// @param <R> what is answered for it
public final class Batching<T, R> {

    /// One thing and its answer, which whoever stores the batch completes, well or badly.
    public record Entry<T, R>(T thing, CompletableFuture<R> answer) {}

    /// @param things      the most of a batch
    /// @param bytes       the size from which a batch takes no more
    /// @param mostThings  how many may wait, in all lanes
    /// @param mostBytes   how large they may be together
    public record Bounds(int things, long bytes, int mostThings, long mostBytes) {}

    private static final int PATIENCE_SECONDS = 30;

    private final class Lane {
        private final Queue<Entry<T, R>> waiting = new ConcurrentLinkedQueue<>();
        private final AtomicInteger count = new AtomicInteger();
        private final AtomicBoolean busy = new AtomicBoolean();

        /// Stores one batch if nobody is just doing so; what came meanwhile is then stored by another thread.
        void help() {
            if (waiting.isEmpty() || !busy.compareAndSet(false, true)) {
                return;
            }
            try {
                List<Entry<T, R>> batch = take();
                if (!batch.isEmpty()) {
                    storeAll(batch);
                }
            } finally {
                busy.set(false); // before the look: who came before it either helps or is seen
            }
            if (!waiting.isEmpty()) {
                goOn();
            }
        }

        void goOn() {
            Thread.ofVirtual().name("batching").start(this::help);
        }

        private List<Entry<T, R>> take() {
            List<Entry<T, R>> batch = new ArrayList<>();
            long taken = 0;
            while (batch.size() < bounds.things() && taken < bounds.bytes()) {
                Entry<T, R> next = waiting.poll();
                if (next == null) {
                    break;
                }
                batch.add(next);
                taken += size.applyAsLong(next.thing());
            }
            count.addAndGet(-batch.size());
            waitingThings.addAndGet(-batch.size());
            waitingBytes.addAndGet(-taken);
            return batch;
        }
    }

    private final Bounds bounds;
    private final ToLongFunction<T> size;
    private final Consumer<List<Entry<T, R>>> store;
    private final List<Lane> lanes;
    private final AtomicInteger waitingThings = new AtomicInteger();
    private final AtomicLong waitingBytes = new AtomicLong();

    /// @param size  of a thing, in bytes
    /// @param store stores a batch and completes every answer; what it throws, or leaves without an answer, fails
    public Batching(int lanes, Bounds bounds, ToLongFunction<T> size, Consumer<List<Entry<T, R>>> store) {
        this.bounds = bounds;
        this.size = size;
        this.store = store;
        this.lanes = Stream.generate(Lane::new).limit(lanes).toList();
    }

    /// A thing that was taken in.
    public final class Submitted {
        private final Lane lane;
        private final CompletableFuture<R> answer;

        private Submitted(Lane lane, CompletableFuture<R> answer) {
            this.lane = lane;
            this.answer = answer;
        }

        /// Waits for the answer, for whose sake the caller may store the batch itself: not for an event loop. A
        /// time-out leaves open whether it was stored: the sender repeats, which must do no harm.
        ///
        /// @throws Refusal 503 when it could not be stored for now
        public R await() {
            if (!answer.isDone()) {
                lane.help();
            }
            try {
                return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Overload.refusal();
            } catch (TimeoutException e) {
                throw Overload.refusal();
            } catch (ExecutionException e) {
                if (Overload.isCauseOf(e)) {
                    throw Overload.refusal();
                }
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            }
        }
    }

    /// @param key things with the same key have the same lane
    /// @throws Refusal 503 when too much waits; nothing was taken in then
    public Submitted submit(T thing, int key) {
        if (waitingThings.get() >= bounds.mostThings() || waitingBytes.get() >= bounds.mostBytes()) {
            throw Overload.refusal();
        }
        Lane lane = lanes.get(Math.floorMod(key, lanes.size()));
        CompletableFuture<R> answer = new CompletableFuture<>();
        waitingThings.incrementAndGet();
        waitingBytes.addAndGet(size.applyAsLong(thing));
        lane.waiting.add(new Entry<>(thing, answer));
        if (lane.count.incrementAndGet() % bounds.things() == 0) {
            lane.goOn(); // a whole batch waits, and whoever sends it is still reading
        }
        return new Submitted(lane, answer);
    }

    /// How many things wait to be stored.
    public int waiting() {
        return waitingThings.get();
    }

    private void storeAll(List<Entry<T, R>> batch) {
        RuntimeException failure = new IllegalStateException("a batch was stored without an answer");
        try {
            store.accept(batch);
        } catch (RuntimeException e) {
            failure = e;
        } finally {
            for (Entry<T, R> entry : batch) {
                entry.answer().completeExceptionally(failure); // does nothing to one that has its answer
            }
        }
    }
}
