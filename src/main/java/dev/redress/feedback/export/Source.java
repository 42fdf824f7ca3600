package dev.redress.feedback.export;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/// A frozen dataset, as exporters read it: forward only, a piece at a time.
public interface Source {

    /// What is known of the whole.
    ///
    /// @param digest `sha256:` and the hex digest of the canonical JSONL
    /// @param card   what the dataset is and is not, in words
    /// @param splits how many examples each has
    /// @param url    where it is served
    record Facts(
            UUID id,
            String name,
            int version,
            String digest,
            String card,
            Map<String, Long> splits,
            Instant frozenAt,
            String operator,
            String license,
            String url) {
        public String title() {
            return name + "-v" + version;
        }
    }

    interface Sink {
        void take(Example example) throws IOException;
    }

    Facts facts();

    /// Hands over the examples in their order; `split` null for all.
    void each(String split, Sink sink) throws IOException;
}
