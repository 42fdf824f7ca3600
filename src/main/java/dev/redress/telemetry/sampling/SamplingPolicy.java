package dev.redress.telemetry.sampling;

import dev.redress.platform.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/// Which spans are kept: strata in order, the first that fits holds. Decisions are never sampled.
///
/// @param version     named wherever something was sampled; another content needs another version
/// @param combination how the sender's own sampling is taken in
/// @param drawAfter    how long all spans of a run are kept before the draw, so that a decision can still name them
/// @param unusual     null when none are kept for that
/// @param body        the JSON it was read from
record SamplingPolicy(
        String version,
        Combination combination,
        Duration drawAfter,
        List<Stratum> strata,
        Unusual unusual,
        String body) {

    /// @param decision null when none is known
    Stratum stratum(Stratum.Decided decision, boolean failed) {
        for (Stratum one : strata) {
            if (one.fits(decision, failed)) {
                return one;
            }
        }
        throw new IllegalStateException("a policy is for every run");
    }

    byte[] sha256() {
        return Ids.sha256().digest(body.getBytes(StandardCharsets.UTF_8));
    }

    String digest() {
        return "sha256:" + HexFormat.of().formatHex(sha256());
    }
}
