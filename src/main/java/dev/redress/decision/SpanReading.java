package dev.redress.decision;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// What the spans of a run say in the words of today, whichever words they came in. The spans stay as they came.
public interface SpanReading {

    /// What kind of step a span is.
    enum Means {
        MODEL,
        TOOL,
        AGENT,
        WORKFLOW,
        RETRIEVAL,
        CHECK,
        OTHER
    }

    /// One span as it is understood; null members are not said.
    ///
    /// @param means null when its name is not known
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Step(
            String spanId, Means means, String agent, String model, String tool, Long inputTokens, Long outputTokens) {}

    /// A name of a span, or of an attribute, that the contract does not know.
    ///
    /// @param kind  SPAN or ATTRIBUTE
    /// @param spans how many spans of this run have it
    record Unmapped(String kind, String name, int spans) {}

    /// A run as its spans tell it.
    ///
    /// @param contract    the version of the contract by which they were read
    /// @param counted     spans whose tokens are in the sums; one that sums up those below it is not among them
    /// @param inputTokens null when no span says
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Read(
            int contract,
            int spans,
            int counted,
            Long inputTokens,
            Long outputTokens,
            List<Step> steps,
            List<Unmapped> unmapped) {}

    /// @param spans in OTLP JSON form, each once
    Read read(List<JsonNode> spans);
}
