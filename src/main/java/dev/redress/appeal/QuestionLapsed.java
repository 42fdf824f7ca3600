package dev.redress.appeal;

import java.time.Instant;

/// A question to the person was not answered in time: the review goes on without.
public record QuestionLapsed(Appeal appeal, Message question, Instant at) {}
