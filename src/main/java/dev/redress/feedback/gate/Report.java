package dev.redress.feedback.gate;

import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What a gate found: every case by name that the candidate gets wrong again or newly, and the thresholds it keeps to.
///
/// @param candidate what was tried, in the caller's words
/// @param reasons   why it did not pass, in words
/// @param returned  formerly overturned mistakes that are made again
/// @param broken    formerly right decisions that are wrong now
/// @param fixed     formerly overturned mistakes that are right now
/// @param missing   cases without an outcome that says whether it is right
@TemplateData
public record Report(
        UUID id,
        Against dataset,
        String split,
        Map<String, String> candidate,
        Thresholds thresholds,
        Map<String, Thresholds> sliceThresholds,
        Result result,
        List<String> reasons,
        Slice whole,
        List<Slice> slices,
        List<Item> returned,
        List<Item> broken,
        List<Item> fixed,
        List<Item> missing,
        Instant runAt,
        String page) {

    @TemplateData
    public record Against(UUID id, String name, int version, String digest) {
        public String title() {
            return name + "-v" + version;
        }
    }

    static Result result(Slice whole, List<Slice> slices) {
        return whole.result() == Result.FAIL || slices.stream().anyMatch(slice -> slice.result() == Result.FAIL)
                ? Result.FAIL
                : whole.result();
    }

    static List<String> reasons(Slice whole, List<Slice> slices) {
        List<String> reasons = new ArrayList<>(whole.reasons());
        slices.forEach(slice -> slice.reasons().forEach(reason -> reasons.add(slice.name() + ": " + reason)));
        if (reasons.isEmpty() && whole.result() == Result.TOO_FEW) {
            reasons.add("%,d cases are too few to say".formatted(whole.n()));
        }
        return reasons;
    }
}
