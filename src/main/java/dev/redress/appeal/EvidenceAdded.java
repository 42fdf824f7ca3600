package dev.redress.appeal;

import dev.redress.appeal.evidence.Evidence;
import java.time.Instant;
import java.util.List;

/// Evidence came in for an appeal that is filed and not ruled on.
public record EvidenceAdded(Appeal appeal, List<Evidence> evidence, Instant at) {}
