package dev.redress.review;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.redress.decision.Delegation;
import dev.redress.decision.Retention;
import dev.redress.decision.RunSpans;
import dev.redress.decision.SpanReading;
import io.quarkus.qute.TemplateData;
import java.util.List;

/// What stands around a case.
///
/// @param related    other decisions about the person, those of the same run first
/// @param precedents earlier rulings under the same clauses; null before the outcome is revealed
/// @param spans      spans of the run that came by OTLP, with who sent them; null before the outcome is revealed
/// @param moreSpans  whether there are more of them than these; null before the outcome is revealed
/// @param retention  how those are kept, what is gone; null before that, and when the decision names no trace
/// @param run        what all spans of the run say, those in the decision included; null when there are none, or before
///                   the outcome is revealed
/// @param delegation in whose name the agent decided; null when it acted for itself
@TemplateData
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Background(
        List<Related> related,
        List<Precedents.Precedent> precedents,
        List<RunSpans.Found> spans,
        Boolean moreSpans,
        Retention retention,
        SpanReading.Read run,
        Delegation delegation) {

    @JsonIgnore
    public List<Related> ofTheRun() {
        return related.stream().filter(Related::sameRun).toList();
    }

    @JsonIgnore
    public List<Related> apart() {
        return related.stream().filter(one -> !one.sameRun()).toList();
    }

    /// Whether the run that decided this also decided otherwise.
    @JsonIgnore
    public boolean contradicted() {
        return related.stream().anyMatch(one -> Boolean.TRUE.equals(one.contradicts()));
    }
}
