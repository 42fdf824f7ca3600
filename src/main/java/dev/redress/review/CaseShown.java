package dev.redress.review;

import dev.redress.access.Actor;
import java.time.Instant;
import java.util.UUID;

/// A case was shown to a reviewer, at the desk or by the API.
///
/// @param input whether an input snapshot was among it
public record CaseShown(UUID caseId, boolean input, Actor.Reviewer to, Instant at) {}
