package dev.redress.appeal;

import dev.redress.platform.Limit;
import dev.redress.platform.Quota;
import dev.redress.platform.Quotas;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Limits what is sent with the links of one decision, and never in silence: a warning comes first, a block ends by
/// itself, and the person can object. What is counted is in memory, what was said to the person is a row.
@ApplicationScoped
class Sending {

    private static final String POLICY = "link";
    private static final Standing FREE = new Standing.Free();

    private final SendingBlocks blocks;
    private final Quotas quotas;
    private final Limit limit;
    private final Duration rest;

    Sending(SendingBlocks blocks, LimitConfig config, Clock clock) {
        this.blocks = blocks;
        this.limit = config.sending();
        this.rest = config.rest();
        this.quotas = new Quotas(POLICY, limit, config.remembered(), clock);
    }

    /// Changes nothing.
    Standing look(UUID decision, Instant now) {
        SendingBlocks.Round round = blocks.round(decision, limit.window(), now);
        return round.warning() == null && round.block() == null
                ? FREE
                : standing(round, quotas.look(key(decision, round)), now);
    }

    /// Counts one thing sent. Once blocked, nothing is counted.
    Standing take(UUID decision, Instant now) {
        SendingBlocks.Round round = blocks.round(decision, limit.window(), now);
        String key = key(decision, round);
        if (round.block() != null) {
            return standing(round, quotas.look(key), now);
        }
        Quota quota = quotas.take(key);
        if (quota.within() && quota.left() * 5 > limit.quota()) {
            return standing(round, quota, now);
        }
        return standing(blocks.near(decision, !quota.within(), limit, rest, now), quota, now);
    }

    private static String key(UUID decision, SendingBlocks.Round round) {
        return decision + "/" + round.number();
    }

    private Standing standing(SendingBlocks.Round round, Quota quota, Instant now) {
        if (round.block() != null) {
            Duration left = Duration.between(now, round.block().until());
            return new Standing.Blocked(round.block(), new Quota(POLICY, limit, false, 0, left, left));
        }
        return round.warning() == null ? FREE : new Standing.Warned(quota, rest);
    }
}
