package dev.redress.appeal;

import java.time.Instant;
import java.util.UUID;

/// A second reviewer, who did not know of the first, came to a verdict on the same case. It changes nothing for the
/// person; observers tell whoever learns from the first ruling, in the same transaction.
public record SecondOpinion(UUID ruling, Verdict verdict, Instant at) {}
