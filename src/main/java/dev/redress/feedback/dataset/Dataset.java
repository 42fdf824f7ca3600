package dev.redress.feedback.dataset;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// An immutable version of a set of labels.
///
/// @param digest         `sha256:` and the hex digest of what `export?format=jsonl` gives
/// @param card           what it is and is not, in words
/// @param retractedSince how many of its labels were retracted after it was frozen; they stay in it
public record Dataset(
        UUID id,
        String name,
        int version,
        Filter filter,
        Map<String, Integer> splits,
        long items,
        String digest,
        Counts counts,
        String card,
        long retractedSince,
        Instant frozenAt) {

    public String title() {
        return name + "-v" + version;
    }
}
