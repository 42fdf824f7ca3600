package dev.redress.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatchingTest {

    private static final Batching.Bounds BOUNDS = new Batching.Bounds(10, 1_000, 100, 10_000);

    private final List<List<Integer>> batches = Collections.synchronizedList(new ArrayList<>());

    private Batching<Integer, Integer> batching(int lanes, Consumer<List<Batching.Entry<Integer, Integer>>> before) {
        return new Batching<>(lanes, BOUNDS, thing -> 100, batch -> {
            before.accept(batch);
            batches.add(batch.stream().map(Batching.Entry::thing).toList());
            batch.forEach(entry -> entry.answer().complete(-entry.thing()));
        });
    }

    @Test
    void oneThingIsStoredByWhoeverWaitsForIt() throws Exception {
        assertThat(batching(
                                1,
                                batch -> assertThat(Thread.currentThread().isVirtual())
                                        .isFalse())
                        .submit(7, 0)
                        .answer()
                        .get())
                .isEqualTo(-7);
    }

    @Test
    void allAreAnsweredOnceInTheOrderOfTheirLaneAndOneBatchAtATime() throws Exception {
        AtomicInteger storing = new AtomicInteger();
        Batching<Integer, Integer> batching = batching(1, batch -> {
            assertThat(storing.incrementAndGet()).isEqualTo(1);
            Thread.yield();
            storing.decrementAndGet();
        });
        int each = 2_000;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = IntStream.range(0, 50)
                    .<Future<?>>mapToObj(sender -> threads.submit(() -> {
                        for (int i = 0; i < each; i++) {
                            int thing = sender * each + i;
                            assertThat(batching.submit(thing, 0).answer().get()).isEqualTo(-thing);
                        }
                        return null;
                    }))
                    .toList();
            for (Future<?> one : all) {
                one.get();
            }
        }
        List<Integer> stored = batches.stream().flatMap(List::stream).toList();
        assertThat(stored).hasSize(50 * each).doesNotHaveDuplicates();
        for (int sender = 0; sender < 50; sender++) {
            int from = sender * each;
            assertThat(stored.stream()
                            .filter(thing -> thing >= from && thing < from + each)
                            .toList())
                    .isSorted();
        }
        assertThat(batches).allSatisfy(batch -> assertThat(batch.size()).isLessThanOrEqualTo(10));
        assertThat(batches.size()).isLessThan(stored.size()); // some came together
        assertThat(batching.waiting()).isZero();
    }

    @Test
    void whatComesWhileOneIsStoredBecomesOneBatch() throws Exception {
        CountDownLatch storing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Batching<Integer, Integer> batching = batching(1, batch -> {
            storing.countDown();
            wait(goOn);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first =
                    threads.submit(() -> batching.submit(0, 0).answer().get());
            storing.await();
            List<Batching<Integer, Integer>.Submitted> others =
                    IntStream.range(1, 6).mapToObj(i -> batching.submit(i, 0)).toList();
            goOn.countDown();
            first.get();
            for (var other : others) {
                other.answer().get(10, TimeUnit.SECONDS);
            }
        }
        assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3, 4, 5));
    }

    @Test
    void aWholeBatchDoesNotWaitForItsSender() {
        CountDownLatch stored = new CountDownLatch(1);
        Batching<Integer, Integer> batching = batching(1, batch -> stored.countDown());
        IntStream.range(0, 10).forEach(i -> batching.submit(i, 0));
        wait(stored);
    }

    @Test
    void moreThanMayWaitIsRefusedAndThereIsRoomAgainAfterwards() throws Exception {
        CountDownLatch storing = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Batching<Integer, Integer> batching = batching(1, batch -> {
            storing.countDown();
            wait(goOn);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Integer> first =
                    threads.submit(() -> batching.submit(0, 0).answer().get());
            storing.await();
            List<Batching<Integer, Integer>.Submitted> waiting =
                    IntStream.range(0, 100).mapToObj(i -> batching.submit(i, 0)).toList();
            assertThatThrownBy(() -> batching.submit(100, 0))
                    .isInstanceOfSatisfying(
                            Refusal.class,
                            refusal -> assertThat(refusal.type().status()).isEqualTo(503));
            goOn.countDown();
            first.get();
            for (var one : waiting) {
                one.answer().get(10, TimeUnit.SECONDS);
            }
        }
        assertThat(batching.submit(1, 0).answer().get()).isEqualTo(-1);
    }

    @Test
    void aFailureReachesThoseOfItsBatchAndTheNextOneIsStored() throws Exception {
        Batching<Integer, Integer> batching = batching(1, batch -> {
            if (batch.getFirst().thing() == 13) {
                throw new IllegalArgumentException("bad");
            }
        });
        assertThatThrownBy(() -> batching.submit(13, 0).answer().get())
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("bad");
        assertThat(batching.submit(14, 0).answer().get()).isEqualTo(-14);
    }

    @Test
    void whatIsLeftWithoutAnAnswerFails() {
        Batching<Integer, Integer> batching = new Batching<>(1, BOUNDS, thing -> 100, batch -> {});
        assertThatThrownBy(() -> batching.submit(1, 0).answer().get())
                .hasRootCauseMessage("a batch was stored without an answer");
    }

    private static void wait(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
