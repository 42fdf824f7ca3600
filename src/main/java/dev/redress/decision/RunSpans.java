package dev.redress.decision;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// The spans of an agent's run that came apart from its decision, before it or after.
public interface RunSpans {

    /// One span that came.
    ///
    /// @param span   in OTLP JSON form, as it came
    /// @param sentBy the agent whose credential it came with; not always the one that decided
    record Found(JsonNode span, String sentBy) {}

    /// What is shown of a run.
    ///
    /// @param more whether there are spans beyond these
    record Shown(List<Found> spans, boolean more) {}

    /// Those of the agent that decided come first, so that no other can crowd them out; then by start.
    ///
    /// @param traceId 32 hexadecimal digits; null gives none
    /// @param agent   the one that decided
    Shown of(String traceId, String agent);

    /// How the spans of a trace are kept and what is gone of them.
    ///
    /// @param traceId 32 hexadecimal digits; null gives null
    Retention retention(String traceId);
}
