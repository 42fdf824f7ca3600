package dev.redress.review.sample;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;

/// With which probability decisions that nobody appealed are looked at: by the first rule that fits. Those that none
/// fits are not drawn.
public record AuditPolicy(@NotNull @Size(max = 100) List<@NotNull @Valid Rule> rules) {

    /// A stratum: the decisions that it fits and no rule before it. Members that are left out fit all.
    ///
    /// @param name        of the stratum
    /// @param probability over 0, at most 1
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Rule(
            @NotBlank @Size(max = 200) String name,
            @Size(max = 200) String type,
            Boolean adverse,
            @Size(max = 200) String jurisdiction,
            @Size(max = 200) String agent,
            @NotNull Double probability) {

        boolean fits(Candidate one) {
            return (type == null || type.equals(one.type()))
                    && (adverse == null || adverse == one.adverse())
                    && (jurisdiction == null || jurisdiction.equals(one.jurisdiction()))
                    && (agent == null || agent.equals(one.agent()));
        }
    }

    /// What a decision is drawn by.
    record Candidate(String type, boolean adverse, String jurisdiction, String agent) {}

    Optional<Rule> ruleFor(Candidate one) {
        return rules.stream().filter(rule -> rule.fits(one)).findFirst();
    }
}
