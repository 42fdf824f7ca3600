package dev.redress.appeal;

import dev.redress.platform.Quota;
import java.time.Duration;

/// How it stands with sending at a link.
///
/// ```
/// Free ──4/5 of the limit──▶ Warned ──all of it──▶ Blocked ──time, or lifted──▶ Free
///   ▲                          │
///   └────────── time ──────────┘
/// ```
sealed interface Standing {

    record Free() implements Standing {}

    /// @param rest how long nothing could be sent
    record Warned(Quota quota, Duration rest) implements Standing {}

    record Blocked(SendingBlock block, Quota quota) implements Standing {}
}
