package dev.redress.review.roster;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.qute.TemplateData;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;

/// What a reviewer may take. Null members do not bound; a case whose language or jurisdiction is unknown is
/// outside of any list.
///
/// @param types              codes of decision types
/// @param languages          as decisions name them, such as `de`
/// @param jurisdictions      as decisions name them, such as `DE`
/// @param trainingValidUntil after it the reviewer may take nothing; null for no end
@TemplateData
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Qualification(
        @Size(max = 500) List<@NotBlank @Size(max = 200) String> types,
        @Size(max = 500) List<@NotBlank @Size(max = 200) String> languages,
        @Size(max = 500) List<@NotBlank @Size(max = 200) String> jurisdictions,
        Instant trainingValidUntil) {}
