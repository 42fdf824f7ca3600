package dev.redress.review;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.qute.TemplateData;
import java.util.List;

/// What stands around a case.
///
/// @param related    other decisions about the person, those of the same run first
/// @param precedents earlier rulings under the same clauses; null before the outcome is revealed
/// @param spans      spans of the run that came by OTLP, in OTLP JSON form; null before the outcome is revealed
@TemplateData
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Background(List<Related> related, List<Precedents.Precedent> precedents, List<JsonNode> spans) {

    /// Whether the run that decided this also decided otherwise.
    @JsonIgnore
    public boolean contradicted() {
        return related.stream().anyMatch(one -> Boolean.TRUE.equals(one.contradicts()));
    }
}
