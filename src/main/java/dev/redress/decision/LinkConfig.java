package dev.redress.decision;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.Map;

@ConfigMapping(prefix = "redress.link")
interface LinkConfig {

    /// The id of the key that new links are made with.
    int current();

    /// Keys by id, 1 to 255: 32 bytes in base64.
    Map<Integer, String> keys();

    /// How long a link lives on after the appeal window.
    Duration grace();

    /// How long a renewed link lives from then on.
    Duration renewal();
}
