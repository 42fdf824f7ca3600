package dev.redress.appeal.evidence;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;

/// A file as the API tells of it.
///
/// @param size bytes
/// @param digest `sha256:` and 64 hexadecimal digits
/// @param scanned whether a virus scanner looked at it
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EvidenceView(
        UUID id,
        String name,
        String mediaType,
        int size,
        String digest,
        String factId,
        boolean scanned,
        Instant addedAt) {

    public static EvidenceView of(Evidence evidence) {
        return new EvidenceView(
                evidence.id(),
                evidence.name(),
                evidence.mediaType(),
                evidence.size(),
                evidence.contentDigest(),
                evidence.factId(),
                evidence.scanned(),
                evidence.addedAt());
    }
}
