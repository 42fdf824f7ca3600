package dev.redress.remedy.webhook;

import java.time.Instant;
import java.util.UUID;

/// A try to tell news came to its end; observers act on it in the same transaction, and may say whether it is told
/// again.
///
/// @param about     what the news was about: the appeal, the ruling or the remedy
/// @param uncertain whether the receiver may have acted on it though it did not take it: the answer was lost, or its
///                  own fault (5xx)
public record Attempted(
        NewsType type, UUID about, Attempt.Outcome outcome, boolean uncertain, Instant at, Wishes wishes) {

    /// What observers want of the next try.
    static final class Wishes {
        private boolean calledOff;
        private boolean putOff;
    }

    /// It is not told again.
    public void callOff() {
        wishes.calledOff = true;
    }

    /// It is not told again before somebody could look whether it was acted on.
    public void putOff() {
        wishes.putOff = true;
    }

    boolean isCalledOff() {
        return wishes.calledOff;
    }

    boolean isPutOff() {
        return wishes.putOff;
    }
}
