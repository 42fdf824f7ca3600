package dev.redress.feedback.gate;

import io.quarkus.qute.TemplateData;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/// What a gate found: by name the cases that the candidate gets wrong again or newly, and the thresholds it
/// keeps to. Of each kind the first 2,000 are named; `whole` counts them all.
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

    /// A threshold of a slice's own that is too few to be asked is no success, as with the whole.
    ///
    /// @param own names of the slices with thresholds of their own
    static Result result(Slice whole, List<Slice> slices, Set<String> own) {
        if (whole.result() == Result.FAIL || slices.stream().anyMatch(slice -> slice.result() == Result.FAIL)) {
            return Result.FAIL;
        }
        return tooFew(slices, own).findAny().isPresent() ? Result.TOO_FEW : whole.result();
    }

    static List<String> reasons(Slice whole, List<Slice> slices, Set<String> own) {
        List<String> reasons = new ArrayList<>(whole.reasons());
        slices.forEach(slice -> slice.reasons().forEach(reason -> reasons.add(slice.name() + ": " + reason)));
        if (reasons.isEmpty() && whole.result() == Result.TOO_FEW) {
            reasons.add(whole.tooFew());
        }
        tooFew(slices, own).forEach(slice -> reasons.add(slice.name() + ": " + slice.tooFew()));
        return reasons;
    }

    private static Stream<Slice> tooFew(List<Slice> slices, Set<String> own) {
        return slices.stream().filter(slice -> slice.result() == Result.TOO_FEW && own.contains(slice.name()));
    }
}
