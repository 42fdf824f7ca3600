package dev.redress.review.ruling;

import java.time.Instant;

/// Up to which version of the case a reviewer has looked, and when they said so.
public record Seen(int version, Instant at) {}
