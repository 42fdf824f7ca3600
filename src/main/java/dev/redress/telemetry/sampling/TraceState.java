package dev.redress.telemetry.sampling;

/// What the `ot` entry of a W3C tracestate says of sampling.
///
/// @param th the threshold the sender sampled with; null when it does not say, or says nonsense
/// @param rv explicit randomness of 14 digits; null as well
record TraceState(Threshold th, String rv) {

    static final TraceState SILENT = new TraceState(null, null);

    /// @param header as a span carries it; null or empty says nothing
    static TraceState of(String header) {
        if (header == null || header.isEmpty()) {
            return SILENT;
        }
        for (String entry : header.split(",")) {
            String trimmed = entry.strip();
            if (trimmed.startsWith("ot=")) {
                return ofEntry(trimmed.substring("ot=".length()));
            }
        }
        return SILENT;
    }

    private static TraceState ofEntry(String value) {
        Threshold th = null;
        String rv = null;
        for (String member : value.split(";")) {
            if (member.startsWith("th:")) {
                th = Threshold.parsed(member.substring(3));
            } else if (member.startsWith("rv:") && member.matches("rv:[0-9a-f]{14}")) {
                rv = member.substring(3);
            }
        }
        return new TraceState(th, rv);
    }
}
