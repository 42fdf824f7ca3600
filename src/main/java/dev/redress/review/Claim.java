package dev.redress.review;

import java.time.Instant;
import java.util.UUID;

/// A reviewer's hold on a case: until `leaseUntil`, and only with this fence.
///
/// @param fence grows with every claim of the case; an act with an older one comes from a claim that is over
public record Claim(UUID caseId, String holder, long fence, Instant leaseUntil) {

    boolean isOf(String reviewer, Instant now) {
        return holder.equals(reviewer) && leaseUntil.isAfter(now);
    }
}
