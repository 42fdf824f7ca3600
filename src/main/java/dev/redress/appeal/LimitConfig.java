package dev.redress.appeal;

import dev.redress.platform.Limit;
import io.smallrye.config.ConfigMapping;
import java.time.Duration;

/// The limits on the person's path; what each is for stands in `application.properties`.
@ConfigMapping(prefix = "redress.limit")
interface LimitConfig {

    Limit address();

    Limit wrongLinks();

    Limit sending();

    /// How long nothing can be sent once the limit was passed.
    Duration rest();

    Limit renewals();

    /// Addresses and links that are remembered at once, for each limit.
    int remembered();
}
