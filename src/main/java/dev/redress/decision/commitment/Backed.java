package dev.redress.decision.commitment;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.decision.Evidence;
import java.time.Instant;
import java.util.List;

/// A commitment beside what backs it, for whoever looks at the decision: the same on the notice, in the case and in the
/// numbers.
///
/// @param evidence the best there is, later actions with it
/// @param needed   what its type needs to count as backed
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Backed(
        String id,
        String type,
        String text,
        String amount,
        Instant dueAt,
        List<String> actions,
        Evidence evidence,
        Evidence needed,
        boolean backed) {}
