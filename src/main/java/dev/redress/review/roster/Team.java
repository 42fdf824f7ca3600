package dev.redress.review.roster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.qute.TemplateData;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Reviewers who share cases.
///
/// @param id      taken from the path when sent; lower-case letters, digits and dashes, at most 50
/// @param queue   the queue of the decision types whose cases come to this team; null for none. It holds for cases
///                opened from then on
/// @param members ids of reviewers; a team without any keeps no case from anybody
@TemplateData
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Team(
        String id,
        @NotBlank @Size(max = 200) String name,
        @Size(min = 1, max = 200) String queue,
        @Size(max = 500) List<@NotBlank @Size(max = 200) String> members) {

    public Team {
        members = members == null
                ? List.of()
                : Collections.unmodifiableList(new ArrayList<>(members)); // a null in it is refused
    }

    Team called(String id) {
        return new Team(id, name, queue, members);
    }

    @JsonIgnore
    public String memberList() {
        return String.join(", ", members);
    }
}
