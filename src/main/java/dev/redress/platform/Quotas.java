package dev.redress.platform;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/// Counts by key against one limit, in the memory of this process: each replica counts by itself, and a restart begins
/// anew. A key is a token bucket, forgotten once it has not been used for a whole window and so is full again.
///
/// The memory is bounded. When more keys come than are kept, some are forgotten early, and theirs is a full bucket
/// again: too many callers can make a limit wider, never narrower.
public final class Quotas {

    private final String policy;
    private final Limit limit;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets;

    /// @param policy as in {@link Quota}
    /// @param most keys kept at once, of some 400 bytes each
    public Quotas(String policy, Limit limit, int most, Clock clock) {
        this.policy = policy;
        this.limit = limit;
        this.time = nanos(clock);
        this.buckets = Caffeine.newBuilder()
                .maximumSize(most)
                .expireAfterAccess(limit.window())
                .executor(Runnable::run) // makes room in the call that needs it, so that the bound holds at once
                .build();
    }

    /// Takes one if there is one.
    public Quota take(String key) {
        Bucket bucket = buckets.get(
                key,
                any -> Bucket.builder()
                        .addLimit(bandwidth ->
                                bandwidth.capacity(limit.quota()).refillGreedy(limit.quota(), limit.window()))
                        .withCustomTimePrecision(time)
                        .build());
        var probe = bucket.tryConsumeAndReturnRemaining(1);
        return new Quota(
                policy,
                limit,
                probe.isConsumed(),
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForRefill()),
                Duration.ofNanos(probe.getNanosToWaitForReset()));
    }

    /// What is left, without taking.
    public Quota look(String key) {
        Bucket bucket = buckets.getIfPresent(key);
        long left = bucket == null ? limit.quota() : bucket.getAvailableTokens();
        Duration reset = limit.window().multipliedBy(limit.quota() - left).dividedBy(limit.quota());
        Duration pause = left > 0 || bucket == null
                ? Duration.ZERO
                : Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill());
        return new Quota(policy, limit, left > 0, left, pause, reset);
    }

    public Limit limit() {
        return limit;
    }

    /// How many keys are kept.
    long kept() {
        return buckets.estimatedSize();
    }

    private static TimeMeter nanos(Clock clock) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                Instant now = clock.instant();
                return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }
}
