package dev.redress.feedback.push;

import java.time.Duration;

/// How a try ended.
sealed interface Delivery {

    record Done() implements Delivery {}

    /// @param what    a status or a kind of failure, for people who run the service; never a body
    /// @param mayPass whether the same may succeed later
    /// @param after   the least time to wait, as the other side asked
    record Failed(String what, boolean mayPass, Duration after) implements Delivery {}
}
