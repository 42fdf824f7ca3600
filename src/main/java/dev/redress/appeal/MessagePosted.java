package dev.redress.appeal;

import java.time.Instant;

/// A message entered the thread of an appeal: a question, its answer, or neither.
///
/// @param answered the question that this message answers; null when there is none
public record MessagePosted(Appeal appeal, Message message, Message answered, Instant at) {}
