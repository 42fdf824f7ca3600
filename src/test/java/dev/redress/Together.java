package dev.redress;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Several callers at once.
public final class Together {

    private Together() {}

    /// Runs the call so many times, all let go at the same moment, and gives the answers.
    public static <T> List<T> call(int times, IntFunction<T> call) throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> answers = IntStream.range(0, times)
                    .mapToObj(i -> threads.submit(() -> {
                        go.await();
                        return call.apply(i);
                    }))
                    .toList();
            go.countDown();
            List<T> results = new java.util.ArrayList<>();
            for (Future<T> answer : answers) {
                results.add(answer.get());
            }
            return results;
        }
    }
}
