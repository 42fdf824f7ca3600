package dev.redress.review.ruling;

import java.time.Instant;

/// A late appeal was taken all the same.
public record Admission(String reasons, Instant at) {}
