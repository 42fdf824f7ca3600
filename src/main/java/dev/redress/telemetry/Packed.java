package dev.redress.telemetry;

import dev.redress.platform.Bytes;

/// A span as it is stored.
record Packed(Received span, byte[] body) {

    /// Before packing. A case opens up to 2,000 spans at once.
    private static final int LARGEST = 256 * 1024;

    static final String TOO_LARGE = "a span has at most 256 KiB as OTLP JSON, its resource and scope included";

    /// Null when it is too large.
    static Packed of(Received span) {
        byte[] plain = span.plain();
        return plain.length > LARGEST ? null : new Packed(span, Bytes.pack(plain));
    }
}
